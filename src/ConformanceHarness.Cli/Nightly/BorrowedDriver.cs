using ConformanceHarness.Nightly.Machine;
using ConformanceHarness.Sessions;

namespace ConformanceHarness.Cli.Nightly;

/// <summary>A run's browser that belongs to the night: the run opens its contexts in it, and gives it back instead of closing it.</summary>
internal sealed class BorrowedDriver(BrowserPool<ISessionDriver>.Lease lease) : ISessionDriver
{
    public string Surface => lease.Browser.Surface;

    public string Engine => lease.Browser.Engine;

    public string EngineVersion => lease.Browser.EngineVersion;

    public IReadOnlySet<string> Records => lease.Browser.Records;

    public bool Alive => lease.Browser.Alive;

    public Task<ISession> OpenSessionAsync(SessionOptions options, ObservationRecorder recorder, CancellationToken cancellationToken) => lease.Browser.OpenSessionAsync(options, recorder, cancellationToken);

    public ValueTask DisposeAsync() => lease.DisposeAsync();
}
