using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Sessions.Appium;

/// <summary>Finds the e-Service among the webviews on the screen: by its address, because an app may keep several.</summary>
internal sealed class Webviews(INativeScreen screen, Uri landing, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the e-Service's page and talks to it from now on.</summary>
    /// <exception cref="DriverException">none came; the message names the hosts that the webviews show</exception>
    public async Task<string> EnterAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var seen = new List<string>();
            if (await LookAsync(seen, cancellationToken) is { } context)
            {
                return context;
            }

            if (clock.GetElapsedTime(began) >= limit)
            {
                throw new DriverException($"No webview opened {landing.Host} within {limit.TotalSeconds} s. {(seen.Count == 0 ? "The app has no webview that can be looked into: is it a debuggable test build?" : "Webviews: " + string.Join(", ", seen.Distinct()))}");
            }

            // Polling a condition: a webview is there some time after the tap that opens it.
            await Task.Delay(Poll, clock, cancellationToken);
        }
    }

    /// <summary>Whether the e-Service is still on the screen; if so, it is the one that is talked to.</summary>
    public async Task<bool> StillThereAsync(CancellationToken cancellationToken) => await LookAsync([], cancellationToken) is not null;

    private async Task<string?> LookAsync(List<string> seen, CancellationToken cancellationToken)
    {
        (string Context, string Window)? hidden = null;
        foreach (var context in (await screen.ContextsAsync(cancellationToken)).Where(c => c.StartsWith("WEBVIEW", StringComparison.Ordinal)))
        {
            await screen.SwitchAsync(context, cancellationToken);
            foreach (var page in await screen.PagesAsync(cancellationToken))
            {
                // Hosts only: an address holds the entry's mToken.
                seen.Add(context + " " + (Uri.TryCreate(page.Address, UriKind.Absolute, out var address) ? address.Scheme + "://" + address.Host : "(no page)"));
                if (!IsService(page.Address))
                {
                    continue;
                }

                if (page.Shown)
                {
                    await screen.SelectAsync(page.Window, cancellationToken);
                    return context;
                }

                hidden ??= (context, page.Window);
            }
        }

        if (hidden is { } only)
        {
            await screen.SwitchAsync(only.Context, cancellationToken);
            await screen.SelectAsync(only.Window, cancellationToken);
            return only.Context;
        }

        return null;
    }

    /// <summary>The Landing URL's own host and port: a service may lead to another page of its own before it is looked at.</summary>
    private bool IsService(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var page) && page.Scheme == landing.Scheme && page.Authority.Equals(landing.Authority, StringComparison.OrdinalIgnoreCase);
}
