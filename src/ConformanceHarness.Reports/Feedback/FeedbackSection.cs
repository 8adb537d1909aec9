using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Html;

namespace ConformanceHarness.Reports.Feedback;

/// <summary>In the report of a run that read feedback: what became of each of its items.</summary>
internal sealed class FeedbackSection(FeedbackProgress progress, HtmlOutput html)
{
    public void Write()
    {
        using var section = html.In("section", ("id", "feedback"), ("aria-labelledby", "feedback-heading"));
        html.Leaf("h2", new LocalText("สิ่งที่ สพร. แจ้งให้แก้ไข", "What DGA asked to be mended"), ("id", "feedback-heading"));
        using (html.In("p", ("class", "chips")))
        {
            foreach (var state in Enum.GetValues<ProgressState>().Where(s => progress.Count(s) > 0))
            {
                using var chip = Chip(state);
                html.Leaf("span", progress.Count(state).ToString(CultureInfo.InvariantCulture), ("class", "count"));
            }
        }

        using (html.In("p", ("class", "small")))
        {
            html.Both(new("จากชุดผล", "On the bundle"));
            html.Constant(" ");
            html.Leaf("code", progress.Feedback.Bundle);
        }

        foreach (var item in progress.Items.OrderBy(i => i.State == ProgressState.Fixed).ThenBy(i => i.Item.Kind))
        {
            Card(item);
        }
    }

    private void Card(ProgressItem item)
    {
        var look = item.State switch { ProgressState.Fixed => "ok", ProgressState.Open => "must", _ => "doubtful" };
        using var card = html.In("article", ("class", "case " + look), ("id", "feedback-" + item.Item.Case));
        using (html.In("h3"))
        {
            html.Leaf("span", item.Item.Case, ("class", "id"));
            html.Constant(" ");
            html.Both(item.Item.Title);
        }

        using (html.In("p", ("class", "chips")))
        {
            using (Chip(item.State))
            {
            }

            Chips.Obligation(html, item.Item.Obligation);
        }

        using var list = html.In("dl");
        Fact(FeedbackLabels.Said, item.Item.Words);
        Fact(new("เมื่อครั้งก่อน", "Then"), item.Item.Findings is [var first, ..] ? first.Seen : null);
        Fact(new("ครั้งนี้", "Now"), item.Seen);
    }

    private HtmlOutput.Scope Chip(ProgressState state)
    {
        var chip = html.In("span", ("class", "chip " + FeedbackLabels.Class(state)));
        html.Leaf("span", FeedbackLabels.Mark(state), ("aria-hidden", "true"), ("class", "mark"));
        html.Both(FeedbackLabels.Of(state));
        return chip;
    }

    private void Fact(LocalText name, LocalText? value)
    {
        if (value is not null)
        {
            html.Leaf("dt", name);
            html.Leaf("dd", value);
        }
    }
}
