using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions.Browser;
using OpenQA.Selenium;

namespace ConformanceHarness.Sessions.WebDriver;

/// <summary>What is measured beyond text and structure, and what lies between page and service.</summary>
internal partial class WebDriverSession
{
    private const int ZoomPercent = 200;
    private const int KeyboardPercent = 50;

    public async Task<IReadOnlyList<WidthMeasure>> MeasureWidthsAsync(IReadOnlyList<int> viewports, CancellationToken cancellationToken)
    {
        var measures = new List<WidthMeasure>();
        foreach (var width in closed || !emulates ? [] : viewports)
        {
            // A window that can't be made so narrow is not measured as if it were.
            if (await ResizeAsync(width, 760) && End.Read<WidthFact>(await AskAsync("() => window.__conformance ? window.__conformance.width() : null")) is { } fact)
            {
                measures.Add(new WidthMeasure(width, (int)Math.Round(fact.Content), fact.Widest));
            }
        }

        if (emulates)
        {
            await ResizeAsync(viewport.Width, viewport.Height);
        }

        return measures;
    }

    public Task SetConditionsAsync(NetworkConditions wanted)
    {
        (proxy ?? throw CantDo("change the network")).Conditions = wanted;
        return Task.CompletedTask;
    }

    public Task RewriteAsync(Func<OutgoingRequest, string?>? rewrite)
    {
        (proxy ?? throw CantDo("change requests")).Rewrite = rewrite;
        return Task.CompletedTask;
    }

    private static DriverException CantDo(string what) => new($"This WebDriver session has no proxy of its own and can't {what}; no plan should have asked.");

    private async Task<Snapshot> MeasureAsync(Snapshot snapshot, SnapshotParts parts)
    {
        if (closed || (parts & (SnapshotParts.Targets | SnapshotParts.Layout | SnapshotParts.TextZoom | SnapshotParts.Keyboard)) == 0)
        {
            return snapshot;
        }

        step = "measure:" + snapshot.Step;
        if (parts.HasFlag(SnapshotParts.Targets))
        {
            var targets = await InDocumentsAsync<List<TouchTarget>>("targets()");
            snapshot = snapshot with { Targets = [.. targets.SelectMany((list, frame) => list.Select(t => t with { Frame = frame }))] };
        }

        if (parts.HasFlag(SnapshotParts.Layout) && await InDocumentsAsync<TextLayout>("layout()") is { Count: > 0 } layouts)
        {
            snapshot = snapshot with { Layout = MeasuredFacts.Together(layouts) };
        }

        if (parts.HasFlag(SnapshotParts.TextZoom) && await InDocumentsAsync<ZoomFact>($"zoom({ZoomPercent})") is { Count: > 0 } zooms)
        {
            snapshot = snapshot with { TextZoom = MeasuredFacts.Together(ZoomPercent, zooms) };
        }

        if (parts.HasFlag(SnapshotParts.Keyboard) && emulates && await ResizeAsync(viewport.Width, viewport.Height * KeyboardPercent / 100))
        {
            var measures = await InDocumentsAsync<List<KeyboardMeasure>>($"keyboard({viewport.Height})");
            snapshot = snapshot with { Keyboard = [.. measures.SelectMany(m => m).Select(m => m with { Height = viewport.Height * KeyboardPercent / 100 })] };
            await ResizeAsync(viewport.Width, viewport.Height);
        }

        step = snapshot.Step;
        return snapshot;
    }

    /// <summary>Makes the page's viewport so large; false where the window can't be.</summary>
    private async Task<bool> ResizeAsync(int width, int height)
    {
        // The window's frame and toolbar are not the page's: what they take is found by asking.
        for (var (tries, outerWidth, outerHeight) = (0, width, height); tries < 3; tries++)
        {
            await TryAsync(() => End.CommandAsync(DriverCommand.SetWindowRect, new Dictionary<string, object?> { ["width"] = outerWidth, ["height"] = outerHeight }));
            var inner = End.Read<int[]>(await AskAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(JSON.stringify([innerWidth, innerHeight])), 30)))"));
            if (inner is not [var w, var h])
            {
                return false;
            }

            if (w == width && h == height)
            {
                return true;
            }

            (outerWidth, outerHeight) = (outerWidth + width - w, outerHeight + height - h);
        }

        return false;
    }
}
