using Microsoft.Playwright;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>A lost, slow or failing network.</summary>
internal sealed partial class ChromiumSession
{
    private const string AnyAddress = "**/*";
    private NetworkConditions conditions = NetworkConditions.Ordinary;

    public async Task SetConditionsAsync(NetworkConditions wanted)
    {
        var before = conditions;
        conditions = wanted;
        if (wanted.Offline != before.Offline)
        {
            await GuardAsync(() => context.SetOfflineAsync(wanted.Offline));
        }

        if (wanted.KilobitsPerSecond != before.KilobitsPerSecond || wanted.LatencyMilliseconds != before.LatencyMilliseconds)
        {
            await GuardAsync(ThrottleAsync);
        }

        if (wanted.Failing is not null && before.Failing is null)
        {
            await GuardAsync(() => context.RouteAsync(AnyAddress, FailAsync));
        }
        else if (wanted.Failing is null && before.Failing is not null)
        {
            await GuardAsync(() => context.UnrouteAsync(AnyAddress, FailAsync));
        }
    }

    private async Task<bool> ThrottleAsync()
    {
        devtools ??= await context.NewCDPSessionAsync(Page);
        await devtools.SendAsync("Network.enable");
        var bytes = conditions.KilobitsPerSecond is { } kilobits ? kilobits * 1000 / 8 : -1;
        await devtools.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false,
            ["latency"] = conditions.LatencyMilliseconds,
            ["downloadThroughput"] = bytes,
            ["uploadThroughput"] = bytes,
        });
        return true;
    }

    private bool PassedOn(IRequest request) =>
        IsOfAWorker(request) && WorkerRequests.IsPartOfAPage(request.Headers.GetValueOrDefault("accept"), request.Url, recorder.Exchanges.Where(e => e.Session == Name).Select(e => (e.Kind, e.Url)));

    /// <summary>A service worker's request belongs to no frame; Playwright for .NET says so by an exception only.</summary>
    private static bool IsOfAWorker(IRequest request)
    {
        try
        {
            return request.Frame is null;
        }
        catch (PlaywrightException)
        {
            return true;
        }
    }

    private async Task FailAsync(IRoute route)
    {
        var request = route.Request;
        try
        {
            // Pages, scripts, styles and pictures come from caches or servers in front; what fails is the API behind them. A page that is itself
            // the failing answer would show what stands here, not what the service's own server would have sent.
            if (conditions.Failing?.Invoke(request.Url) == true && request.ResourceType is "fetch" or "xhr" && !PassedOn(request))
            {
                await route.FulfillAsync(new RouteFulfillOptions { Status = 500, ContentType = "text/plain; charset=utf-8", Body = NetworkConditions.StandIn });
            }
            else
            {
                await route.ContinueAsync();
            }
        }
        catch (PlaywrightException e)
        {
            // The page went on without waiting for this request.
            ThrowIfGone(e);
        }
    }
}
