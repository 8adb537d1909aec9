using ConformanceHarness.Sessions;

namespace ConformanceHarness.Cli.Running;

/// <summary>The run's browser; started when first needed, and started anew after it died.</summary>
internal sealed class DriverPool(Func<Task<ISessionDriver>> start) : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private ISessionDriver? driver;

    public async Task<ISessionDriver> GetAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (driver is { Alive: false })
            {
                await driver.DisposeAsync();
                driver = null;
            }

            return driver ??= await start();
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (driver is not null)
        {
            await driver.DisposeAsync();
        }

        turn.Dispose();
    }
}
