using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Personas;

namespace ConformanceHarness.Platform.Device;

/// <summary>
/// The real platform behind the app on a device. It mints nothing and shows no journal: the app lets its tester in, who is one real person.
/// </summary>
public sealed class DevicePlatform(Citizen tester) : IPlatform
{
    public LoginMode Mode => LoginMode.Device;

    public bool KeepsJournal => false;

    public IReadOnlyList<GatewayCall> UnmatchedCalls => [];

    /// <summary>The tester, whatever kind was asked for: scenarios that need another citizen are not planned with a device.</summary>
    public Citizen NewCitizen(string key, PersonaKind kind, string purpose = "") => tester with { Key = key };

    public Task<MintedEntry> MintAsync(Citizen citizen, GatewayConduct conduct, CancellationToken cancellationToken) => throw Nothing();

    public Task<MintedEntry> MintForForeignAppAsync(Citizen citizen, CancellationToken cancellationToken) => throw Nothing();

    public Task ExpireAsync(MintedEntry entry, CancellationToken cancellationToken) => throw Nothing();

    public IReadOnlyList<GatewayCall> CallsFor(IReadOnlyCollection<string> mTokens) => [];

    /// <summary>A made-up citizen who stands in for the tester in everything that is written.</summary>
    /// <param name="seed">of this run, and known to nobody afterwards</param>
    public static StandIn StandInFor(Citizen tester, int seed)
    {
        var maker = new PersonaMaker(seed);
        Citizen other;
        do
        {
            other = maker.Make(tester.Key, PersonaKind.Ordinary);
        }
        while (other.FirstName == tester.FirstName || other.LastName == tester.LastName || other.CitizenId == tester.CitizenId);

        // Base64 goes on undisturbed after a value only where the length in bytes leaves the same remainder.
        return new StandIn(tester, other with
        {
            FirstName = Fitting(other.FirstName, tester.FirstName),
            LastName = Fitting(other.LastName, tester.LastName),
            Mobile = tester.Mobile is { } mobile ? Digits(other.Mobile!, mobile.Length) : null,
            Email = tester.Email is { } email ? Fitting(other.Email!, email) : null,
            DateOfBirth = tester.DateOfBirth is { Length: 8 } born ? Known(other.DateOfBirth!, born) : null,
        });
    }

    private static InvalidOperationException Nothing() => new("On a device the app itself lets the citizen in; nothing can be minted.");

    private static string Fitting(string stand, string value)
    {
        var missing = (Encoding.UTF8.GetByteCount(value) - Encoding.UTF8.GetByteCount(stand)) % 3;
        return stand + new string('x', (missing + 3) % 3);
    }

    private static string Digits(string stand, int length) => stand.Length >= length ? stand[..length] : stand.PadRight(length, '5');

    /// <summary>What the platform does not know of the person's birth date it does not know of the stand-in's.</summary>
    private static string Known(string stand, string value) => string.Concat(value.Select((c, i) => c == '-' ? '-' : stand[i]));
}
