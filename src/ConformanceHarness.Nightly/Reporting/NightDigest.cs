using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.News;
using ConformanceHarness.Nightly.Nights;

namespace ConformanceHarness.Nightly.Reporting;

/// <summary>The night as one JSON object: what <c>--json</c> prints and a webhook receives. <c>text</c> is what chats show.</summary>
public static class NightDigest
{
    private const int Most = 50;

    /// <param name="language">th | en, of <c>text</c></param>
    public static JsonObject Of(NightReport report, string language)
    {
        var news = report.News.ToList();
        return new JsonObject
        {
            ["text"] = Text(report, language),
            ["night"] = report.Night,
            ["exitCode"] = report.ExitCode,
            ["ownNetworkDown"] = report.Down,
            ["targets"] = report.Lines.Count,
            ["unseen"] = report.Unseen,
            ["states"] = new JsonObject(Enum.GetValues<TargetState>().Where(s => report.Count(s) > 0).Select(s => KeyValuePair.Create<string, JsonNode?>(TargetNight.Name(s), report.Count(s)))),
            ["incidents"] = new JsonArray([.. report.Incidents.Select(i => (JsonNode)new JsonObject
            {
                ["by"] = JsonNamingPolicy.CamelCase.ConvertName(i.By.ToString()),
                ["value"] = i.Value,
                ["signature"] = i.Signature,
                ["targets"] = new JsonArray([.. i.Targets.Select(t => (JsonNode)t)]),
                ["of"] = i.Of,
            })]),
            ["newsCount"] = news.Count,
            ["news"] = new JsonArray([.. news.Take(Most).Select(n => (JsonNode)new JsonObject
            {
                ["target"] = n.Line.Target.Id,
                ["kind"] = JsonNamingPolicy.CamelCase.ConvertName(n.News.Kind.ToString()),
                ["cases"] = new JsonArray([.. n.News.Cases.Select(c => (JsonNode)c)]),
                ["th"] = n.News.Words.Th,
                ["en"] = n.News.Words.En,
            })]),
        };
    }

    /// <summary>A few lines.</summary>
    public static string Text(NightReport report, string language)
    {
        var text = new StringBuilder(NightWords.Headline(report).In(language)).Append(" · ").Append(report.Night).Append('\n').Append(NightWords.Tally(report).In(language));
        foreach (var incident in report.Incidents.Take(5))
        {
            text.Append("\n• ").Append(NightWords.Of(incident).In(language));
        }

        foreach (var (line, item) in report.News.Where(n => n.News.Worse).Take(10))
        {
            text.Append("\n• ").Append(line.Target.Id).Append(": ").Append(item.Words.In(language));
        }

        return text.ToString();
    }
}
