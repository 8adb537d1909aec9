using ConformanceHarness.Core;
using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Reports.Words;
using Spectre.Console;

namespace ConformanceHarness.Cli.Output;

/// <summary>A comparison on the screen: what differs, case by case, then what was talked to and run.</summary>
internal static class ComparisonTable
{
    public static void Write(Screen screen, RunComparison comparison, LocalText first, LocalText second)
    {
        var cases = comparison.Cases.Where(c => c.Reason is not null || c.Change is Change.Worse or Change.Better or Change.Different).ToList();
        if (cases.Count > 0)
        {
            Table(screen, cases, first, second);
        }

        foreach (var c in cases.Where(c => c.Difference is not null || c.Why is not null))
        {
            Details(screen, c, first, second);
        }

        Facts(screen, new("สิ่งที่ถูกทดสอบต่างกัน", "what was tested differs"), comparison.Target);
        Facts(screen, new("รายการและเครื่องมือต่างกัน", "catalogue and harness differ"), comparison.Inputs);
        screen.Line(string.Join(" · ", Enum.GetValues<Change>().Select(c => (Change: c, Count: comparison.Cases.Count(x => x.Change == c))).Where(c => c.Count > 0).Select(c => $"{screen.Say(ComparisonWords.Of(c.Change))} {c.Count}")), Ink.Bold);
    }

    private static void Table(Screen screen, List<CaseComparison> cases, LocalText first, LocalText second)
    {
        var table = new Table().Border(TableBorder.Simple);
        // Only a retest looks for reasons.
        var reasons = cases.Any(c => c.Reason is not null);
        LocalText[] heads = [new("กรณี", "Case"), first, second, new("ผล", "Change"), .. reasons ? new[] { new LocalText("สาเหตุที่น่าจะเป็น", "Likely reason") } : []];
        foreach (var head in heads)
        {
            table.AddColumn(new TableColumn(new Text(screen.Say(head))));
        }

        foreach (var c in cases)
        {
            var style = c.Change switch { Change.Worse => new Style(Color.Red), Change.Better => new Style(Color.Green), _ => Style.Plain };
            Text[] cells =
            [
                new($"{c.Case} [{screen.Say(ReportWords.Of(c.Obligation))}]"),
                new(screen.Say(ComparisonWords.Of(c.First))),
                new(screen.Say(ComparisonWords.Of(c.Second))),
                new($"{ComparisonWords.Mark(c.Change)} {screen.Say(ComparisonWords.Of(c.Change))}", style),
                .. reasons ? new[] { new Text(c.Reason is { } reason ? screen.Say(ComparisonWords.Of(reason)) : "") } : [],
            ];
            table.AddRow(cells);
        }

        screen.Ansi.Write(table);
    }

    private static void Details(Screen screen, CaseComparison c, LocalText first, LocalText second)
    {
        screen.Line($"{ComparisonWords.Mark(c.Change)} {c.Case}  {screen.Say(c.Title)}", Ink.Bold);
        if (c.Why is { } why)
        {
            screen.Line($"    {screen.Say(why)}", Ink.Yellow);
        }

        if (c.Difference is { } difference)
        {
            screen.Line($"    {screen.Say(first)}: {Seen(screen, difference.First)}", Ink.Dim);
            screen.Line($"    {screen.Say(second)}: {Seen(screen, difference.Second)}", Ink.Dim);
        }
    }

    private static string Seen(Screen screen, Finding? finding)
    {
        const int Most = 300;
        var text = finding is null ? "–" : screen.Say(finding.Seen) + (finding.Where is null ? "" : " · " + finding.Where);
        return text.Length > Most ? text[..Most] + "…" : text;
    }

    private static void Facts(Screen screen, LocalText heading, IReadOnlyList<ComparedFact> facts)
    {
        var differing = facts.Where(f => !f.Same).ToList();
        if (differing.Count == 0)
        {
            return;
        }

        screen.Line(screen.Say(heading) + ":");
        foreach (var fact in differing)
        {
            screen.Line($"    {screen.Say(fact.Title)}: {fact.First ?? "–"} → {fact.Second ?? "–"}");
        }
    }
}
