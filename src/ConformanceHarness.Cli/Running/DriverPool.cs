using ConformanceHarness.Sessions;

namespace ConformanceHarness.Cli.Running;

/// <summary>The run's browsers; each is started when first needed, and started anew after it died.</summary>
/// <param name="size">how many there are at once; scenarios take turns</param>
internal sealed class DriverPool(Func<Task<ISessionDriver>> start, int size = 1) : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ISessionDriver?[] drivers = new ISessionDriver?[size];
    private int next = -1;

    public async Task<ISessionDriver> GetAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            next = (next + 1) % drivers.Length;
            if (drivers[next] is { Alive: false } dead)
            {
                await dead.DisposeAsync();
                drivers[next] = null;
            }

            return drivers[next] ??= await start();
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var driver in drivers)
        {
            if (driver is not null)
            {
                await driver.DisposeAsync();
            }
        }

        turn.Dispose();
    }
}
