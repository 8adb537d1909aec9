using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using Microsoft.Playwright;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>One Playwright context with one page.</summary>
internal sealed partial class ChromiumSession : ISession
{
    private static readonly string Bridge = ChromiumDriver.Resource("bridge.js");
    private static readonly string PersonRecorder = WebDriver.InPageScripts.WithNames(ChromiumDriver.Resource("recorder.js"));
    private readonly IBrowserContext context;
    private readonly SessionOptions options;
    private readonly ObservationRecorder recorder;
    private readonly AttachedFiles attached;
    private readonly NetworkRecording network;
    private readonly ReadOnlyGuard? guard;
    private IPage? page;
    private ICDPSession? devtools;
    private StreamRecording? streams;
    private string step = "start";
    private int dialogs;
    private int sockets;
    private int heard;

    // Characters of one WebSocket message, and of all of a session.
    private const int LongestMessage = 512 * 1024;
    private const int MostHeard = 8 * 1024 * 1024;

    // A page could call the binding itself, with whatever it likes.
    private const int MostAct = 200_000;
    private static readonly JsonSerializerOptions Acts = new(JsonSerializerOptions.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    // A page whose script never ends answers no question; after this many it is not asked again until its next load.
    private volatile bool acceptDialogs = true;
    private volatile bool disposing;
    private volatile bool leaving;
    private volatile bool opening;

    /// <param name="files">folder that goes with the browser, for files that are attached</param>
    public ChromiumSession(IBrowserContext context, SessionOptions options, ObservationRecorder recorder, string files)
    {
        attached = new AttachedFiles(files);
        this.context = context;
        this.options = options;
        this.recorder = recorder;
        guard = options.ReadOnly ? new ReadOnlyGuard((method, address) => Happened("blocked", address, method)) : null;
        network = new NetworkRecording(context, recorder, options.Name, options.Light, () => step, guard);
    }

    public string Name => options.Name;

    private IPage Page => page ?? throw new InvalidOperationException("The session has not been started.");

    public async Task StartAsync(string observer)
    {
        context.SetDefaultTimeout(5000);
        await context.AddInitScriptAsync(observer);
        if (guard is not null)
        {
            await guard.StartAsync(context);
        }

        if (options.Channel == Channel.App)
        {
            await context.ExposeBindingAsync<string, string, string?>("__tangratNative", (source, name, arguments) =>
            {
                Happened("sdk", arguments, name, source.Frame.Url);
                return null;
            });
        }

        if (options.Listening is { } listening)
        {
            await ListenAsync(listening);
        }

        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" or "log" or "info")
            {
                Happened("console." + (message.Type == "info" ? "log" : message.Type), Shorten(message.Text), source: message.Location);
            }
        };
        context.WebError += (_, error) => Happened("exception", Shorten(error.Error), source: error.Page?.Url);
        context.Page += (_, opened) =>
        {
            if (!opening)
            {
                _ = PopupAsync(opened);
            }
        };
        await NewPageAsync();
    }

    public async Task HandOverAsync(string appId, string mToken)
    {
        if (options.Channel == Channel.App)
        {
            // Later init scripts run after earlier ones, so the newest entry's values win, as on the phone.
            await GuardAsync(() => context.AddInitScriptAsync($"({Bridge})({JsonSerializer.Serialize(new Dictionary<string, string> { ["appId"] = appId, ["mToken"] = mToken })})"));
        }
    }

