using Microsoft.Playwright;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>
/// Keeps requests that can change data inside the browser. While a document that the harness opened loads, the page's own requests pass,
/// as they do for every visitor; from then on only GET, HEAD and OPTIONS leave, and no message on a WebSocket.
/// </summary>
internal sealed class ReadOnlyGuard(Action<string, string> blocked)
{
    private volatile bool loading;

    public async Task StartAsync(IBrowserContext context)
    {
        await context.RouteAsync("**/*", DecideAsync);
        await context.RouteWebSocketAsync(_ => true, Watch);
    }

    /// <summary>The harness opens a document: what the page sends until it has settled is its own doing.</summary>
    public void LoadBegins() => loading = true;

    public void LoadEnded() => loading = false;

    public static bool IsSafe(string method) => method is "GET" or "HEAD" or "OPTIONS";

    /// <summary>Asked of a request that the browser reports as failed: was it the guard that kept it from leaving?</summary>
    public static bool Kept(IRequest request) => !IsSafe(request.Method) && request.Failure?.Contains("ERR_BLOCKED_BY_CLIENT", StringComparison.Ordinal) == true;

    private async Task DecideAsync(IRoute route)
    {
        try
        {
            if (loading || IsSafe(route.Request.Method))
            {
                await route.ContinueAsync();
                return;
            }

            blocked(route.Request.Method, route.Request.Url);
            await route.AbortAsync("blockedbyclient");
        }
        catch (PlaywrightException)
        {
            // The page went on in the meantime, and its request with it.
        }
    }

    private void Watch(IWebSocketRoute page)
    {
        var server = page.ConnectToServer();
        page.OnMessage(message =>
        {
            if (!loading)
            {
                blocked("WEBSOCKET", page.Url);
            }
            else if (message.Text is { } text)
            {
                server.Send(text);
            }
            else
            {
                server.Send(message.Binary ?? []);
            }
        });
    }
}
