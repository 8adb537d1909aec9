using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>
/// A login by OpenID Connect, then everything that must not be one: callbacks with a wrong, a missing, a used and another browser's state, each with a
/// fresh and proper code of somebody else, made for the very request that this browser began (its nonce and code challenge fit, so that only the state
/// can give it away); an id_token for another login; a start with foreign addresses; and the way out.
/// </summary>
internal sealed class OpenIdConnectScenario : Scenario
{
    /// <summary>What redirect and return addresses are called in the wild.</summary>
    private static readonly string[] AddressParameters =
        ["redirect_uri", "redirectUri", "redirect_url", "redirectUrl", "redirect", "returnUrl", "ReturnUrl", "return_url", "returnTo", "return_to", "return", "next", "url", "target", "continue", "callback", "callbackUrl", "from"];

    public override string Name => "open-id-connect";

    public override LocalText Title => new("เข้าสู่ระบบด้วย OpenID Connect การเข้าสู่ระบบปลอม และการออกจากระบบ", "Login by OpenID Connect, forged logins, and logout");

    public override LoginProtocol? Login => LoginProtocol.OpenIdConnect;

    public override bool FollowsServiceFile => true;

    public override TimeSpan Limit => TimeSpan.FromSeconds(240);

    public override IReadOnlySet<LoginMode> Logins { get; } = new HashSet<LoginMode> { LoginMode.Mock, LoginMode.Mint, LoginMode.Proxy };

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        var citizen = scene.Citizen("first", PersonaKind.Ordinary);
        var shown = Awaited.Text(citizen.FirstName, citizen.LastName);
        var entry = await scene.MintAsync(Steps.Enter, citizen, cancellationToken);
        var entered = await scene.EnterAsync(session, Steps.Enter, entry, shown, cancellationToken);
        await session.SnapshotAsync(Steps.Enter, SnapshotParts.Screenshot | SnapshotParts.Storage, cancellationToken);
        await session.ReloadAsync(Steps.Reload, shown, cancellationToken);
        await session.SnapshotAsync(Steps.Reload, SnapshotParts.Storage, cancellationToken);
        await session.FlushAsync(cancellationToken);
        if (entered.SettledMs is null || Ended(scene, session) is not { } request)
        {
            // Nobody was seen to be logged in; what else could be tried would say nothing.
            return;
        }

