using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.Sessions.WebDriver;

/// <summary>The scripts that look at a page from inside, the same as for Chromium, with a reporter for what the driver can't listen to.</summary>
internal static class InPageScripts
{
    private static readonly string Bridge = ChromiumDriver.Resource("bridge.js");
    private static readonly string Reporting = ChromiumDriver.Resource("reporting.js");

    public static readonly string Acting = WithNames(ChromiumDriver.Resource("acting.js"));
    public static readonly string Setting = ChromiumDriver.Resource("setting.js");

    /// <summary>What a document is to be given before its own scripts.</summary>
    /// <param name="reports">path that events are sent to at once; null: they wait to be fetched</param>
    /// <param name="entry">what the native side hands over; null where there is none</param>
    /// <param name="language">of the citizen's phone; null: the browser's own</param>
    public static string Of(Channel channel, string? reports, (string AppId, string MToken)? entry, string? language = null)
    {
        var options = JsonSerializer.Serialize(new Dictionary<string, object?> { ["address"] = reports, ["native"] = channel == Channel.App, ["language"] = language });
        var bridge = channel == Channel.App && entry is { } pair
            ? $"({Bridge})({JsonSerializer.Serialize(new Dictionary<string, string> { ["appId"] = pair.AppId, ["mToken"] = pair.MToken })});"
            : "";
        return $"({Reporting})({options});\n{bridge}\n{ChromiumDriver.Observer}";
    }

    public static string WithNames(string script) => script.Replace("/*naming.js*/ (() => ({}))", "(" + ChromiumDriver.Resource("naming.js") + ")", StringComparison.Ordinal);
}
