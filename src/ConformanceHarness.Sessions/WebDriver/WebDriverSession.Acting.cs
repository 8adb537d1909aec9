using ConformanceHarness.Sessions.Browser;
using OpenQA.Selenium;

namespace ConformanceHarness.Sessions.WebDriver;

/// <summary>Does on the page what a citizen does: finds the target by what is shown (acting.js), waits until it is there, and acts.</summary>
internal partial class WebDriverSession
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private async Task<bool> DoAsync(PageAct act, CancellationToken cancellationToken)
    {
        if (act.Kind == ActKind.Expect)
        {
            return true;
        }

        for (var begun = TimeProvider.System.GetTimestamp(); !closed; await Task.Delay(100, cancellationToken))
        {
            if (await TryHereAsync(act))
            {
                return true;
            }

            foreach (var frame in (await LookAsync(null, frames: true))?.Frames ?? [])
            {
                if (await InsideAsync<object>(frame, async () => await TryHereAsync(act) ? "done" : null) is not null)
                {
                    return true;
                }
            }

            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                return false;
            }
        }

        return false;
    }

    public async Task<bool> OffersAsync(PageAct act, CancellationToken cancellationToken)
    {
        if (closed || (await FoundAsync(Kind(act), act)).Count > 0)
        {
            return !closed;
        }

        foreach (var frame in (await LookAsync(null, frames: true))?.Frames ?? [])
        {
            if (await InsideAsync<object>(frame, async () => (await FoundAsync(Kind(act), act)).Count > 0 ? "there" : null) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static string Kind(PageAct act) => act.Kind switch { ActKind.Fill => "fill", ActKind.Choose => "choose", ActKind.Attach => "attach", _ => "press" };

    private async Task<bool> TryHereAsync(PageAct act)
    {
        foreach (var element in await FoundAsync(Kind(act), act))
        {
            if (act.Kind switch
            {
                ActKind.Fill => await SetAsync(element, act.Value!),
                ActKind.Choose => await ChooseAsync(element, act),
                ActKind.Attach => await AttachAsync(element, act.File!),
                ActKind.DoubleTap => await TapTwiceAsync(element),
                _ => await ClickAsync(element),
            })
            {
                return true;
            }
        }

        return false;
    }

    private async Task<IReadOnlyList<RemoteElement>> FoundAsync(string kind, PageAct act) =>
        RemoteEnd.Elements(await AskAsync(InPageScripts.Acting, kind, new Dictionary<string, object?> { ["name"] = act.Target.Name, ["role"] = act.Target.Role, ["selector"] = act.Target.Selector }, act.Value));

    private async Task<bool> SetAsync(RemoteElement element, string value) => await AskAsync(InPageScripts.Setting, element.AsArgument(), value) is true;

    private async Task<bool> ChooseAsync(RemoteElement element, PageAct act)
    {
        var what = await AskAsync("e => e.nodeName + ' ' + (e.type || '') + ' ' + (e.getAttribute('role') || '')", element.AsArgument()) as string ?? "";
        if (what.StartsWith("SELECT", StringComparison.Ordinal))
        {
            return await SetAsync(element, act.Value!);
        }

        if (what.Contains("radio", StringComparison.Ordinal) || what.Contains("checkbox", StringComparison.Ordinal) || what.Contains("option", StringComparison.Ordinal) || what.StartsWith("LABEL", StringComparison.Ordinal))
        {
            // A tap takes a mark away again where there is one.
            return await AskAsync("e => { const marked = e.nodeName === 'LABEL' ? e.control : e; return !!marked && (marked.checked === true || marked.getAttribute('aria-checked') === 'true'); }", element.AsArgument()) is true || await ClickAsync(element);
        }

        // A list of the page's own making: it opens, and its entries are there.
        return await ClickAsync(element) && await FoundAsync("option", act) is [var option, ..] && await ClickAsync(option);
    }

    private async Task<bool> ClickAsync(RemoteElement element) => await DoneAsync(() => End.CommandAsync(DriverCommand.ClickElement, new Dictionary<string, object?> { ["id"] = element.Id }));

    private async Task<bool> AttachAsync(RemoteElement element, AttachedFile file)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(files, "attached", Guid.NewGuid().ToString("N"))).FullName, file.Name);
        await File.WriteAllBytesAsync(path, file.Bytes);
        return await DoneAsync(() => End.CommandAsync(DriverCommand.SendKeysToElement, new Dictionary<string, object?> { ["id"] = element.Id, ["text"] = path, ["value"] = path.Select(c => c.ToString()).ToArray() }));
    }

    /// <summary>A phone's network answers later than a finger comes back; see PageActing.</summary>
    private async Task<bool> TapTwiceAsync(RemoteElement element)
    {
        await AskAsync("e => { e.scrollIntoView({ block: 'center', behavior: 'instant' }); return null; }", element.AsArgument());
        var before = proxy?.Conditions;
        try
        {
            proxy?.Conditions = before! with { LatencyMilliseconds = Math.Max(500, before.LatencyMilliseconds) };
            Dictionary<string, object?> Act(string type, params (string Name, object Value)[] more) => more.Prepend(("type", type)).ToDictionary(m => m.Item1, object? (m) => m.Item2);
            return await DoneAsync(() => End.CommandAsync(DriverCommand.Actions, new Dictionary<string, object?>
            {
                ["actions"] = new object[]
                {
                    new Dictionary<string, object?>
                    {
                        ["type"] = "pointer",
                        ["id"] = "finger",
                        ["parameters"] = new Dictionary<string, object?> { ["pointerType"] = "mouse" },
                        ["actions"] = new object[]
                        {
                            Act("pointerMove", ("duration", 0), ("x", 0), ("y", 0), ("origin", element.AsArgument())),
                            Act("pointerDown", ("button", 0)), Act("pointerUp", ("button", 0)), Act("pause", ("duration", 60)),
                            Act("pointerDown", ("button", 0)), Act("pointerUp", ("button", 0)),
                        },
                    },
                },
            }));
        }
        finally
        {
            proxy?.Conditions = before!;
        }
    }

    /// <summary>True where the remote end did it; what is in the way, gone or hidden is the next candidate's turn.</summary>
    private async Task<bool> DoneAsync(Func<Task<object?>> command)
    {
        try
        {
            await command();
            return true;
        }
        catch (RemoteErrorException e) when (e.Error == "unexpected alert open")
        {
            // What was done asked the citizen something.
            await AnswerDialogAsync();
            return true;
        }
        catch (RemoteErrorException)
        {
            return false;
        }
    }
}