        // Alongside: each in a browser of its own.
        await Task.WhenAll(
            ForgedAsync(scene, "b", OidcSteps.WrongState, cancellationToken),
            ForgedAsync(scene, "c", OidcSteps.MissingState, cancellationToken),
            OtherBrowsersAsync(scene, cancellationToken));
        await Task.WhenAll(
            OtherNonceAsync(scene, request, cancellationToken),
            ForeignAddressAsync(scene, session, "h", OidcSteps.ForeignAddress, "https://attacker.example/in", cancellationToken),
            ForeignAddressAsync(scene, session, "i", OidcSteps.ForeignAddress + ":2", "//attacker.example/in", cancellationToken));
        await UsedAsync(scene, session, request, cancellationToken);
        await LeaveAsync(scene, session, cancellationToken);
    }

    /// <summary>A login that this browser has begun and not ended, answered with somebody else's code and without the state that belongs to it.</summary>
    private static async Task ForgedAsync(Scene scene, string name, string step, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync(name, cancellationToken);
        if (await BeginAsync(scene, session, step, cancellationToken) is { } request && await CodeAsync(scene, step, request, cancellationToken) is { } callback)
        {
            await CallbackAsync(scene, session, step, step == OidcSteps.MissingState ? WithState(callback, null) : WithState(callback, Another(callback)), cancellationToken);
        }
    }

    /// <summary>The attacker begins a login and leaves its end to somebody whose browser has begun another.</summary>
    private static async Task OtherBrowsersAsync(Scene scene, CancellationToken cancellationToken)
    {
        var attacker = await scene.SessionAsync("d", cancellationToken);
        var victim = await scene.SessionAsync("e", cancellationToken);
        if (await BeginAsync(scene, attacker, OidcSteps.OtherBrowser, cancellationToken) is { } request
            && await BeginAsync(scene, victim, OidcSteps.OtherBrowser, cancellationToken) is not null
            && await CodeAsync(scene, OidcSteps.OtherBrowser, request, cancellationToken) is { } callback)
        {
            await CallbackAsync(scene, victim, OidcSteps.OtherBrowser, callback.AbsoluteUri, cancellationToken);
        }
    }

    private static async Task OtherNonceAsync(Scene scene, Exchange request, CancellationToken cancellationToken)
    {
        if (Query.Of(request.Url, "nonce") is null)
        {
            return;
        }

        var session = await scene.SessionAsync("g", cancellationToken);
        var citizen = scene.Citizen(OidcSteps.OtherNonce, PersonaKind.Ordinary);
        await new ProviderEntry(scene, session).EnterAsync(OidcSteps.OtherNonce, citizen, Awaited.Ending(8), cancellationToken, ProviderConduct.OtherNonce);
        await session.SnapshotAsync(OidcSteps.OtherNonce, SnapshotParts.Screenshot, cancellationToken);
        await LandAsync(scene, session, OidcSteps.OtherNonce, cancellationToken);
    }

    /// <summary>The login started with foreign addresses in its query, under every name that such an address usually has.</summary>
    private static async Task ForeignAddressAsync(Scene scene, ISession first, string name, string step, string foreign, CancellationToken cancellationToken)
    {
        // What sent the browser to the provider, where a redirect did; else the page that did it by script.
        var start = scene.Recorder.Exchanges.Where(e => e.Session == first.Name && e.Navigation).LastOrDefault(e => Requested(scene, first)?.RedirectedFrom == e.Number && e.Method == "GET")?.Url ?? scene.Target.LandingUrl;
        var address = start + (start.Contains('?', StringComparison.Ordinal) ? '&' : '?') + string.Join('&', AddressParameters.Select(p => $"{p}={Uri.EscapeDataString(foreign)}"));
        var session = await scene.SessionAsync(name, cancellationToken);
        var citizen = scene.Citizen(step, PersonaKind.Ordinary);
        var entry = new ProviderEntry(scene, session);
        var shown = Awaited.Text(citizen.FirstName, citizen.LastName) with { Limit = TimeSpan.FromSeconds(8) };
        await entry.SignInAsync(step, citizen, ProviderConduct.Proper, cancellationToken);
        if (start == scene.Target.LandingUrl)
        {
            await entry.StartAsync(step, address, shown, cancellationToken);
        }
        else
        {
            await session.OpenAsync(step, address, shown, cancellationToken);
        }

        await session.SnapshotAsync(step, SnapshotParts.Screenshot, cancellationToken);
    }

    /// <summary>The state of a login that was ended, with a fresh code; then the very address with which it was ended.</summary>
    private static async Task UsedAsync(Scene scene, ISession session, Exchange request, CancellationToken cancellationToken)
    {
        if (await CodeAsync(scene, OidcSteps.UsedState, request, cancellationToken) is { } callback)
        {
            await CallbackAsync(scene, session, OidcSteps.UsedState, callback.AbsoluteUri, cancellationToken);
        }

        var registered = scene.Service.OpenIdConnect!.RedirectUriAt(scene.Target);
        if (scene.Recorder.Exchanges.FirstOrDefault(e => e.Session == session.Name && e.Navigation && e.Url.StartsWith(registered, StringComparison.Ordinal) && Query.Of(e.Url, "code") is not null) is { } ended)
        {
            await session.OpenAsync(OidcSteps.UsedCode, ended.Url, Awaited.Ending(8), cancellationToken);
            await session.SnapshotAsync(OidcSteps.UsedCode, SnapshotParts.None, cancellationToken);
        }
    }

    private static async Task LeaveAsync(Scene scene, ISession session, CancellationToken cancellationToken)
    {
        var first = scene.Recorder.Citizens.First(c => c.Key == "first");
        var entry = new ProviderEntry(scene, session);
        await session.OpenAsync(OidcSteps.BeforeLeaving, scene.Target.LandingUrl, Awaited.Text(first.FirstName, first.LastName) with { Limit = TimeSpan.FromSeconds(8) }, cancellationToken);
        await session.SnapshotAsync(OidcSteps.BeforeLeaving, SnapshotParts.Storage, cancellationToken);
        var before = await session.CookiesAsync();
        var left = await entry.LeaveAsync(OidcSteps.Leave, cancellationToken);
        await session.SnapshotAsync(OidcSteps.Leave, SnapshotParts.Screenshot | SnapshotParts.Storage, cancellationToken);
        if (!left.Done)
        {
            return;
        }

        await Replays.AfterLogoutAsync(scene, session, [Steps.Enter, Steps.Reload, OidcSteps.BeforeLeaving], before, cancellationToken);
        await entry.StartAsync(OidcSteps.Left, scene.Target.LandingUrl, Awaited.Ending(8), cancellationToken);
        await session.SnapshotAsync(OidcSteps.Left, SnapshotParts.Screenshot, cancellationToken);

        var second = scene.Citizen("second", PersonaKind.Ordinary);
        var next = await scene.MintAsync(Steps.Second, second, cancellationToken);
        await scene.EnterAsync(session, Steps.Second, next, Awaited.Text(second.FirstName, second.LastName), cancellationToken);
        await session.SnapshotAsync(Steps.Second, SnapshotParts.Screenshot | SnapshotParts.Storage, cancellationToken);
    }

    /// <summary>Begins a login in a browser that is not signed in: it ends on the provider's page, and the service waits for its answer.</summary>
    private static async Task<Exchange?> BeginAsync(Scene scene, ISession session, string step, CancellationToken cancellationToken)
    {
        await new ProviderEntry(scene, session).StartAsync(OidcSteps.Begin + step, scene.Target.LandingUrl, new Awaited { Limit = TimeSpan.FromSeconds(10) }, cancellationToken);
        await session.FlushAsync(cancellationToken);
        return Requested(scene, session);
    }

    /// <summary>The callback address with a code of a citizen of this trial's own.</summary>
    private static async Task<Uri?> CodeAsync(Scene scene, string step, Exchange request, CancellationToken cancellationToken) =>
        await scene.Provider!.AuthorizeAsync(request.Url, scene.Citizen(step, PersonaKind.Ordinary), cancellationToken);

    private static async Task CallbackAsync(Scene scene, ISession session, string step, string address, CancellationToken cancellationToken)
    {
        await session.OpenAsync(step, address, Awaited.Ending(8), cancellationToken);
        await session.SnapshotAsync(step, SnapshotParts.Screenshot, cancellationToken);
        await LandAsync(scene, session, step, cancellationToken);
    }

    /// <summary>Whatever the callback's page says: whose session is it now?</summary>
    private static async Task LandAsync(Scene scene, ISession session, string step, CancellationToken cancellationToken)
    {
        await session.OpenAsync(step + OidcSteps.After, scene.Target.LandingUrl, Awaited.Ending(8), cancellationToken);
        await session.SnapshotAsync(step + OidcSteps.After, SnapshotParts.None, cancellationToken);
        await session.FlushAsync(cancellationToken);
    }

    /// <summary>The last request with which the service sent this browser to the provider.</summary>
    private static Exchange? Requested(Scene scene, ISession session) =>
        scene.Recorder.Exchanges.LastOrDefault(e => e.Session == session.Name && OidcSteps.IsAuthorize(e.Url) && Query.Of(e.Url, "client_id") is not null);

    /// <summary>The last such request that was answered: the browser came back from the provider with its state and a code.</summary>
    private static Exchange? Ended(Scene scene, ISession session)
    {
        var registered = scene.Service.OpenIdConnect!.RedirectUriAt(scene.Target);
        var back = scene.Recorder.Exchanges.Where(e => e.Session == session.Name && e.Navigation && e.Url.StartsWith(registered, StringComparison.Ordinal) && Query.Of(e.Url, "code") is not null).Select(e => Query.Of(e.Url, "state")).ToHashSet(StringComparer.Ordinal);
        return scene.Recorder.Exchanges.LastOrDefault(e => e.Session == session.Name && OidcSteps.IsAuthorize(e.Url) && Query.Of(e.Url, "client_id") is not null && back.Contains(Query.Of(e.Url, "state")));
    }

    private static string Another(Uri callback) =>
        // As long and of the same letters: only comparing it tells that it is another.
        string.Concat((Query.Of(callback.AbsoluteUri, "state") ?? "0000000000").Select(c => c is >= '0' and <= '8' ? (char)(c + 1) : c is >= 'a' and <= 'y' or >= 'A' and <= 'Y' ? (char)(c + 1) : c is '9' ? '0' : c is 'z' ? 'a' : c is 'Z' ? 'A' : c));

    private static string WithState(Uri callback, string? state)
    {
        var kept = callback.Query.TrimStart('?').Split('&').Where(p => !p.StartsWith("state=", StringComparison.Ordinal));
        return callback.GetLeftPart(UriPartial.Path) + "?" + string.Join('&', state is null ? kept : kept.Append("state=" + Uri.EscapeDataString(state)));
    }
}