    public Task<Visit> OpenAsync(string step, string address, Awaited awaited, CancellationToken cancellationToken) =>
        StepAsync(step, "open", address, async limit => Document(await Page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Commit, Timeout = limit })), awaited, cancellationToken);

    public Task<Visit> ReloadAsync(string step, Awaited awaited, CancellationToken cancellationToken) =>
        StepAsync(step, "reload", Page.Url, async limit => Document(await Page.ReloadAsync(new PageReloadOptions { WaitUntil = WaitUntilState.Commit, Timeout = limit })), awaited, cancellationToken);

    public Task<Visit> BackAsync(string step, Awaited awaited, CancellationToken cancellationToken) =>
        StepAsync(step, "back", Page.Url, async limit =>
        {
            if ((await HistoryAsync()).Count < 2)
            {
                return new Arrival(null, Done: false);
            }

            await Page.GoBackAsync(new PageGoBackOptions { WaitUntil = WaitUntilState.Commit, Timeout = limit });
            return new Arrival(null, Done: true);
        }, awaited, cancellationToken);

    public Task<Visit> TapAsync(string step, string name, Awaited awaited, CancellationToken cancellationToken) =>
        ActAsync(step, new PageAct(ActKind.Tap, new StepTarget(name)), awaited, cancellationToken);

    public Task<Visit> ActAsync(string step, PageAct act, Awaited awaited, CancellationToken cancellationToken) =>
        StepAsync(
            step, JsonNamingPolicy.CamelCase.ConvertName(act.Kind.ToString()), act.Target.ToString(),
            async limit => new Arrival(null, await Acting(limit, cancellationToken).DoAsync(act)),
            act.Kind == ActKind.Expect ? awaited with { Texts = [act.Target.Name ?? ""] } : awaited, cancellationToken,
            settles: act.Kind is ActKind.Tap or ActKind.DoubleTap or ActKind.Expect);

    public async Task<bool> OffersAsync(PageAct act, CancellationToken cancellationToken)
    {
        try
        {
            return !Page.IsClosed && !Hung && await Acting(5000, cancellationToken).OffersAsync(act);
        }
        catch (PageSilentException)
        {
            return false;
        }
    }

    private PageActing Acting(float limit, CancellationToken cancellationToken) =>
        new(Page, new PageCalls(TimeSpan.FromMilliseconds(limit), cancellationToken), () => [.. VisibleFrames().Prepend(Page.MainFrame)], () => network.Underway(recorder.NowMs).Any(r => r.AgeMs < limit), attached);

    public void AnswerDialogs(bool accept) => acceptDialogs = accept;

    public async Task RewriteAsync(Func<OutgoingRequest, string?>? rewrite)
    {
        await GuardAsync(() => context.UnrouteAllAsync());
        if (rewrite is not null)
        {
            await GuardAsync(() => context.RouteAsync("**/*", route => RewriteAsync(route, rewrite)));
        }
    }

    public async Task<Snapshot> SnapshotAsync(string step, SnapshotParts parts, CancellationToken cancellationToken)
    {
        this.step = step;
        var atMs = recorder.NowMs;
        var facts = await EvaluateAsync<PageFacts>(Page.MainFrame, "() => window.__conformance ? window.__conformance.snapshot() : null", null, 8) ?? new PageFacts { Url = Page.Url };
        var inner = new List<PageFacts>();
        foreach (var frame in VisibleFrames())
        {
            if (await ShownAsync(frame) && await EvaluateAsync<PageFacts>(frame, "() => window.__conformance ? window.__conformance.snapshot() : null", null, 4) is { } part)
            {
                inner.Add(part);
            }
        }

        var all = inner.Prepend(facts).ToList();
        string? picture = null;
        if (parts.HasFlag(SnapshotParts.Screenshot) && !options.Light)
        {
            picture = await PictureAsync();
        }

        var storage = new List<StorageItem>();
        if (parts.HasFlag(SnapshotParts.Storage))
        {
            foreach (var frame in Page.IsClosed ? [] : Page.Frames)
            {
                var items = await EvaluateAsync<List<StoredItem>>(frame, "() => window.__conformance ? window.__conformance.storage() : []", null, 4) ?? [];
                storage.AddRange(items.Select(i => new StorageItem(i.Area, i.Origin, i.Key, i.Value)));
            }
        }

        var snapshot = PageFacts.Together(all) with
        {
            Step = step,
            Session = Name,
            AtMs = atMs,
            Cookies = parts.HasFlag(SnapshotParts.Storage) ? await CookiesAsync() : [],
            Storage = [.. storage.Distinct()],
            History = parts.HasFlag(SnapshotParts.Storage) ? await HistoryAsync() : [],
            Screenshot = picture,
            Html = facts.Html.Length > 0 ? recorder.Keep(facts.Html) : null,
        };
        if (parts.HasFlag(SnapshotParts.Widths))
        {
            snapshot = snapshot with { Widths = await MeasureWidthsAsync([320, 360, 390, 412, 768], cancellationToken) };
        }

        snapshot = await MeasureAsync(snapshot, parts, cancellationToken);
        recorder.Add(snapshot);
        return snapshot;
    }

    public async Task<IReadOnlyList<WidthMeasure>> MeasureWidthsAsync(IReadOnlyList<int> viewports, CancellationToken cancellationToken)
    {
        var measures = new List<WidthMeasure>();
        if (Page.IsClosed)
        {
            return measures;
        }

        var before = Page.ViewportSize;
        foreach (var width in viewports)
        {
            await AskPageAsync(() => Page.SetViewportSizeAsync(width, 760));
            // Two frames: a layout that reacts to the resize event by script has then been laid out again.
            await EvaluateAsync<bool?>(Page.MainFrame, "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done('true'))))", null, 3);
            if (await EvaluateAsync<WidthFact>(Page.MainFrame, "() => window.__conformance ? window.__conformance.width() : null", null, 4) is { } fact)
            {
                // The viewport that was asked for: a page without a viewport meta lays itself out on 980 px and is still shown on this screen.
                measures.Add(new WidthMeasure(width, (int)Math.Round(fact.Content), fact.Widest));
            }
        }

        if (before is not null)
        {
            await AskPageAsync(() => Page.SetViewportSizeAsync(before.Width, before.Height));
        }

        return measures;
    }

    public async Task<IReadOnlyList<CookieRecord>> CookiesAsync()
    {
        var cookies = await GuardAsync(() => context.CookiesAsync());
        return [.. (cookies ?? []).Select(c => new CookieRecord(c.Name, c.Value, c.Domain, c.Path, c.Secure, c.HttpOnly, c.SameSite.ToString(), c.Expires))];
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await network.FlushAsync(TimeSpan.FromSeconds(3), cancellationToken);
        network.KeepStreams();
    }

    public async ValueTask DisposeAsync()
    {
        disposing = true;
        if (guard is not null)
        {
            await LeaveQuietlyAsync();
        }

        await ReadStreamsAsync();
        await FlushAsync(CancellationToken.None);
        try
        {
            await context.CloseAsync().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // A context that does not close goes with its browser.
        }
    }

    /// <summary>
    /// Leaves the document without its goodbye: what a page sends when it is left (a beacon, a keepalive request) goes past the guard, because
    /// the browser sends it when the page is gone already. A renderer that ends at once sends nothing.
    /// </summary>
    private async Task LeaveQuietlyAsync()
    {
        if (Page.IsClosed || Page.Url == "about:blank")
        {
            return;
        }

        leaving = true;
        foreach (var frame in Page.Frames.Where(f => f.ParentFrame is not null))
        {
            // Frames of other sites live in processes of their own; the others end with their page, and have no session to be had.
            await GuardAsync(async () => await (await context.NewCDPSessionAsync(frame)).SendAsync("Page.crash"));
        }

        // A renderer that is gone answers nothing: that it is gone is told by the browser.
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Page.Crash += (_, _) => gone.TrySetResult();
        await GuardAsync(async () => await Task.WhenAny(gone.Task, (devtools ??= await context.NewCDPSessionAsync(Page)).SendAsync("Page.crash")));
        await GuardAsync(() => Page.CloseAsync());
        leaving = false;
    }

    private async Task NewPageAsync()
    {
        opening = true;
        var fresh = await context.NewPageAsync();
        opening = false;
        page = fresh;
        devtools = null;
        fresh.Dialog += (_, dialog) => _ = AnswerAsync(dialog);
        fresh.Close += (_, _) =>
        {
            // Only a page that closes itself is news.
            if (!disposing && !leaving && ReferenceEquals(page, fresh))
            {
                Happened("closed", fresh.Url);
                options.Listening?.Closed();
            }
        };
        fresh.Crash += (_, _) =>
        {
            if (!leaving)
            {
                Happened("crash", fresh.Url);
            }
        };
        fresh.Download += (_, download) => Happened("download", download.SuggestedFilename, source: download.Url);
        fresh.FrameNavigated += (_, frame) =>
        {
            if (frame.ParentFrame is null)
            {
                Happened("navigation", frame.Url);
            }
        };
        fresh.WebSocket += (_, socket) => Watch(socket);
        streams = null;
        await GuardAsync(ListenToStreamsAsync);
    }

    private async Task ListenAsync(PersonListening listening)
    {
        await context.ExposeBindingAsync<string, string?>("__conformanceActed", (source, json) =>
        {
            if (json.Length <= MostAct && JsonSerializer.Deserialize<PersonAct>(json, Acts) is { } act)
            {
                listening.Acted(act with { Frame = source.Frame.Url, AtMs = recorder.NowMs });
            }

            return null;
        });
        await context.AddInitScriptAsync($"({PersonRecorder})({{ automated: {(listening.Automated ? "true" : "false")} }})");
        context.Close += (_, _) => listening.Closed();
    }

    private static Arrival Document(IResponse? response) => new(response?.Status, Done: true);

    private static string Shorten(string text) => text.Length > 2000 ? text[..2000] + PageEvent.CutOff : text;

    private async Task<Visit> StepAsync(string name, string kind, string target, Func<float, Task<Arrival>> act, Awaited awaited, CancellationToken cancellationToken, bool settles = true)
    {
        step = name;
        var firstExchange = recorder.NextExchange();
        var atMs = recorder.NowMs;
        var arrival = new Arrival(null, Done: true);
        string? error = null;
        if (kind is "open" or "reload")
        {
            if (guard is not null)
            {
                await LeaveQuietlyAsync();
            }

            guard?.LoadBegins();
        }

        var settling = new Settling(recorder, network.Underway, awaited, atMs);
        if (Page.IsClosed && kind == "open")
        {
            // A citizen whose page closed itself opens the service anew.
            await GuardAsync(NewPageAsync);
        }

        if (Hung && kind == "open")
        {
            await ReplaceHungPageAsync();
        }

        if (Page.IsClosed || Hung)
        {
            arrival = new Arrival(null, Done: false);
            error = Page.IsClosed ? "the page is closed" : "the page does not answer";
            if (Hung)
            {
                settling.NoAnswer();
            }
        }
        else
        {
            try
            {
                // A load is over when the browser says so. Whatever else is done to a page ends by itself, in its own time: given up here, it would go on
                // in the middle of the next step.
                var arriving = act((float)awaited.Limit.TotalMilliseconds);
                arrival = await (kind is "open" or "reload" or "back" ? arriving.WaitAsync(awaited.Limit + TimeSpan.FromSeconds(2), cancellationToken) : arriving);
            }
            catch (Exception e) when (e is PlaywrightException or TimeoutException)
            {
                ThrowIfGone(e);
                error = NetError(e.Message);
                arrival = arrival with { Done = kind is "open" or "reload" or "back" };
            }
            catch (PageSilentException)
            {
                arrival = new Arrival(null, Done: false);
                error = "the page does not answer";
                settling.NoAnswer();
            }

            if (!settles)
            {
                settling.Skip();
            }
            else if (arrival.Done && error is null or "net::ERR_ABORTED")
            {
                await settling.WaitAsync(StatesAsync, () => Page.IsClosed, () => sockets > 0 || network.Streaming || WorkersRun(), () => Hung, cancellationToken);
            }
        }

        guard?.LoadEnded();
        await ReadStreamsAsync();
        var vitals = settling.Responsive && !Page.IsClosed ? await EvaluateAsync<VitalsFact>(Page.MainFrame, "() => window.__conformance ? window.__conformance.vitals() : null", null, 2) : null;
        foreach (var address in settling.Opened)
        {
            Happened("popup", address, "window.open", Page.Url);
        }

        var chain = Chain(firstExchange);
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
            Error = error,
            Status = arrival.Status ?? chain.LastOrDefault()?.Status,
            Redirects = [.. chain.Select(e => e.Url)],
            Done = arrival.Done && (kind != "expect" || settling.SettledMs is not null),
            Candidates = arrival.Done && (kind != "expect" || settling.SettledMs is not null) || kind is "open" or "reload" or "back" ? null : await CandidatesAsync(kind, target),
            Responsive = settling.Responsive,
            Vitals = vitals is null ? null : new WebVitals(vitals.LargestContentfulPaintMs, vitals.LayoutShift, vitals.FirstContentfulPaintMs),
            Timeline = settling.Timeline,
        };
        return recorder.Add(visit);
    }

    private async Task RewriteAsync(IRoute route, Func<OutgoingRequest, string?> rewrite)
    {
        try
        {
            var request = route.Request;
            if (request.Method is not ("GET" or "HEAD" or "OPTIONS") && request.PostDataBuffer is { Length: > 0 } bytes)
            {
                var body = Encoding.Latin1.GetString(bytes);
                if (rewrite(new OutgoingRequest(request.Method, request.Url, request.Headers.GetValueOrDefault("content-type"), body, attached.Knows(body))) is { } changed)
                {
                    Happened("rewritten", Shorten(changed), $"{request.Method} {request.Url}", Page.Url);
                    await route.ContinueAsync(new RouteContinueOptions { PostData = Encoding.Latin1.GetBytes(attached.Fill(changed)) });
                    return;
                }
            }

            await route.ContinueAsync();
        }
        catch (PlaywrightException)
        {
            // The page went on meanwhile: the request is gone with it.
        }
    }

    private async Task<IReadOnlyList<string>> CandidatesAsync(string kind, string target)
    {
        if (Page.IsClosed || await EvaluateAsync<PageFacts>(Page.MainFrame, "() => window.__conformance ? window.__conformance.snapshot() : null", null, 4) is not { } facts)
        {
            return [];
        }

        return facts.Nearest(kind, target);
    }

    /// <summary>Main-frame documents of this visit, in order.</summary>
    private List<Exchange> Chain(int after) => [.. recorder.Exchanges.Where(e => e.Number > after && e.Session == Name && e.Navigation)];

    private async Task<PageState?> StatesAsync(IReadOnlyList<string> awaited)
    {
        var state = await EvaluateAsync<PageState>(Page.MainFrame, "a => window.__conformance ? window.__conformance.state(a) : null", awaited, 3);
        foreach (var frame in VisibleFrames())
        {
            if (state is null || !await ShownAsync(frame) || await EvaluateAsync<PageState>(frame, "a => window.__conformance ? window.__conformance.state(a) : null", awaited, 2) is not { } inner)
            {
                continue;
            }

            state.Add(inner);
        }

        return state;
    }

    private IEnumerable<IFrame> VisibleFrames() => Page.IsClosed ? [] : Page.Frames.Where(f => f.ParentFrame is not null && !f.IsDetached).Take(10);

    private async Task<bool> ShownAsync(IFrame frame)
    {
        var element = await AskPageAsync(() => frame.FrameElementAsync());
        return element is not null && await AskPageAsync(() => element.BoundingBoxAsync()) is { Width: > 1, Height: > 1 } && await AskPageAsync(async () => (bool?)await element.IsVisibleAsync()) == true;
    }

    private async Task<IReadOnlyList<string>> HistoryAsync()
    {
        if (Page.IsClosed)
        {
            return [];
        }

        var history = await AskPageAsync(async () =>
        {
            devtools ??= await context.NewCDPSessionAsync(Page);
            return await devtools.SendAsync("Page.getNavigationHistory");
        });
        return history is null ? [] : [.. history.Value.GetProperty("entries").EnumerateArray().Take(history.Value.GetProperty("currentIndex").GetInt32() + 1).Select(e => e.GetProperty("url").GetString() ?? "")];
    }

    private async Task<string?> PictureAsync()
    {
        if (Page.IsClosed)
        {
            return null;
        }

        var bytes = await AskPageAsync(() => Page.ScreenshotAsync(new PageScreenshotOptions { Timeout = 5000, Animations = ScreenshotAnimations.Allow }));
        return bytes is null ? null : recorder.KeepPicture(bytes);
    }

    private bool WorkersRun() => !Page.IsClosed && Page.Workers.Count > 0;

    private async Task<bool> ListenToStreamsAsync()
    {
        await StreamRecording.KeepBodiesAsync(await context.NewCDPSessionAsync(Page));
        if (options.Light)
        {
            return true;
        }

        devtools = await context.NewCDPSessionAsync(Page);
        streams = new StreamRecording(network);
        await streams.StartAsync(devtools);
        return true;
    }

    /// <summary>What has come so far of answers that do not end is read at the end of each step, and once more at the end of all.</summary>
    private async Task ReadStreamsAsync()
    {
        if (streams is { } reading && !Page.IsClosed)
        {
            await GuardAsync(reading.ReadAsync);
        }
    }

    private void Watch(IWebSocket socket)
    {
        Interlocked.Increment(ref sockets);
        network.Record("websocket", socket.Url);
        socket.FrameSent += (_, frame) => Happened("websocket.sent", Message(frame), source: socket.Url);
        socket.FrameReceived += (_, frame) => Happened("websocket.received", Message(frame), source: socket.Url);
        socket.Close += (_, _) => Interlocked.Decrement(ref sockets);
    }

    /// <summary>A message as text: what stands in a binary one as UTF-8 can be read in it, too.</summary>
    private string Message(IWebSocketFrame frame)
    {
        var text = frame.Text ?? "[binary] " + Encoding.UTF8.GetString(frame.Binary ?? []);
        // A page that sends without end is recorded as far as anybody would read.
        return text.Length <= LongestMessage && Interlocked.Add(ref heard, text.Length) < MostHeard ? text : text[..Math.Min(text.Length, 2000)] + PageEvent.CutOff;
    }

    private async Task PopupAsync(IPage popup)
    {
        try
        {
            // The address is known once the window has started to load; a window without one stays about:blank.
            await popup.WaitForLoadStateAsync(LoadState.DOMContentLoaded, new PageWaitForLoadStateOptions { Timeout = 2000 });
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // Recorded with whatever address it has by now.
        }

        Happened("popup", popup.Url, "window");
        await GuardAsync(() => popup.CloseAsync());
    }

    private async Task AnswerAsync(IDialog dialog)
    {
        if (Interlocked.Increment(ref dialogs) <= 20)
        {
            Happened("dialog", Shorten(dialog.Message), dialog.Type, Page.Url);
        }

        await GuardAsync(() => acceptDialogs ? dialog.AcceptAsync() : dialog.DismissAsync());
    }

    private void Happened(string kind, string detail, string? name = null, string? source = null) =>
        recorder.Add(new PageEvent { Kind = kind, Step = step, Session = options.Name, AtMs = recorder.NowMs, Name = name, Detail = detail, Source = source });

    private async Task<T?> EvaluateAsync<T>(IFrame frame, string script, object? argument, int seconds)
    {
        if (Page.IsClosed || Hung)
        {
            return default;
        }

        try
        {
            var json = await frame.EvaluateAsync<string?>(script, argument).WaitAsync(TimeSpan.FromSeconds(seconds));
            hangs = 0;
            return json is null ? default : JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web);
        }
        catch (TimeoutException)
        {
            hangs++;
            return default;
        }
        catch (PlaywrightException e)
        {
            // Navigated away or closed in the middle of the call: the caller asks again.
            ThrowIfGone(e);
            return default;
        }
    }

    private async Task GuardAsync(Func<Task> call) => await GuardAsync(async () =>
    {
        await call();
        return true;
    });

    private async Task<T?> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().WaitAsync(TimeSpan.FromSeconds(6));
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            ThrowIfGone(e);
            return default;
        }
    }

    private void ThrowIfGone(Exception e)
    {
        if (context.Browser is { IsConnected: false })
        {
            throw new DriverException("The browser ended in the middle of a session.", e);
        }
    }

    private static string NetError(string message)
    {
        var at = message.IndexOf("net::", StringComparison.Ordinal);
        return at < 0 ? ChromiumDriver.FirstLine(message) : new string([.. message[at..].TakeWhile(c => !char.IsWhiteSpace(c))]);
    }

    private sealed record Arrival(int? Status, bool Done);
}
