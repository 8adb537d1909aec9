using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Comparing;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>The page of a retest: what differs first, then what was talked to, then every case.</summary>
internal sealed class RetestPage(RetestRecord retest, HtmlOutput html)
{
    private static readonly LocalText Heading = new("รายงานการทดสอบซ้ำ", "Retest report");
    private readonly RunComparison comparison = retest.Comparison;

    public void Write()
    {
        var name = comparison.First.ServiceName;
        html.Constant("<!DOCTYPE html>\n");
        using var page = html.In("html", ("lang", "th"), ("data-title-th", $"{name.Th} · {Heading.Th}"), ("data-title-en", $"{name.En} · {Heading.En}"));
        using (html.In("head"))
        {
            html.Void("meta", ("charset", "utf-8"));
            html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", PageAssets.Policy));
            html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
            html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
            html.Leaf("title", $"{name.Th} · {Heading.Th}");
            html.Constant("<style>" + PageAssets.Style + "</style>\n<script>" + PageAssets.Script + "</script>\n");
        }

        using var body = html.In("body");
        using (html.In("header", ("class", "page")))
        {
            html.Leaf("p", Heading, ("class", "kind"));
            using (html.In("button", ("type", "button"), ("id", "language")))
            {
                html.Leaf("span", "English", ("class", "th"), ("lang", "en"));
                html.Leaf("span", "ภาษาไทย", ("class", "en"), ("lang", "th"));
            }
        }

        using (html.In("main", ("id", "main")))
        {
            Banner();
            Facts(new("สิ่งที่ถูกทดสอบ", "What was tested"), comparison.Target);
            Differing();
            Facts(new("รายการและเครื่องมือ", "Catalogue and harness"), comparison.Inputs);
            All();
        }
    }

    private void Banner()
    {
        var (worse, better) = (Number(Change.Worse), Number(Change.Better));
        using (html.In("section", ("class", "banner " + (worse > 0 ? "notConformant" : comparison.Cases.Any(c => c.Reason is not null) ? "incomplete" : "conformant"))))
        {
            html.Leaf("h1", new LocalText($"แย่ลง {N(worse)} กรณี ดีขึ้น {N(better)} กรณี", $"{N(worse)} worse, {N(better)} better"));
            html.Leaf("p", comparison.First.ServiceName, ("class", "subject"));
            html.Leaf("p", new LocalText($"ชุดผลที่ส่งมา: {ReportWords.Of(comparison.First.Result).Th} · การทดสอบซ้ำ: {ReportWords.Of(comparison.Second.Result).Th}", $"submission: {ReportWords.Of(comparison.First.Result).En} · retest: {ReportWords.Of(comparison.Second.Result).En}"), ("class", "because"));
            if (retest.Sample is { } sample)
            {
                html.Leaf("p", new LocalText($"สุ่มทดสอบ {N(sample.Drawn.Count)} จาก {N(sample.Of)} กรณี: {string.Join(", ", sample.Drawn)}", $"Sample of {N(sample.Drawn.Count)} of {N(sample.Of)} cases: {string.Join(", ", sample.Drawn)}"), ("class", "notice partial pair"));
            }

            if (!retest.Trusted)
            {
                html.Leaf("p", new LocalText("ยังไม่มีผู้รับรองว่าใครลงนามในชุดผลที่ส่งมา", "Nobody vouches for the submission's signer"), ("class", "notice plain pair"));
            }

            foreach (var problem in retest.Problems)
            {
                html.Leaf("p", new LocalText($"[{problem.Code}] {problem.Text.Th}", $"[{problem.Code}] {problem.Text.En}"), ("class", "notice partial pair"));
            }
        }

        using var section = html.In("section", ("class", "facts"));
        using var list = html.In("dl");
        Entry(new("ชุดผลที่ส่งมา", "Submission"), $"{retest.Submission} · SHA-256 {retest.SubmissionDigest}");
        Entry(new("ผู้ลงนาม", "Signer"), retest.Signer ?? "–");
        Entry(new("ชุดผลการทดสอบซ้ำ", "Retest"), string.Join(", ", retest.Bundles));
        if (retest.ChallengeDigest is { } digest)
        {
            Entry(new("challenge", "challenge"), $"SHA-256 {digest} · nonce {retest.Challenge?.Nonce}");
        }
    }

