using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions.Browser;
using ConformanceHarness.Sessions.Proxying;
using OpenQA.Selenium;

namespace ConformanceHarness.Sessions.WebDriver;

/// <summary>
/// One W3C session with one window. Evidence comes from inside the page, by the same scripts as in Chromium, and from the session's proxy
/// where it has one. What neither shows is not recorded; <see cref="WebDriverDriver.Records"/> says what that leaves.
/// </summary>
/// <remarks>A session on a device derives from it: how the page is entered and left, and what the screen shows, can come from the native side.</remarks>
internal partial class WebDriverSession : ISession
{
    private static readonly TimeSpan PictureLimit = TimeSpan.FromSeconds(8);
    private readonly SessionOptions options;
    private readonly ObservationRecorder recorder;
    private readonly InterceptingProxy? proxy;
    private readonly ProxiedExchanges? exchanges;
    private readonly string files;
    private readonly bool emulates;
    private readonly ConcurrentDictionary<string, byte> windows = new(StringComparer.Ordinal);
    private string step = "start";
    private volatile bool acceptDialogs = true;
    private volatile bool loading;
    private volatile bool closed;
    private bool early;
    private bool unpictured;
    private int marks;
    private string? window;
    private (string AppId, string MToken)? entry;
    private (int Width, int Height) viewport;

    /// <param name="files">folder that goes with the driver, for files that are attached</param>
    protected WebDriverSession(RemoteEnd end, SessionOptions options, ObservationRecorder recorder, ProxiedSession? proxied, string files, bool emulates)
    {
        End = end;
        this.options = options;
        this.recorder = recorder;
        this.files = files;
        this.emulates = emulates;
        (proxy, exchanges) = (proxied?.Proxy, proxied?.Exchanges);
        if (proxied is not null)
        {
            proxied.Step = () => step;
            proxied.Reported = Reported;
            proxied.Happened = (kind, detail, name, source) => Happened(kind, Shorten(detail), name, source);
            proxy!.MayChange = () => !options.ReadOnly || loading;
        }
    }

    public string Name => options.Name;

    protected RemoteEnd End { get; }

    protected ObservationRecorder Recorder => recorder;

    /// <param name="proxied">the proxy that the remote end's session was made with; null: it has none</param>
    /// <param name="ended">ends what belongs to this session alone, e.g. its driver's process</param>
    public static async Task<WebDriverSession> StartAsync(RemoteEnd end, SessionOptions options, ObservationRecorder recorder, ProxiedSession? proxied, string files, bool emulates, Func<ValueTask>? ended = null)
    {
        var session = new WebDriverSession(end, options, recorder, proxied, files, emulates) { Ended = ended ?? (() => ValueTask.CompletedTask) };
        await session.BeginAsync();
        return session;
    }

    /// <summary>Makes the window what the channel's screen is, and sees to it that documents get the scripts.</summary>
    protected async Task BeginAsync()
    {
        closed = false;
        window = await End.CommandAsync(DriverCommand.GetCurrentWindowHandle) as string;
        foreach (var there in await TryAsync(() => End.CommandAsync(DriverCommand.GetWindowHandles)) is IEnumerable<object?> handles ? handles.OfType<string>() : [])
        {
            // Windows that were there before the page are not the page's: an app keeps webviews of its own.
            windows.TryAdd(there, 0);
        }

        if (emulates)
        {
            viewport = options.Channel == Channel.App ? (390, 760) : (1280, 800);
            await ResizeAsync(viewport.Width, viewport.Height);
        }

        await ScriptsAsync();
    }

    public async Task HandOverAsync(string appId, string mToken)
    {
        entry = (appId, mToken);
        await ScriptsAsync();
    }

    public Task<Visit> OpenAsync(string step, string address, Awaited awaited, CancellationToken cancellationToken) =>
        StepAsync(step, "open", address, () => NavigateAsync(address, cancellationToken), awaited, cancellationToken, replaces: true);

    public async Task<Visit> ReloadAsync(string step, Awaited awaited, CancellationToken cancellationToken) =>
        await StepAsync(step, "reload", await AddressAsync(), () => End.CommandAsync(DriverCommand.Refresh, null, cancellationToken), awaited, cancellationToken, replaces: true);

    public async Task<Visit> BackAsync(string step, Awaited awaited, CancellationToken cancellationToken)
    {
        var before = await AddressAsync();
        return await StepAsync(step, "back", before, async () =>
        {
            await GoBackAsync(cancellationToken);
            return await MovedAsync(before, cancellationToken);
        }, awaited, cancellationToken);
    }

