using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary>Names in a service file that must exist in a catalogue of the run.</summary>
internal sealed class CatalogueComparison(IReadOnlyCollection<Catalogue> catalogues, Problems problems)
{
    public void Compare(IEnumerable<Word> features, IEnumerable<Word?> waived, IEnumerable<Word?> attested)
    {
        var known = catalogues.SelectMany(c => c.Cases).Select(c => c.Feature).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray();
        foreach (var feature in features.Where(f => !known.Contains(f.Text)))
        {
            problems.Add(
                feature.Line,
                new($"'features': ไม่มีกรณีทดสอบใดใช้ '{Problems.Shown(feature.Text)}'", $"'features': no case of the catalogue knows '{Problems.Shown(feature.Text)}'."),
                Nearest.Advice(feature.Text, known));
        }

        CompareCases("waivers", waived);
        CompareCases("attestations", attested);
    }

    private void CompareCases(string list, IEnumerable<Word?> ids)
    {
        var known = catalogues.SelectMany(c => c.Cases).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var retired = catalogues.SelectMany(c => c.Retired).ToHashSet(StringComparer.Ordinal);
        foreach (var id in ids.OfType<Word>().Where(i => !known.Contains(i.Text)))
        {
            problems.Add(
                id.Line,
                retired.Contains(id.Text)
                    ? new($"'{list}': กรณีทดสอบ '{id.Text}' ถูกยกเลิกแล้ว", $"'{list}': the case '{id.Text}' is retired.")
                    : new($"'{list}': ไม่มีกรณีทดสอบ '{Problems.Shown(id.Text)}' ในแคตตาล็อก", $"'{list}': there is no case '{Problems.Shown(id.Text)}' in the catalogue."),
                !retired.Contains(id.Text) && Nearest.Of(id.Text, known) is { } meant
                    ? new($"หมายถึง '{meant}' ใช่หรือไม่", $"Did you mean '{meant}'?")
                    : new("ดูรหัสทั้งหมดด้วย conformance list หรือลบรายการนี้", "See all ids with conformance list, or delete this item."));
        }
    }
}
