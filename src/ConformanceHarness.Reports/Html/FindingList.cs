using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>The findings of a case: equal ones of several channels are told once.</summary>
internal sealed class FindingList(ReportedRun run, HtmlOutput html, Screenshots shots, int picturesShown = FindingList.ReferencesShown)
{
    private const int FindingsShown = 25;
    private const int ReferencesShown = 12;

    public void Write(IEnumerable<ChannelVerdict> channels, bool withPictures)
    {
        var merged = channels
            .SelectMany(c => c.Findings.Select(f => (c.Channel, c.Cause, Finding: f)))
            .GroupBy(f => (f.Finding.Expected, f.Finding.Seen, f.Finding.Where, f.Cause))
            .ToList();
        foreach (var same in merged.Take(FindingsShown))
        {
            One(
                [.. same.Select(f => f.Channel).Distinct()],
                same.First().Finding,
                same.Key.Cause,
                [.. same.SelectMany(f => f.Finding.Evidence).Distinct()],
                withPictures);
        }

        if (merged.Count > FindingsShown)
        {
            var more = (merged.Count - FindingsShown).ToString(CultureInfo.InvariantCulture);
            html.Leaf("p", new LocalText($"และอีก {more} รายการใน verdicts.json", $"and {more} more in verdicts.json"), ("class", "more pair"));
        }
    }

    private void One(IReadOnlyList<Channel> channels, Finding finding, Cause? cause, IReadOnlyList<EvidenceReference> evidence, bool withPictures)
    {
        using var box = html.In("div", ("class", "finding"));
        using (html.In("p", ("class", "chips")))
        {
            foreach (var channel in channels)
            {
                Chips.Channel(html, channel);
            }

            if (cause is { } who && who != Cause.Service)
            {
                var word = ReportWords.Of(who);
                html.Leaf("span", new LocalText("สาเหตุ: " + word.Th, "cause: " + word.En), ("class", "chip cause"));
            }
        }

        using (html.In("dl"))
        {
            if (finding.Expected is { } expected)
            {
                html.Leaf("dt", new LocalText("ที่คาดหวัง", "Expected"));
                html.Leaf("dd", expected);
            }

            html.Leaf("dt", new LocalText("ที่พบ", "Seen"));
            html.Leaf("dd", finding.Seen, ("class", "seen"));
            if (finding.Where is { Length: > 0 } where)
            {
                html.Leaf("dt", new LocalText("ตำแหน่ง", "Where"));
                using var definition = html.In("dd");
                html.Leaf("code", where);
            }

            if (evidence.Count > 0)
            {
                html.Leaf("dt", new LocalText("หลักฐาน", "Evidence"));
                using var definition = html.In("dd");
                References(evidence);
            }
        }

        if (withPictures)
        {
            Pictures(evidence);
        }
    }

    private void References(IReadOnlyList<EvidenceReference> evidence)
    {
        using var list = html.In("ul", ("class", "references"));
        foreach (var reference in evidence.Take(ReferencesShown))
        {
            using var item = html.In("li");
            html.Leaf("code", EvidenceWords.Name(reference));
            if (EvidenceWords.Detail(run, reference) is { } detail)
            {
                html.Leaf("span", VisibleText.Line(detail, 300), ("class", "detail"));
            }
        }

        if (evidence.Count > ReferencesShown)
        {
            html.Leaf("li", $"+{evidence.Count - ReferencesShown}");
        }
    }

    private void Pictures(IReadOnlyList<EvidenceReference> evidence)
    {
        var pictures = evidence
            .Select(r => (Reference: r, Digest: EvidenceWords.Picture(run, r)))
            .Where(p => p.Digest is not null)
            .DistinctBy(p => p.Digest)
            .Take(picturesShown)
            .ToList();
        if (pictures.Count == 0)
        {
            return;
        }

        using var row = html.In("div", ("class", "shots"));
        foreach (var (reference, digest) in pictures)
        {
            shots.Write(digest!, EvidenceWords.Name(reference));
        }
    }
}