    public Task<Visit> TapAsync(string step, string name, Awaited awaited, CancellationToken cancellationToken) =>
        ActAsync(step, new PageAct(ActKind.Tap, new Core.Services.StepTarget(name)), awaited, cancellationToken);

    public Task<Visit> ActAsync(string step, PageAct act, Awaited awaited, CancellationToken cancellationToken) =>
        StepAsync(
            step, JsonNamingPolicy.CamelCase.ConvertName(act.Kind.ToString()), act.Target.ToString(),
            async () => await DoAsync(act, cancellationToken),
            act.Kind == ActKind.Expect ? awaited with { Texts = [act.Target.Name ?? ""] } : awaited, cancellationToken,
            settles: act.Kind is ActKind.Tap or ActKind.DoubleTap or ActKind.Expect);

    public void AnswerDialogs(bool accept) => acceptDialogs = accept;

    public async Task<Snapshot> SnapshotAsync(string step, SnapshotParts parts, CancellationToken cancellationToken)
    {
        this.step = step;
        var atMs = recorder.NowMs;
        var all = await InDocumentsAsync<PageFacts>("snapshot()");
        var facts = all.Count > 0 ? all[0] : new PageFacts { Url = await AddressAsync() };
        var picture = parts.HasFlag(SnapshotParts.Screenshot) && !options.Light && !closed ? await PictureAsync() : null;
        var storage = parts.HasFlag(SnapshotParts.Storage) ? await InDocumentsAsync<List<StoredItem>>("storage()") : [];
        var snapshot = PageFacts.Together(all.Count > 0 ? all : [facts]) with
        {
            Step = step,
            Session = Name,
            AtMs = atMs,
            Cookies = parts.HasFlag(SnapshotParts.Storage) ? await CookiesAsync() : [],
            Storage = [.. storage.SelectMany(s => s).Select(i => new StorageItem(i.Area, i.Origin, i.Key, i.Value)).Distinct()],
            Screenshot = picture is null ? null : recorder.KeepPicture(picture),
            Html = facts.Html.Length > 0 ? recorder.Keep(facts.Html) : null,
        };
        if (parts.HasFlag(SnapshotParts.Widths))
        {
            snapshot = snapshot with { Widths = await MeasureWidthsAsync([320, 360, 390, 412, 768], cancellationToken) };
        }

        snapshot = await MeasureAsync(snapshot, parts);
        recorder.Add(snapshot);
        return snapshot;
    }

