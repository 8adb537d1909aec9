using System.Text.Json;
using System.Web;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions.WebDriver;

namespace ConformanceHarness.Sessions.Appium;

/// <summary>
/// The app on a device: the citizen enters on native screens and goes back by a native button; what the page shows is looked at from inside
/// its webview, as in any other WebDriver session.
/// </summary>
internal sealed class DeviceSession : WebDriverSession, IEnteringSession
{
    private readonly AppiumOptions options;
    private readonly DeviceSettings device;
    private readonly INativeScreen screen;
    private readonly NativePath path;
    private readonly Webviews webviews;
    private string? context;
    private bool entering;
    private bool entered;

    public DeviceSession(RemoteEnd end, SessionOptions session, ObservationRecorder recorder, string files, AppiumOptions options, INativeScreen screen)
        : base(end, session, recorder, null, files, emulates: false)
    {
        this.options = options;
        device = options.Device!;
        this.screen = screen;
        path = new NativePath(screen, options, TimeProvider.System);
        webviews = new Webviews(screen, options.Landing!, TimeProvider.System);
    }

    public async Task<AppEntry> EnterAsync(string step, Awaited awaited, CancellationToken cancellationToken)
    {
        entering = true;
        try
        {
            // The address that is recorded as asked for is the Landing URL: the pair comes from the app.
            var visit = await OpenAsync(step, options.Landing!.AbsoluteUri, awaited, cancellationToken);
            var (appId, mToken) = await PairAsync();
            return new AppEntry(visit, appId, mToken);
        }
        finally
        {
            entering = false;
        }
    }

    protected override async Task NavigateAsync(string address, CancellationToken cancellationToken)
    {
        if (!entering)
        {
            await base.NavigateAsync(address, cancellationToken);
            return;
        }

        if (entered)
        {
            await CloseAsync(cancellationToken);
            await screen.RestartAsync(cancellationToken);
        }

        await path.WalkAsync(device.Path, async (number, step) =>
        {
            Happened("native", $"{step.Kind.ToString().ToLowerInvariant()} {step.Target}", "step " + number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await PhotographAsync("native:" + number.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
        }, cancellationToken);
        context = await webviews.EnterAsync(options.StepLimit, cancellationToken);
        entered = true;
        await BeginAsync();
    }

    /// <summary>By the app's own button, or the system's: the webview goes back, or it is left.</summary>
    protected override async Task GoBackAsync(CancellationToken cancellationToken)
    {
        await screen.SwitchAsync(NativePath.Native, cancellationToken);
        if (device.Back is null)
        {
            await screen.BackAsync(cancellationToken);
        }
        else if (!await path.TapAsync(device.Back, cancellationToken))
        {
            throw new DriverException($"The app shows no back button ({device.Back}); correct device.back in the service file.");
        }

        Happened("native", device.Back?.ToString() ?? "system", "back");
        if (!await webviews.StillThereAsync(cancellationToken))
        {
            // Back led out of the e-Service: for the page it is as if its window had closed.
            await screen.SwitchAsync(NativePath.Native, cancellationToken);
            Left();
        }
    }

    /// <summary>Another window is nothing that an app has: the way in is gone anew, and only a scenario knows whether it wants that.</summary>
    protected override Task NewWindowAsync()
    {
        if (!entering)
        {
            throw new DriverException("The e-Service is no longer on the screen, and no step of the scenario enters it again.");
        }

        Returns();
        return Task.CompletedTask;
    }

    /// <summary>The whole screen, native bars included; none where it shows anything of the person who holds the phone.</summary>
    protected override async Task<byte[]?> PictureAsync()
    {
        if (context is null || (options.Personal.Count > 0 && await PageAsync() is var page && (page is null || ShowsPerson(page))))
        {
            return null;
        }

        await screen.SwitchAsync(NativePath.Native, CancellationToken.None);
        var picture = await NativePictureAsync(CancellationToken.None);
        await screen.SwitchAsync(context, CancellationToken.None);
        return picture;
    }

    /// <summary>All that the page holds, shown or not; null where it does not say.</summary>
    private async Task<string?> PageAsync()
    {
        try
        {
            return await End.CallAsync("() => (window.__conformance ? JSON.parse(window.__conformance.text()) : '') + document.documentElement.outerHTML") as string;
        }
        catch (RemoteErrorException)
        {
            return null;
        }
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (device.Close is { } close && await webviews.StillThereAsync(cancellationToken))
        {
            var closed = await path.TapAsync(close, cancellationToken);
            Happened("native", close.ToString(), closed ? "close" : "close: not there");
        }
    }

    private async Task PhotographAsync(string step, CancellationToken cancellationToken)
    {
        if (await NativePictureAsync(cancellationToken) is { } picture)
        {
            Recorder.Add(new Snapshot { Step = step, Session = Name, AtMs = Recorder.NowMs, Url = "native:" + device.App, Screenshot = Recorder.KeepPicture(picture) });
        }
    }

    private async Task<byte[]?> NativePictureAsync(CancellationToken cancellationToken) =>
        options.Personal.Count > 0 && ShowsPerson(await screen.SourceAsync(cancellationToken)) ? null : await screen.PictureAsync(cancellationToken);

    private bool ShowsPerson(string text)
    {
        var flat = Flat(text);
        return options.Personal.Any(p => flat.Contains(Flat(p), StringComparison.OrdinalIgnoreCase));
    }

    private static string Flat(string text) => string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '\u200b' or '\u00ad')));

    /// <summary>What the app handed over: the address that the document was asked for by, even where the page has cleaned its own, or else the SDK.</summary>
    private async Task<(string? AppId, string? MToken)> PairAsync()
    {
        const string Told = """
            async () => {
              const asked = performance.getEntriesByType('navigation').map(e => e.name);
              const sdk = window.czpSdk, say = async f => { try { return f ? String(await f.call(sdk)) : null; } catch { return null; } };
              return JSON.stringify({ addresses: [...asked, location.href], appId: await say(sdk && sdk.getAppId), mToken: await say(sdk && sdk.getToken) });
            }
            """;
        try
        {
            if (await End.CallAsync<HandedOver>(Told) is not { } told)
            {
                return (null, null);
            }

            foreach (var address in told.Addresses)
            {
                var query = HttpUtility.ParseQueryString(Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Query : "");
                if (query["mToken"] is { Length: > 0 } mToken)
                {
                    return (query["appId"], mToken);
                }
            }

            return (told.AppId, told.MToken is { Length: > 0 } ? told.MToken : null);
        }
        catch (RemoteErrorException)
        {
            return (null, null);
        }
    }

#pragma warning disable CA1812 // Made by the JSON reader.
    private sealed record HandedOver(IReadOnlyList<string> Addresses, string? AppId, string? MToken);
#pragma warning restore CA1812
}
