#pragma warning disable CA1812 // Made by the JSON reader.
using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions.Browser;
using OpenQA.Selenium;

namespace ConformanceHarness.Sessions.WebDriver;

/// <summary>Asking the page: scripts put in, documents and their frames read, dialogs and windows seen to.</summary>
internal partial class WebDriverSession
{
    private const int MostDialogs = 20;
    private const string Page = "goog/cdp/execute";
    private static readonly HashSet<string> Reportable = new(StringComparer.Ordinal) { "exception", "console.error", "console.warning", "console.log", "sdk", "dialog" };

    // The frames come along as elements: WebDriver has no other way into them.
    private const string Look = """
        (awaited, frames) => {
          const shown = frames ? [...document.querySelectorAll('iframe, frame')].filter(f => { const r = f.getBoundingClientRect(); return r.width > 1 && r.height > 1 && (!f.checkVisibility || f.checkVisibility({ visibilityProperty: true })); }).slice(0, 10) : [];
          return [JSON.stringify({ mark: window.__conformanceMark ?? null, ready: document.readyState, blank: location.href === 'about:blank', observed: !!window.__conformance }),
            window.__conformance && awaited ? window.__conformance.state(awaited) : null, window.__conformanceEvents ? window.__conformanceEvents() : null, ...shown];
        }
        """;

    private int dialogs;

    private string InPage => InPageScripts.Of(options.Channel, proxy?.ReportPath, entry, proxy?.Language);

    /// <summary>By the proxy, by Chromium's own protocol, or else into each document as soon as it is asked.</summary>
    private async Task ScriptsAsync()
    {
        if (proxy is not null)
        {
            proxy.Script = InPage;
            early = true;
            return;
        }

        if (End.Capabilities.Keys.Any(k => k.StartsWith("goog:", StringComparison.Ordinal)))
        {
            End.Know(Page, "POST", "/session/{sessionId}/goog/cdp/execute");
            early = await TryAsync(() => End.CommandAsync(Page, new Dictionary<string, object?>
            {
                ["cmd"] = "Page.addScriptToEvaluateOnNewDocument",
                ["params"] = new Dictionary<string, object?> { ["source"] = InPage },
            })) is not null;
        }
    }

    /// <summary>A mark in the current document: the next one has it not.</summary>
    private async Task<string> MarkAsync()
    {
        var mark = options.Name + ++marks;
        await AskAsync("mark => { Object.defineProperty(window, '__conformanceMark', { value: mark, configurable: true, enumerable: false }); return 'true'; }", mark);
        return mark;
    }

