using ConformanceHarness.Core.Catalogues;

namespace ConformanceHarness.Core.Rejudging;

/// <summary>What differs between two versions of a case as far as it can change a verdict.</summary>
public static class CaseChanges
{
    /// <returns>one entry a change, as "parameter atMostMs: 3000 → 1000"</returns>
    public static IReadOnlyList<LocalText> Of(CatalogueCase? before, CatalogueCase? after)
    {
        if (before is null || after is null)
        {
            return [before is null ? new("กรณีทดสอบใหม่", "a new case") : new("กรณีทดสอบที่ถูกยกเลิก", "no longer a case")];
        }

        var changes = new List<LocalText>();
        void Compare(string name, string? one, string? other)
        {
            if (one != other)
            {
                changes.Add(new($"{name}: {one ?? "–"} → {other ?? "–"}", $"{name}: {one ?? "–"} → {other ?? "–"}"));
            }
        }

        foreach (var name in before.Parameters.Keys.Concat(after.Parameters.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Compare("parameter " + name, before.Parameters.GetValueOrDefault(name), after.Parameters.GetValueOrDefault(name));
        }

        Compare("decision", before.Decision.ToString(), after.Decision.ToString());
        Compare("check", before.Check, after.Check);
        Compare("feature", before.Feature, after.Feature);
        Compare("obligation", before.Obligation.ToString(), after.Obligation.ToString());
        Compare("scenarios", string.Join(", ", before.Scenarios), string.Join(", ", after.Scenarios));
        Compare("evidence", string.Join(", ", before.Evidence), string.Join(", ", after.Evidence));
        Compare("dependsOn", string.Join(", ", before.DependsOn), string.Join(", ", after.DependsOn));
        Compare("stages", string.Join(", ", before.Stages), string.Join(", ", after.Stages));
        Compare("channels", string.Join(", ", before.Channels), string.Join(", ", after.Channels));
        return changes;
    }
}