    private void Differing()
    {
        var cases = comparison.Cases.Where(c => c.Reason is not null || c.Change is Change.Worse or Change.Better or Change.Different).OrderBy(c => c.Change != Change.Worse).ThenBy(c => c.Obligation).ToList();
        html.Leaf("h2", new LocalText($"ผลที่ต่างไป ({N(cases.Count)})", $"What came out differently ({N(cases.Count)})"), ("id", "differing"));
        foreach (var c in cases)
        {
            using var article = html.In("article", ("class", "case"), ("id", Chips.Anchor(c.Case)));
            using (html.In("h3"))
            {
                html.Text($"{ComparisonWords.Mark(c.Change)} {c.Case} ");
                html.Both(c.Title);
            }

            using var list = html.In("dl");
            Entry(new("ผล", "Change"), ComparisonWords.Of(c.Change));
            Entry(new("ชุดผลที่ส่งมา", "Submission"), ComparisonWords.Of(c.First));
            Entry(new("การทดสอบซ้ำ", "Retest"), ComparisonWords.Of(c.Second));
            if (c.Reason is { } reason && c.Why is { } why)
            {
                var (short_, long_) = (ComparisonWords.Of(reason), why);
                Entry(new("สาเหตุที่น่าจะเป็น", "Likely reason"), new LocalText($"{short_.Th}: {long_.Th}", $"{short_.En}: {long_.En}"));
            }

            if (c.Difference is { } difference)
            {
                Entry(new("ชุดผลที่ส่งมาพบว่า", "The submission saw"), Seen(difference.First));
                Entry(new("การทดสอบซ้ำพบว่า", "The retest saw"), Seen(difference.Second));
            }
        }
    }

    private void All()
    {
        html.Leaf("h2", new LocalText($"ทุกกรณีทดสอบ ({N(comparison.Cases.Count)})", $"All cases ({N(comparison.Cases.Count)})"));
        using var table = html.In("table");
        using (html.In("thead"))
        using (html.In("tr"))
        {
            foreach (var head in new LocalText[] { new("กรณี", "Case"), new("ชุดผลที่ส่งมา", "Submission"), new("การทดสอบซ้ำ", "Retest"), new("ผล", "Change") })
            {
                html.Leaf("th", head, ("scope", "col"));
            }
        }

        using var body = html.In("tbody");
        foreach (var c in comparison.Cases)
        {
            using var row = html.In("tr");
            html.Leaf("th", c.Case, ("scope", "row"));
            html.Leaf("td", ComparisonWords.Of(c.First));
            html.Leaf("td", ComparisonWords.Of(c.Second));
            using var cell = html.In("td");
            html.Text(ComparisonWords.Mark(c.Change) + " ");
            html.Both(ComparisonWords.Of(c.Change));
        }
    }

    private void Facts(LocalText heading, IReadOnlyList<ComparedFact> facts)
    {
        html.Leaf("h2", heading);
        using var section = html.In("section", ("class", "facts"));
        using var list = html.In("dl");
        foreach (var fact in facts)
        {
            Entry(fact.Title, fact.Same ? new LocalText(fact.First ?? "–", fact.First ?? "–") : new LocalText($"≠ {fact.First ?? "–"} → {fact.Second ?? "–"}", $"≠ {fact.First ?? "–"} → {fact.Second ?? "–"}"));
        }
    }

    private void Entry(LocalText term, LocalText text)
    {
        html.Leaf("dt", term);
        html.Leaf("dd", text);
    }

    private void Entry(LocalText term, string text) => Entry(term, new LocalText(text, text));

    private static LocalText Seen(Finding? finding) => finding is null ? new("–", "–") : finding.Where is null ? finding.Seen : new($"{finding.Seen.Th} ({finding.Where})", $"{finding.Seen.En} ({finding.Where})");

    private int Number(Change change) => comparison.Cases.Count(c => c.Change == change);

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
