#pragma warning disable CA1812 // Made by the JSON reader.
using System.Text.Json;
using ConformanceHarness.Core.Evidence;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>
/// Runs axe-core beside the page: in a JavaScript world of its own in every document, so that neither a Content-Security-Policy nor a
/// page's changed prototypes stop it, and the page finds no trace of it.
/// </summary>
/// <remarks>Closed shadow trees stay closed to it. Documents are audited one by one, inner ones as parts of a page.</remarks>
internal sealed class AxeAudit(IBrowserContext context, IPage page, ICDPSession devtools)
{
    public static readonly IReadOnlyList<string> Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
    private static readonly string Engine = new BundledAxeScriptProvider().GetScript();
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // preload would fetch style sheets anew, which the service would see; iframes are visited from here.
    private const string Run = """
        ;(async () => {
          if (!(innerWidth > 1 && innerHeight > 1) || !document.documentElement) return null;
          const options = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'], preload: false, elementRef: false, ancestry: false, xpath: false };
          const initiator = INITIATOR;
          const context = initiator ? { include: [['html']] } : { include: [['html']], initiator: false, focusable: true, size: { width: innerWidth, height: innerHeight } };
          const partial = await axe.runPartial(context, options);
          const report = await axe.finishRun([partial], options);
          const flat = target => target.map(t => Array.isArray(t) ? t.join(' >>> ') : t).join(' >> ');
          return JSON.stringify({
            engine: 'axe-core ' + report.testEngine.version, passes: report.passes.length, incomplete: report.incomplete.length,
            violations: report.violations.map(v => ({ rule: v.id, impact: v.impact || 'minor', help: v.help, helpUrl: v.helpUrl, count: v.nodes.length,
              nodes: v.nodes.slice(0, 10).map(n => ({ target: flat(n.target), html: n.html.slice(0, 300), summary: (n.failureSummary || '').slice(0, 600) })) })),
          });
        })()
        """;

    public async Task<Audit> RunAsync(CancellationToken cancellationToken)
    {
        var reports = new List<(string? Frame, Report Report)>();
        try
        {
            var failure = await InsideAsync(devtools, top: true, reports, cancellationToken);
            foreach (var frame in page.Frames.Where(f => f.ParentFrame is not null && !f.IsDetached).Take(10))
            {
                // Only a frame of another site has a session of its own; the others were in the page's tree.
                if (await OwnSessionAsync(frame) is { } own)
                {
                    await InsideAsync(own, top: false, reports, cancellationToken);
                    await own.DetachAsync();
                }
            }

            return reports.Count == 0 ? Failed(failure ?? "no document") : Merged(reports);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or JsonException)
        {
            return reports.Count == 0 ? Failed(ChromiumDriver.FirstLine(e.Message)) : Merged(reports);
        }
    }

    private async Task<ICDPSession?> OwnSessionAsync(IFrame frame)
    {
        try
        {
            return await context.NewCDPSessionAsync(frame);
        }
        catch (PlaywrightException)
        {
            return null;
        }
    }

    /// <summary>All documents that one renderer session knows, the outermost first. Returns why the first gave no report.</summary>
    private static async Task<string?> InsideAsync(ICDPSession session, bool top, List<(string? Frame, Report Report)> reports, CancellationToken cancellationToken)
    {
        string? failure = null;
        var tree = (await session.SendAsync("Page.getFrameTree").WaitAsync(Limit, cancellationToken))!.Value.GetProperty("frameTree");
        foreach (var (id, url, first) in Documents(tree, first: true))
        {
            var world = await session.SendAsync("Page.createIsolatedWorld", new Dictionary<string, object> { ["frameId"] = id, ["worldName"] = "conformance-audit" }).WaitAsync(Limit, cancellationToken);
            var answer = (await session.SendAsync("Runtime.evaluate", new Dictionary<string, object>
            {
                ["expression"] = Engine + Run.Replace("TAGS", JsonSerializer.Serialize(Tags), StringComparison.Ordinal).Replace("INITIATOR", top && first ? "true" : "false", StringComparison.Ordinal),
                ["contextId"] = world!.Value.GetProperty("executionContextId").GetInt32(),
                ["awaitPromise"] = true,
                ["returnByValue"] = true,
            }).WaitAsync(Limit, cancellationToken))!.Value;
            if (answer.TryGetProperty("exceptionDetails", out var thrown))
            {
                failure ??= thrown.TryGetProperty("exception", out var exception) && exception.TryGetProperty("description", out var words) ? ChromiumDriver.FirstLine(words.GetString() ?? "exception") : "exception";
            }
            else if (answer.GetProperty("result").TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String)
            {
                reports.Add((top && first ? null : "iframe(" + url.Split('?', 2)[0] + ")", JsonSerializer.Deserialize<Report>(value.GetString()!, JsonSerializerOptions.Web)!));
            }
        }

        return failure;
    }

    private static IEnumerable<(string Id, string Url, bool First)> Documents(JsonElement tree, bool first)
    {
        var frame = tree.GetProperty("frame");
        yield return (frame.GetProperty("id").GetString()!, frame.GetProperty("url").GetString() ?? "", first);
        if (tree.TryGetProperty("childFrames", out var children))
        {
            foreach (var inner in children.EnumerateArray().Take(10).SelectMany(c => Documents(c, first: false)))
            {
                yield return inner;
            }
        }
    }

    private static Audit Merged(List<(string? Frame, Report Report)> reports) => new(
        reports[0].Report.Engine,
        Tags,
        [.. reports.SelectMany(r => r.Report.Violations.Select(v => new AuditViolation(v.Rule, v.Impact, v.Help, v.HelpUrl, [.. v.Nodes.Select(n => new AuditNode(r.Frame is null ? n.Target : r.Frame + " >> " + n.Target, n.Html, n.Summary))], v.Count))).Take(60)],
        reports.Sum(r => r.Report.Incomplete),
        reports.Sum(r => r.Report.Passes),
        reports.Count);

    private static Audit Failed(string why) => new("axe-core", Tags, [], 0, 0, 0, why);

    private sealed record Report(string Engine, int Passes, int Incomplete, IReadOnlyList<Broken> Violations);

    private sealed record Broken(string Rule, string Impact, string Help, string HelpUrl, int Count, IReadOnlyList<Node> Nodes);

    private sealed record Node(string Target, string Html, string Summary);
}
