using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>What is installed: the page that everybody gets, its scripts, and whether their source maps can be fetched. Only GET is sent.</summary>
internal sealed partial class InstallationScenario : Scenario
{
    public const string SourceMap = "sourceMap";
    private const int Most = 12;

    // Enough to see that it is a source map; the rest is the agency's own code.
    private const int Beginning = 2048;

    public override string Name => "installation";

    public override LocalText Title => new("สิ่งที่ติดตั้งไว้: หน้าแรก สคริปต์ และ source map", "What is installed: landing page, scripts, source maps");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyLogin;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        await session.HandOverAsync("", "");
        await session.OpenAsync(Steps.Anonymous, scene.Target.LandingUrl, Awaited.Ending(), cancellationToken);
        await session.SnapshotAsync(Steps.Anonymous, SnapshotParts.Screenshot, cancellationToken);
        await session.FlushAsync(cancellationToken);
        var files = scene.Recorder.Exchanges
            .Where(e => e is { Kind: "script" or "stylesheet", Status: >= 200 and < 300 } && FirstParty.Is(e.Url, scene.Target.LandingUrl, scene.Service.Hosts) && e.Url.StartsWith("https://", StringComparison.Ordinal))
            .DistinctBy(e => e.Url).Take(Most);
        foreach (var file in files)
        {
            if (MapOf(file, scene.Recorder.TextOf(file.ResponseBody)) is { } map)
            {
                await scene.Probe.SendAsync(scene.Recorder, new Replay { Purpose = SourceMap, Step = file.Step, Of = file.Number, Method = "GET", Url = map, Change = "the source map of " + file.Url.Split('?')[0] }, cancellationToken, Beginning);
            }
        }
    }

    /// <summary>Where the file says that its map is, else where build tools put it; null for a map inside the file itself.</summary>
    private static string? MapOf(Exchange file, string? text)
    {
        var named = file.ResponseHeader("sourcemap") ?? file.ResponseHeader("x-sourcemap") ?? Named().Matches(text ?? "").LastOrDefault()?.Groups[1].Value;
        if (named is null)
        {
            return new UriBuilder(file.Url) { Query = "", Fragment = "" }.Uri.AbsoluteUri + ".map";
        }

        return Uri.TryCreate(new Uri(file.Url), named, out var map) && map.Scheme is "https" ? map.AbsoluteUri : null;
    }

    [GeneratedRegex(@"[#@]\s*sourceMappingURL=([^\s'""*]+)")]
    private static partial Regex Named();
}
