using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>What is measured beyond text and structure. It comes last in a step, under a step name of its own: what the page does meanwhile is nobody's ordinary visit.</summary>
internal sealed partial class ChromiumSession
{
    private const int ZoomPercent = 200;
    private const int KeyboardPercent = 50;

    private async Task<Snapshot> MeasureAsync(Snapshot snapshot, SnapshotParts parts, CancellationToken cancellationToken)
    {
        if (Page.IsClosed || Hung || (parts & (SnapshotParts.Audit | SnapshotParts.Targets | SnapshotParts.Layout | SnapshotParts.TextZoom | SnapshotParts.Keyboard)) == 0)
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

        if (parts.HasFlag(SnapshotParts.Audit))
        {
            snapshot = snapshot with { Audit = await AuditAsync(cancellationToken) };
        }

        if (parts.HasFlag(SnapshotParts.TextZoom) && await InDocumentsAsync<ZoomFact>($"zoom({ZoomPercent})") is { Count: > 0 } zooms)
        {
            snapshot = snapshot with { TextZoom = MeasuredFacts.Together(ZoomPercent, zooms) };
        }

        if (parts.HasFlag(SnapshotParts.Keyboard))
        {
            snapshot = snapshot with { Keyboard = await KeyboardAsync() };
        }

        step = snapshot.Step;
        return snapshot;
    }

    private async Task<Audit?> AuditAsync(CancellationToken cancellationToken)
    {
        devtools ??= await GuardAsync(async () => await context.NewCDPSessionAsync(Page));
        return devtools is null ? null : await new AxeAudit(context, Page, devtools).RunAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<KeyboardMeasure>> KeyboardAsync()
    {
        if (Page.ViewportSize is not { } before)
        {
            return [];
        }

        await AskPageAsync(() => Page.SetViewportSizeAsync(before.Width, before.Height * KeyboardPercent / 100));
        var measures = await InDocumentsAsync<List<KeyboardMeasure>>($"keyboard({before.Height})");
        await AskPageAsync(() => Page.SetViewportSizeAsync(before.Width, before.Height));
        // A frame's own height says nothing of the screen.
        return [.. measures.SelectMany(m => m).Select(m => m with { Height = before.Height * KeyboardPercent / 100 })];
    }

    /// <summary>The page's answer first, then those of its visible frames; none from a document that gives none.</summary>
    private async Task<List<T>> InDocumentsAsync<T>(string call)
        where T : class
    {
        var script = $"() => window.__conformance && window.__conformance.{call.Split('(')[0]} ? window.__conformance.{call} : null";
        var found = new List<T>();
        if (await EvaluateAsync<T>(Page.MainFrame, script, null, 10) is { } main)
        {
            found.Add(main);
        }

        foreach (var frame in VisibleFrames().ToList())
        {
            if (found.Count > 0 && await ShownAsync(frame) && await EvaluateAsync<T>(frame, script, null, 6) is { } inner)
            {
                found.Add(inner);
            }
        }

        return found;
    }
}