    public async Task<IReadOnlyList<CookieRecord>> CookiesAsync()
    {
        // Of the current document only: WebDriver has no other question.
        var answer = closed ? null : await TryAsync(() => End.CommandAsync(DriverCommand.GetAllCookies));
        return answer is not IEnumerable<object?> list ? [] :
        [.. list.OfType<IDictionary<string, object?>>().Select(c => new CookieRecord(
            Text(c, "name"), Text(c, "value"), Text(c, "domain"), Text(c, "path"), c.TryGetValue("secure", out var secure) && secure is true, c.TryGetValue("httpOnly", out var only) && only is true,
            Text(c, "sameSite"), c.TryGetValue("expiry", out var expiry) && expiry is not null ? Convert.ToDouble(expiry, CultureInfo.InvariantCulture) : -1))];
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await DrainAsync();
        // Bodies are recorded as they pass: there is nothing to wait for but what is still on its way.
        for (var begun = TimeProvider.System.GetTimestamp(); exchanges?.Underway(recorder.NowMs).Any(u => u.AgeMs < 3000) == true && TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(3);)
        {
            await Task.Delay(50, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (End.Alive && !closed)
            {
                await DrainAsync();
            }
        }
        catch (DriverException)
        {
            // It died; what it had still to tell is lost with it.
        }

        await End.DisposeAsync();
        if (proxy is not null)
        {
            await proxy.DisposeAsync();
        }

        await OnDisposedAsync();
        GC.SuppressFinalize(this);
    }

    private Func<ValueTask> Ended { get; init; } = () => ValueTask.CompletedTask;

    /// <summary>Loads the address into the page.</summary>
    protected virtual Task NavigateAsync(string address, CancellationToken cancellationToken) =>
        End.CommandAsync(DriverCommand.Get, new Dictionary<string, object?> { ["url"] = address }, cancellationToken);

    /// <summary>As the citizen goes back.</summary>
    protected virtual Task GoBackAsync(CancellationToken cancellationToken) => End.CommandAsync(DriverCommand.GoBack, null, cancellationToken);

    /// <summary>A PNG of what the citizen sees; null where none can be had: no case is judged by it. An end that once gave none in time is not asked again.</summary>
    protected virtual async Task<byte[]?> PictureAsync() =>
        !unpictured && await TryAsync(PictureCommandAsync) is string picture ? Convert.FromBase64String(picture) : null;

    private async Task<object?> PictureCommandAsync()
    {
        try
        {
            return await End.CommandAsync(DriverCommand.Screenshot, PictureLimit);
        }
        catch (RemoteErrorException e) when (e.Error == "timeout")
        {
            unpictured = true;
            throw;
        }
    }

    protected virtual ValueTask OnDisposedAsync() => Ended();

    /// <summary>The page is no longer on the screen, although its window may be.</summary>
    protected void Left()
    {
        if (!closed)
        {
            closed = true;
            Happened("closed", "");
        }
    }

    /// <summary>It is about to be there again.</summary>
    protected void Returns() => closed = false;

    protected void Happened(string kind, string detail, string? name = null, string? source = null) =>
        recorder.Add(new PageEvent { Kind = kind, Step = step, Session = options.Name, AtMs = recorder.NowMs, Name = name, Detail = detail, Source = source });

    private static string Shorten(string text) => text.Length > 2000 ? text[..2000] + "…" : text;

    private static string Text(IDictionary<string, object?> map, string name) => map.TryGetValue(name, out var value) ? value?.ToString() ?? "" : "";

    private async Task<Visit> StepAsync(string name, string kind, string target, Func<Task> act, Awaited awaited, CancellationToken cancellationToken, bool replaces = false) =>
        await StepAsync(name, kind, target, async () =>
        {
            await act();
            return true;
        }, awaited, cancellationToken, settles: true, replaces);

    private async Task<Visit> StepAsync(string name, string kind, string target, Func<Task<bool>> act, Awaited awaited, CancellationToken cancellationToken, bool settles = true, bool replaces = false)
    {
        step = name;
        var firstExchange = recorder.NextExchange();
        var atMs = recorder.NowMs;
        loading = kind is "open" or "reload";
        if (closed && kind == "open")
        {
            await NewWindowAsync();
        }

        var settling = new Settling(recorder, exchanges is null ? _ => [] : exchanges.Underway, awaited, atMs);
        var (done, error) = (false, closed ? "the page is closed" : (string?)null);
        if (!closed)
        {
            var mark = replaces ? await MarkAsync() : null;
            try
            {
                done = await act();
            }
            catch (RemoteErrorException e)
            {
                error = Shorten(e.Message);
            }

            if (!settles)
            {
                settling.Skip();
            }
            else if (done)
            {
                await settling.WaitAsync(texts => StatesAsync(texts, mark), () => closed, () => proxy?.HoldsSockets == true, () => false, cancellationToken);
            }

            await PopupsAsync();
        }

        loading = false;
        var vitals = settles && done && !closed ? await VitalsAsync() : null;
        foreach (var address in settling.Opened)
        {
            Happened("popup", address, "window.open", target);
        }

        List<Exchange> chain = [.. recorder.Exchanges.Where(e => e.Number > firstExchange && e.Session == Name && e.Navigation)];
        done = done && (kind != "expect" || settling.SettledMs is not null);
        var visit = new Visit
        {
            Step = name,
            Session = Name,
            Kind = kind,
            AtMs = atMs,
            Target = target,
            SettledMs = settling.SettledMs,
            Unsettled = settling.Unsettled,
            LimitMs = (long)awaited.Limit.TotalMilliseconds,
            Error = error ?? (chain is [.., { Failure: { } failure }] && settling.SettledMs is null ? failure : null),
            Status = chain is [.., { Status: > 0 } last] ? last.Status : null,
            Redirects = [.. chain.Select(e => e.Url)],
            Done = done,
            Candidates = done || closed || kind is "open" or "reload" or "back" ? null : await NearestAsync(kind, target),
            Vitals = vitals is null ? null : new WebVitals(vitals.LargestContentfulPaintMs, vitals.LayoutShift, vitals.FirstContentfulPaintMs),
            Timeline = settling.Timeline,
        };
        recorder.Add(visit);
        return visit;
    }

    private async Task<IReadOnlyList<string>?> NearestAsync(string kind, string target) =>
        await InDocumentsAsync<PageFacts>("snapshot()") is [var facts, ..] ? facts.Nearest(kind, target) : [];

    private async Task<VitalsFact?> VitalsAsync() => End.Read<VitalsFact>(await AskAsync("() => window.__conformance ? window.__conformance.vitals() : null"));
}
