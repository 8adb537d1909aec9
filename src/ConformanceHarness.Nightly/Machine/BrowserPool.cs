namespace ConformanceHarness.Nightly.Machine;

/// <summary>
/// Browsers that several targets share, each in contexts of its own. One that served enough targets, or died, gets no further ones and is
/// closed when the last of its targets is done. Thread-safe.
/// </summary>
/// <param name="start">starts a browser</param>
/// <param name="alive">false for one that is gone</param>
/// <param name="together">targets in one browser at the same time</param>
/// <param name="recycleAfter">targets that one browser serves in its life</param>
public sealed class BrowserPool<T>(Func<Task<T>> start, Func<T, bool> alive, int together, int recycleAfter) : IAsyncDisposable
    where T : class, IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<Shared> browsers = [];

    /// <summary>How many were started.</summary>
    public int Started { get; private set; }

    /// <param name="alone">a browser for this target only: nobody else suffers from what it does</param>
    public async Task<Lease> LeaseAsync(bool alone, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var shared = alone ? null : browsers.FirstOrDefault(b => !b.Retired && b.Active < together && alive(b.Browser));
            if (shared is null)
            {
                shared = new Shared(await start()) { Retired = alone };
                Started++;
                browsers.Add(shared);
            }

            shared.Active++;
            shared.Served++;
            shared.Retired |= shared.Served >= recycleAfter;
            return new Lease(this, shared);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in browsers)
        {
            await browser.Browser.DisposeAsync();
        }

        browsers.Clear();
        turn.Dispose();
    }

    private async Task ReturnAsync(Shared shared)
    {
        await turn.WaitAsync();
        try
        {
            shared.Active--;
            shared.Retired |= !alive(shared.Browser);
            if (!shared.Retired || shared.Active > 0 || !browsers.Remove(shared))
            {
                return;
            }
        }
        finally
        {
            turn.Release();
        }

        await shared.Browser.DisposeAsync();
    }

    /// <summary>A place in a browser, given back when disposed.</summary>
    public sealed class Lease : IAsyncDisposable
    {
        private readonly BrowserPool<T> pool;
        private readonly Shared shared;
        private int returned;

        internal Lease(BrowserPool<T> pool, Shared shared) => (this.pool, this.shared) = (pool, shared);

        public T Browser => shared.Browser;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref returned, 1) == 0)
            {
                await pool.ReturnAsync(shared);
            }
        }
    }

    internal sealed class Shared(T browser)
    {
        public T Browser { get; } = browser;
        public int Active { get; set; }
        public int Served { get; set; }
        public bool Retired { get; set; }
    }
}
