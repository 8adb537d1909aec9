using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Personas;

namespace ConformanceHarness.Platform.Gateway;

/// <summary>
/// The real UAT gateway, which mints the entries. What the back end says to it is not seen here: there is no journal, it can't be told to
/// misbehave, it keeps its own clock, and it mints for no other app.
/// </summary>
public sealed class MintingPlatform(GatewayClient client, int personaSeed) : IPlatform
{
    private readonly PersonaMaker _personas = new(personaSeed);

    public LoginMode Mode => LoginMode.Mint;

    public bool KeepsJournal => false;

    public IReadOnlyList<GatewayCall> UnmatchedCalls => [];

    public Citizen NewCitizen(string key, PersonaKind kind, string purpose = "") => _personas.Make(key, kind, purpose);

    public Task<MintedEntry> MintAsync(Citizen citizen, GatewayConduct conduct, CancellationToken cancellationToken) =>
        conduct == GatewayConduct.Proper
            ? client.MintAsync(citizen, conduct, cancellationToken)
            : throw new InvalidOperationException($"The real gateway can't be told to behave as {conduct}; the plan must keep such scenarios out.");

    public Task<MintedEntry> MintForForeignAppAsync(Citizen citizen, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The real gateway mints for no other app; the plan must keep such scenarios out.");

    public Task ExpireAsync(MintedEntry entry, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The real gateway keeps its own clock; the plan must keep such scenarios out.");

    public IReadOnlyList<GatewayCall> CallsFor(IReadOnlyCollection<string> mTokens) => [];
}