    /// <summary>True once the page is another than before, or another state of it.</summary>
    private async Task<bool> MovedAsync(string before, CancellationToken cancellationToken)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(3);)
        {
            if (closed || await AddressAsync() != before)
            {
                return true;
            }

            await Task.Delay(100, cancellationToken);
        }

        return false;
    }

    private async Task<string> AddressAsync() => closed ? "" : await TryAsync(() => End.CommandAsync(DriverCommand.GetCurrentUrl)) as string ?? "";

    private async Task<PageState?> StatesAsync(IReadOnlyList<string> awaited, string? mark)
    {
        var answer = await LookAsync(awaited, frames: true);
        if (answer is null || (mark is not null && answer.Document.Mark == mark) || answer.State is not { } state)
        {
            return null;
        }

        foreach (var frame in answer.Frames)
        {
            if (await InsideAsync(frame, () => LookAsync(awaited, frames: false)) is { State: { } inner })
            {
                state.Add(inner);
            }
        }

        return state;
    }

    private async Task<Looked?> LookAsync(IReadOnlyList<string>? awaited, bool frames)
    {
        var answer = await AskAsync(Look, awaited, frames);
        if (answer is null)
        {
            return null;
        }

        if (answer is not IEnumerable<object?> list || list.ToList() is not [string document, var state, var events, .. var rest])
        {
            throw End.Nonsense();
        }

        var facts = End.Read<DocumentFact>(document)!;
        if (events is string told)
        {
            Reported(told);
        }

        if (!facts.Observed && !facts.Blank && facts.Ready != "loading")
        {
            // A document that no script was put into: it is put in late, and says what there is from now on.
            await AskAsync($"() => {{ {InPage}\n return 'true'; }}");
        }

        return new Looked(facts, End.Read<PageState>(state), [.. rest.Select(RemoteElement.Of).OfType<RemoteElement>()]);
    }

    private async Task DrainAsync()
    {
        if (!closed && await LookAsync(null, frames: true) is { } looked)
        {
            foreach (var frame in looked.Frames)
            {
                await InsideAsync(frame, () => LookAsync(null, frames: false));
            }
        }
    }

    /// <summary>The page's answer first, then those of its visible frames; none from a document that gives none.</summary>
    private async Task<List<T>> InDocumentsAsync<T>(string call)
        where T : class
    {
        var script = $"() => window.__conformance && window.__conformance.{call.Split('(')[0]} ? window.__conformance.{call} : null";
        var found = new List<T>();
        if (closed || await LookAsync(null, frames: true) is not { } looked || End.Read<T>(await AskAsync(script)) is not { } main)
        {
            return found;
        }

        found.Add(main);
        foreach (var frame in looked.Frames)
        {
            if (await InsideAsync(frame, async () => End.Read<T>(await AskAsync(script))) is { } inner)
            {
                found.Add(inner);
            }
        }

        return found;
    }

    private async Task<T?> InsideAsync<T>(RemoteElement frame, Func<Task<T?>> ask)
        where T : class
    {
        try
        {
            return await TryAsync(() => End.CommandAsync(DriverCommand.SwitchToFrame, new Dictionary<string, object?> { ["id"] = frame.AsArgument() }), "gone") is "gone" ? null : await ask();
        }
        finally
        {
            await TryAsync(() => End.CommandAsync(DriverCommand.SwitchToFrame, new Dictionary<string, object?> { ["id"] = null }));
        }
    }

    /// <summary>Runs a script in the current frame; null where the document is on its way, closed, or throws.</summary>
    private Task<object?> AskAsync(string function, params IReadOnlyList<object?> arguments) => closed ? Task.FromResult<object?>(null) : TryAsync(() => End.CallAsync(function, arguments));

    /// <summary>A command that the page may be in the way of: dialogs are answered, and what the remote end can't do gives nothing.</summary>
    private async Task<object?> TryAsync(Func<Task<object?>> command, object? otherwise = null)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await command();
            }
            catch (RemoteErrorException e) when (e.Error == "unexpected alert open" && tries < MostDialogs)
            {
                await AnswerDialogAsync();
            }
            catch (RemoteErrorException e) when (e.Error == "no such window")
            {
                if (!closed)
                {
                    closed = true;
                    Happened("closed", "");
                }

                return otherwise;
            }
            catch (RemoteErrorException)
            {
                return otherwise;
            }
        }
    }

    private async Task AnswerDialogAsync()
    {
        try
        {
            var text = await End.CommandAsync(DriverCommand.GetAlertText) as string ?? "";
            // Where the reporter was there first it has told already, with the kind of dialog.
            if (!early && Interlocked.Increment(ref dialogs) <= MostDialogs)
            {
                Happened("dialog", Shorten(text));
            }

            await End.CommandAsync(acceptDialogs ? DriverCommand.AcceptAlert : DriverCommand.DismissAlert);
        }
        catch (RemoteErrorException)
        {
            // It is closed already.
        }
    }

    /// <summary>Windows that the page opened go nowhere in an app: they are noted and closed.</summary>
    private async Task PopupsAsync()
    {
        if (await TryAsync(() => End.CommandAsync(DriverCommand.GetWindowHandles)) is not IEnumerable<object?> handles)
        {
            return;
        }

        var all = handles.OfType<string>().ToList();
        foreach (var extra in all.Where(h => h != window && windows.TryAdd(h, 0)))
        {
            await TryAsync(() => End.CommandAsync(DriverCommand.SwitchToWindow, new Dictionary<string, object?> { ["handle"] = extra }));
            Happened("popup", await TryAsync(() => End.CommandAsync(DriverCommand.GetCurrentUrl)) as string ?? "about:blank", "window");
            await TryAsync(() => End.CommandAsync(DriverCommand.Close));
        }

        if (window is not null && all.Count > 1)
        {
            await TryAsync(() => End.CommandAsync(DriverCommand.SwitchToWindow, new Dictionary<string, object?> { ["handle"] = window }));
        }

        if (window is not null && all.Count > 0 && !all.Contains(window) && !closed)
        {
            closed = true;
            Happened("closed", "");
        }
    }

    /// <summary>A citizen whose page closed itself opens the service anew.</summary>
    protected virtual async Task NewWindowAsync()
    {
        closed = false;
        if (await TryAsync(() => End.CommandAsync(DriverCommand.NewWindow, new Dictionary<string, object?> { ["type"] = "window" })) is IDictionary<string, object?> made && made.TryGetValue("handle", out var handle) && handle is string fresh)
        {
            window = fresh;
            await TryAsync(() => End.CommandAsync(DriverCommand.SwitchToWindow, new Dictionary<string, object?> { ["handle"] = fresh }));
            if (emulates)
            {
                await ResizeAsync(viewport.Width, viewport.Height);
            }
        }
        else
        {
            throw new DriverException("The page closed its window, and the WebDriver endpoint opens no other.");
        }
    }

    private void Reported(string json)
    {
        List<ReportedEvent>? events;
        try
        {
            events = JsonSerializer.Deserialize<List<ReportedEvent>>(json, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            // A page could call the address itself, with whatever it likes.
            return;
        }

        foreach (var told in (events ?? []).Where(t => t is not null && Reportable.Contains(t.Kind)))
        {
            Happened(told.Kind, Shorten(told.Detail), told.Name, told.Source);
        }
    }

    private sealed record DocumentFact(string? Mark, string Ready, bool Blank, bool Observed);

    private sealed record ReportedEvent(string Kind, string Detail, string? Name, string? Source);

    private sealed record Looked(DocumentFact Document, PageState? State, IReadOnlyList<RemoteElement> Frames);
}
