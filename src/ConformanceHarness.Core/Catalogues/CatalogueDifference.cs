namespace ConformanceHarness.Core.Catalogues;

/// <summary>Which cases of a newer catalogue have to be run again by somebody who was tested with an older one.</summary>
/// <param name="Added">ids of cases that the older one does not have, in the newer one's order</param>
/// <param name="Changed">ids of cases that are decided in another way; wording alone does not count</param>
/// <param name="Removed">ids of cases that the newer one does not have any more</param>
public sealed record CatalogueDifference(IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed)
{
    /// <summary>Added and changed, in the newer catalogue's order.</summary>
    public IReadOnlyList<string> ToRun { get; private init; } = [];

    /// <param name="stage">only cases that one of the two catalogues has at this stage; null: all</param>
    public static CatalogueDifference Of(Catalogue older, Catalogue newer, Stage? stage = null)
    {
        bool Counts(CatalogueCase c) => stage is not { } s || c.Stages.Contains(s);
        var before = older.Cases.Where(Counts).ToDictionary(c => c.Id, StringComparer.Ordinal);
        var now = newer.Cases.Where(Counts).ToList();
        var added = now.Where(c => !before.ContainsKey(c.Id)).Select(c => c.Id).ToList();
        var changed = now.Where(c => before.TryGetValue(c.Id, out var b) && !SameDecision(b, c)).Select(c => c.Id).ToList();
        return new CatalogueDifference(added, changed, [.. before.Keys.Except(now.Select(c => c.Id), StringComparer.Ordinal)])
        {
            ToRun = [.. now.Select(c => c.Id).Where(id => added.Contains(id) || changed.Contains(id))],
        };
    }

    private static bool SameDecision(CatalogueCase one, CatalogueCase other) =>
        one.Obligation == other.Obligation && one.Decision == other.Decision && one.Check == other.Check && one.Feature == other.Feature
        && one.Stages.Order().SequenceEqual(other.Stages.Order()) && one.Channels.Order().SequenceEqual(other.Channels.Order())
        && one.Scenarios.SequenceEqual(other.Scenarios) && one.Evidence.Order(StringComparer.Ordinal).SequenceEqual(other.Evidence.Order(StringComparer.Ordinal))
        && one.DependsOn.Order(StringComparer.Ordinal).SequenceEqual(other.DependsOn.Order(StringComparer.Ordinal))
        && one.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).SequenceEqual(other.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal));
}
