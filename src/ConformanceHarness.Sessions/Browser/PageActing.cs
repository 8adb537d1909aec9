using Microsoft.Playwright;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>Does on a page what a citizen does: finds the target by what is shown, waits until it is there, and acts. It throws nothing because of the page.</summary>
/// <param name="frames">the page's visible frames, main frame first</param>
/// <param name="loading">true while something is under way that may still bring the target</param>
/// <param name="attached">where files are put before they are attached</param>
internal sealed class PageActing(IPage page, PageCalls calls, Func<IReadOnlyList<IFrame>> frames, Func<bool> loading, AttachedFiles attached)
{
    private const int PollMs = 100;
    private const float ClickMs = 2000;

    // A busy machine must have looked so often before it says that there is no such thing.
    private const int LeastTries = 4;

    // How long a target may take to appear on a page that has settled: a list that is filled, a button that is enabled.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PatienceWhileLoading = TimeSpan.FromSeconds(20);
    private readonly FocusWalk focus = new(page, calls);

    // A button that is there and could not be pressed just now (disabled, moving, covered) is asked again in the next round. In its place no
    // other thing of the same or similar words may be pressed: the heading above it does nothing, and "ไม่ยืนยัน" is not "ยืนยัน".
    private bool refused;

    /// <summary>True when it could be done.</summary>
    /// <exception cref="PageSilentException">the page does not answer</exception>
    /// <exception cref="OperationCanceledException">the step is ended; nothing is done to the page any more</exception>
    public async Task<bool> DoAsync(PageAct act)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var tries = 1; !page.IsClosed; tries++)
        {
            // A button in any frame before a mere text in the first: a page around the frames may have the same words in its heading.
            refused = false;
            foreach (var surest in act.Kind is ActKind.Tap or ActKind.DoubleTap ? [true, false] : new[] { true })
            {
                foreach (var frame in frames())
                {
                    try
                    {
                        if (await TryAsync(frame, act, surest))
                        {
                            return true;
                        }
                    }
                    catch (Exception e) when (e is PlaywrightException or TimeoutException)
                    {
                        // The frame is on its way to another document: asked again in the next round.
                    }
                }
            }

            var waited = TimeProvider.System.GetElapsedTime(began);
            if (tries >= LeastTries && waited > (loading() ? PatienceWhileLoading : Patience))
            {
                return false;
            }

            // Polling a condition: what comes may come in any frame and through any script.
            await Task.Delay(PollMs, calls.Ended);
        }

        return false;
    }

    /// <summary>True when something is shown now that the act could be done to.</summary>
    /// <exception cref="PageSilentException">the page does not answer</exception>
    public async Task<bool> OffersAsync(PageAct act)
    {
        foreach (var frame in frames())
        {
            try
            {
                await foreach (var _ in VisibleAsync(Needed(frame, act)))
                {
                    return true;
                }
            }
            catch (Exception e) when (e is PlaywrightException or TimeoutException)
            {
                // The frame is on its way to another document, and offers nothing.
            }
        }

        return false;
    }

    private static IEnumerable<ILocator> Needed(IFrame frame, PageAct act) => act.Kind switch
    {
        ActKind.Choose when act.Value is { } option => [.. Locating.Fields(frame, act.Target), .. new[] { AriaRole.Radio, AriaRole.Checkbox }.Select(role => frame.GetByRole(role, new FrameGetByRoleOptions { Name = option })), frame.Locator("label", new FrameLocatorOptions { HasText = option })],
        ActKind.Fill or ActKind.Choose => Locating.Fields(frame, act.Target),
        ActKind.Attach => [.. Locating.FileFields(frame, act.Target), .. Locating.Pressable(frame, act.Target)],
        ActKind.Expect => [frame.GetByText(act.Target.Name ?? "")],
        _ => Locating.Pressable(frame, act.Target),
    };

    private Task<bool> TryAsync(IFrame frame, PageAct act, bool surest) => act.Kind switch
    {
        ActKind.Tap or ActKind.DoubleTap => PressAsync(frame, act, surest),
        ActKind.Fill => FillAsync(frame, act),
        ActKind.Choose => ChooseAsync(frame, act),
        ActKind.Attach => AttachAsync(frame, act),
        _ => Task.FromResult(true),
    };

    private async Task<bool> PressAsync(IFrame frame, PageAct act, bool surest)
    {
        await foreach (var candidate in VisibleAsync(surest ? Locating.Surely(frame, act.Target) : Locating.Otherwise(frame, act.Target, refused)))
        {
            if (await calls.AskAsync(() => candidate.IsEnabledAsync()) && (act.KeysOnly ? await PressWithKeysAsync(frame, candidate) : await DoneAsync(() => ClickAsync(candidate, act.Kind))))
            {
                return true;
            }

            refused |= surest;
        }

        return false;
    }

    private async Task ClickAsync(ILocator candidate, ActKind kind)
    {
        if (kind != ActKind.DoubleTap)
        {
            await candidate.ClickAsync(new LocatorClickOptions { Timeout = ClickMs });
            return;
        }

        // A phone's network answers later than a finger comes back. Without it a form that loads pages would be gone before the second tap,
        // or the browser would make one request of two taps in the same instant.
        var devtools = await page.Context.NewCDPSessionAsync(page);
        try
        {
            await LatencyAsync(devtools, 500);
            await candidate.ClickAsync(new LocatorClickOptions { Timeout = ClickMs, ClickCount = 2, Delay = 60 });
        }
        finally
        {
            await LatencyAsync(devtools, 0);
            await devtools.DetachAsync();
        }
    }

    private static Task<System.Text.Json.JsonElement?> LatencyAsync(ICDPSession devtools, int milliseconds) => devtools.SendAsync(
        "Network.emulateNetworkConditions",
        new Dictionary<string, object> { ["offline"] = false, ["latency"] = milliseconds, ["downloadThroughput"] = -1, ["uploadThroughput"] = -1 });

    private async Task<bool> FillAsync(IFrame frame, PageAct act)
    {
        await foreach (var field in VisibleAsync(Locating.Fields(frame, act.Target)))
        {
            if (!await calls.AskAsync(() => field.IsEditableAsync()) || (act.KeysOnly && !await focus.ReachAsync(frame, field)))
            {
                continue;
            }

            // Also with the keyboard alone: what counts is that the field is reached; how a date's parts are typed differs by locale.
            if (await DoneAsync(() => field.FillAsync(act.Value!, new LocatorFillOptions { Timeout = ClickMs })))
            {
                await DoneAsync(() => field.DispatchEventAsync("change"));
                return true;
            }
        }

        return false;
    }

    private async Task<bool> ChooseAsync(IFrame frame, PageAct act)
    {
        await foreach (var field in VisibleAsync(Locating.Fields(frame, act.Target)))
        {
            var tag = await calls.AskAsync(() => field.EvaluateAsync<string>("e => e.tagName + ' ' + (e.type || '')"));
            if (tag.StartsWith("SELECT", StringComparison.Ordinal))
            {
                if ((!act.KeysOnly || await focus.ReachAsync(frame, field)) && await SelectAsync(field, act.Value!))
                {
                    return true;
                }
            }
            else if (!tag.EndsWith("radio", StringComparison.Ordinal) && !tag.EndsWith("checkbox", StringComparison.Ordinal) && !tag.EndsWith("file", StringComparison.Ordinal)
                && await DoneAsync(() => field.ClickAsync(new LocatorClickOptions { Timeout = ClickMs })) && await PickAsync(frame, act, AriaRole.Option))
            {
                return true;
            }
        }

        return await PickAsync(frame, act, AriaRole.Radio) || await PickAsync(frame, act, AriaRole.Checkbox);
    }

    /// <summary>Whether a radio button or check box is marked; null for what can't be.</summary>
    private async Task<bool?> ChosenAsync(ILocator candidate)
    {
        try
        {
            return await calls.AskAsync(() => candidate.IsCheckedAsync(new LocatorIsCheckedOptions { Timeout = ClickMs }));
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>A radio button, check box or entry of a list by its text; inside the group of the target's name first.</summary>
    private async Task<bool> PickAsync(IFrame frame, PageAct act, AriaRole role)
    {
        var groups = act.Target.Name is { } name
            ? new[] { frame.GetByRole(AriaRole.Group, new FrameGetByRoleOptions { Name = name }), frame.GetByRole(AriaRole.Radiogroup, new FrameGetByRoleOptions { Name = name }) }
            : [frame.Locator(act.Target.Selector!)];
        var candidates = groups.Select(g => g.GetByRole(role, new LocatorGetByRoleOptions { Name = act.Value, Exact = true }))
            .Append(frame.GetByRole(role, new FrameGetByRoleOptions { Name = act.Value, Exact = true }))
            .Append(frame.GetByRole(role, new FrameGetByRoleOptions { Name = act.Value }));
        foreach (var candidate in candidates)
        {
            if (await CountAsync(candidate) == 0)
            {
                continue;
            }

            var first = candidate.First;
            if (act.KeysOnly)
            {
                return await PressWithKeysAsync(frame, first);
            }

            // A tap takes a mark away again where there is one. A styled radio button is often invisible; its label is what is tapped. On a busy machine a tap
            // is given up although the page took it.
            if (await ChosenAsync(first) == true
                || await DoneAsync(() => first.ClickAsync(new LocatorClickOptions { Timeout = 700 }))
                || await ChosenAsync(first) == true
                || await DoneAsync(() => frame.GetByText(act.Value!, new FrameGetByTextOptions { Exact = true }).First.ClickAsync(new LocatorClickOptions { Timeout = ClickMs })))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> AttachAsync(IFrame frame, PageAct act)
    {
        var path = await attached.WriteAsync(act.File!);
        foreach (var locator in Locating.FileFields(frame, act.Target))
        {
            if (await CountAsync(locator) > 0 && await DoneAsync(() => locator.First.SetInputFilesAsync(path, new LocatorSetInputFilesOptions { Timeout = ClickMs })))
            {
                return true;
            }
        }

        // A button that makes its file input only when it is pressed.
        await foreach (var button in VisibleAsync(Locating.Pressable(frame, act.Target)))
        {
            try
            {
                var chooser = await calls.AskAsync(() => page.RunAndWaitForFileChooserAsync(() => button.ClickAsync(new LocatorClickOptions { Timeout = ClickMs }), new PageRunAndWaitForFileChooserOptions { Timeout = ClickMs }));
                await calls.AskAsync(() => chooser.SetFilesAsync(path));
                return true;
            }
            catch (Exception e) when (e is PlaywrightException or TimeoutException)
            {
                // It opened no file dialog: the next candidate.
            }
        }

        return false;
    }

    private async Task<bool> SelectAsync(ILocator field, string option)
    {
        var at = await calls.AskAsync(() => field.EvaluateAsync<int>(
            "(e, wanted) => { const flat = s => s.normalize('NFKC').replace(/\\s+/g, ' ').trim(); const all = [...e.options].map(o => flat(o.label || o.text)); const w = flat(wanted); const exact = all.indexOf(w); return exact >= 0 ? exact : all.findIndex(t => t.includes(w)); }",
            option));
        return at >= 0 && await DoneAsync(() => field.SelectOptionAsync(new SelectOptionValue { Index = at }, new LocatorSelectOptionOptions { Timeout = ClickMs }));
    }

    private async Task<bool> PressWithKeysAsync(IFrame frame, ILocator candidate)
    {
        var kind = await calls.AskAsync(() => candidate.EvaluateAsync<string>("e => e.tagName + ' ' + (e.type || '') + ' ' + (e.getAttribute('role') || '')"));
        if (kind.Contains("radio", StringComparison.Ordinal))
        {
            return await focus.ReachRadioAsync(frame, candidate);
        }

        if (!await focus.ReachAsync(frame, candidate))
        {
            return false;
        }

        await calls.AskAsync(() => page.Keyboard.PressAsync(kind.Contains("checkbox", StringComparison.Ordinal) ? "Space" : "Enter"));
        return true;
    }

    private async IAsyncEnumerable<ILocator> VisibleAsync(IEnumerable<ILocator> locators)
    {
        foreach (var locator in locators)
        {
            var count = Math.Min(await CountAsync(locator), 5);
            for (var i = 0; i < count; i++)
            {
                var candidate = locator.Nth(i);
                if (await VisibleAsync(candidate))
                {
                    yield return candidate;
                }
            }
        }
    }

    private async Task<int> CountAsync(ILocator locator)
    {
        try
        {
            return await calls.AskAsync(() => locator.CountAsync());
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException && !page.IsClosed)
        {
            // The frame is on its way to another document: asked again in the next round.
            return 0;
        }
    }

    private async Task<bool> VisibleAsync(ILocator candidate)
    {
        try
        {
            return await calls.AskAsync(() => candidate.IsVisibleAsync());
        }
        catch (PlaywrightException)
        {
            return false;
        }
    }

    private async Task<bool> DoneAsync(Func<Task> act)
    {
        try
        {
            await calls.AskAsync(act);
            return true;
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return false;
        }
    }
}
