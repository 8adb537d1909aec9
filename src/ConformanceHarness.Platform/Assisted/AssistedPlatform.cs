using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Assisted;

/// <summary>
/// A tester opens the service in the channel and hands over each entry as it comes. There is one citizen, known beforehand; nothing is seen of the
/// gateway, and whether an mToken was fresh is known to the tester alone.
/// </summary>
#pragma warning disable CA1001 // The semaphore's wait handle is never asked for, so there is nothing to be disposed of.
public sealed class AssistedPlatform(Citizen known, EntryReading reading, IEntrySource source) : IPlatform
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);
    private int _asked;

    public LoginMode Mode => LoginMode.Assisted;

    public bool KeepsJournal => false;

    public TimeSpan EntryPatience { get; } = TimeSpan.FromMinutes(5);

    public IReadOnlyList<GatewayCall> UnmatchedCalls => [];

    public Citizen NewCitizen(string key, PersonaKind kind, string purpose = "") => known with { Key = key };

    public async Task<MintedEntry> MintAsync(Citizen citizen, GatewayConduct conduct, CancellationToken cancellationToken)
    {
        if (conduct != GatewayConduct.Proper)
        {
            throw new InvalidOperationException($"Nobody can hand over an entry with which the gateway behaves as {conduct}; the plan must keep such scenarios out.");
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            return new MintedEntry(reading.AppId, await AskAsync(++_asked, cancellationToken), citizen.Key, conduct);
        }
        finally
        {
            _one.Release();
        }
    }

    public Task<MintedEntry> MintForForeignAppAsync(Citizen citizen, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nobody hands over another app's entry; the plan must keep such scenarios out.");

    public Task ExpireAsync(MintedEntry entry, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The real gateway keeps its own clock; the plan must keep such scenarios out.");

    public IReadOnlyList<GatewayCall> CallsFor(IReadOnlyCollection<string> mTokens) => [];

    private async Task<string> AskAsync(int number, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(EntryPatience);
        LocalText? problem = null;
        try
        {
            while (true)
            {
                var line = await source.NextAsync(number, problem, limit.Token) ?? throw new PlatformFailedException(
                    Cause.Configuration,
                    new($"ไม่มีรายการเข้าใช้ให้แล้ว (ต้องการรายการที่ {number})", $"There are no more entries (number {number} is needed)."),
                    new("เตรียมรายการให้ครบตามจำนวนที่แจ้งตอนเริ่ม แล้วสั่ง ./conformance run --resume", "Provide as many as the run said at its beginning, then ./conformance run --resume."));
                (var mToken, problem) = reading.Read(line);
                if (mToken is not null && _given.Add(mToken))
                {
                    return mToken;
                }

                problem ??= new("mToken นี้ใช้ในรอบทดสอบนี้ไปแล้ว เปิดบริการใหม่เพื่อให้ได้ค่าใหม่", "This mToken was used in this run already: open the service anew for another.");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PlatformFailedException(
                Cause.Environment,
                new($"ไม่ได้รับรายการเข้าใช้ที่ {number} ภายใน {EntryPatience.TotalMinutes} นาที", $"Entry number {number} was not handed over within {EntryPatience.TotalMinutes} minutes."),
                new("สั่ง ./conformance run --resume เมื่อผู้ทดสอบพร้อม", "Run ./conformance run --resume when a tester is there."));
        }
    }
}