/// <summary>Names of the steps of <see cref="OpenIdConnectScenario"/>; those of trials are the keys of the citizens whose codes they bring.</summary>
internal static class OidcSteps
{
    public const string Begin = "begin:";
    public const string WrongState = "wrong-state";
    public const string MissingState = "missing-state";
    public const string UsedState = "used-state";
    public const string OtherBrowser = "other-browser";
    public const string UsedCode = "used-code";
    public const string OtherNonce = "other-nonce";
    public const string ForeignAddress = "foreign-address";
    public const string BeforeLeaving = "before-leaving";
    public const string Leave = "leave";

    /// <summary>The Landing URL and the start of the login once more, after logging out.</summary>
    public const string Left = "left";

    /// <summary>The Landing URL after a trial: "wrong-state:after".</summary>
    public const string After = ":after";

    public static bool IsAuthorize(string url) => Is(url, "/connect/authorize");

    public static bool IsToken(string url) => Is(url, "/connect/token") || Is(url, "/connect/userinfo");

    public static bool IsEndSession(string url) => Is(url, "/connect/endsession");

    private static bool Is(string url, string path) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.AbsolutePath.TrimEnd('/') == path;
}

/// <summary>Reads one parameter of an address.</summary>
internal static class Query
{
    public static string? Of(string url, string name)
    {
        var from = url.IndexOf('?', StringComparison.Ordinal);
        if (from < 0)
        {
            return null;
        }

        foreach (var part in url[(from + 1)..].Split('#')[0].Split('&'))
        {
            if (part.StartsWith(name + "=", StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(part[(name.Length + 1)..].Replace('+', ' '));
            }
        }

        return null;
    }
}
