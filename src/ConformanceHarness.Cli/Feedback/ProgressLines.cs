using System.Text.Json;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Reports.Feedback;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Cli.Feedback;

/// <summary>What became of the feedback, at the end of a run.</summary>
internal static class ProgressLines
{
    public static void Show(Screen screen, FeedbackProgress progress)
    {
        screen.Line($"สิ่งที่ สพร. แจ้งให้แก้ไข {progress.Items.Count} กรณี", $"What DGA asked to be mended: {progress.Items.Count} {(progress.Items.Count == 1 ? "case" : "cases")}", Ink.Bold);
        foreach (var item in progress.Items)
        {
            var ink = item.State switch { ProgressState.Fixed => Ink.Green, ProgressState.Open => Ink.Red, _ => Ink.Yellow };
            screen.Line($"  {FeedbackLabels.Mark(item.State)} {item.Item.Case,-8} {screen.Say(FeedbackLabels.Of(item.State))} · {screen.Say(item.Item.Title)}", ink);
        }

        screen.Line("  " + string.Join(" · ", Enum.GetValues<ProgressState>().Where(s => progress.Count(s) > 0).Select(s => $"{screen.Say(FeedbackLabels.Of(s))} {progress.Count(s)}")));
        screen.Line();
    }

    public static JsonObject Json(FeedbackProgress progress) => new()
    {
        ["bundle"] = progress.Feedback.Bundle,
        ["counts"] = new JsonObject(Enum.GetValues<ProgressState>().Select(s => KeyValuePair.Create(Name(s), (JsonNode?)progress.Count(s)))),
        ["cases"] = new JsonArray([.. progress.Items.Select(i => (JsonNode)new JsonObject
        {
            ["case"] = i.Item.Case,
            ["kind"] = Name(i.Item.Kind),
            ["state"] = Name(i.State),
            ["then"] = ReportWords.Code(i.Item.Outcome),
            ["now"] = i.Now is { } now ? ReportWords.Code(now) : null,
        })]),
    };

    private static string Name<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());
}
