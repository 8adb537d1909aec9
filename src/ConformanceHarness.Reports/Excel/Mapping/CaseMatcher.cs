using System.Globalization;
using System.Text.RegularExpressions;
using ConformanceHarness.Core.Catalogues;

namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>How a listed case was recognised.</summary>
internal enum MatchBasis { None, Ambiguous, Wording, Id, Settled }

/// <param name="Case">the known case's id; null where there is none, or several are as likely</param>
/// <param name="Likeness">0 to 1; 1 where the id says it</param>
/// <param name="Candidates">the likely ones, where several are</param>
internal sealed record CaseMatch(ListedCase Listed, MatchBasis Basis, string? Case, double Likeness, IReadOnlyList<string> Candidates);

/// <summary>Recognises listed cases: what a person settled, then the id, then the wording, which must be clear.</summary>
internal sealed partial class CaseMatcher
{
    /// <summary>Titles less alike than this are different cases.</summary>
    public const double Threshold = 0.7;

    /// <summary>A second candidate nearer than this makes it unclear which one is meant.</summary>
    public const double Lead = 0.08;

    private readonly Dictionary<string, CatalogueCase> byId;
    private readonly List<(string Id, Wording Wording)> wordings;

    public CaseMatcher(Catalogue catalogue)
    {
        byId = catalogue.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        wordings = [.. catalogue.Cases.SelectMany(c => new[] { c.Title.Th, c.Title.En }.Distinct().Select(t => (c.Id, new Wording(t))))];
    }

    public IReadOnlyList<CaseMatch> Match(IReadOnlyList<ListedCase> listed, Func<ListedCase, SettledRow?> settled, CancellationToken cancellationToken)
    {
        var matches = new List<CaseMatch>(listed.Count);
        foreach (var @case in listed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            matches.Add(settled(@case) is { } row ? new CaseMatch(@case, MatchBasis.Settled, row.Case, 1, [])
                : ById(@case.Id) is { } id ? new CaseMatch(@case, MatchBasis.Id, id, 1, [])
                : ByWording(@case));
        }

        var taken = matches.Where(m => m.Case is not null).ToLookup(m => (m.Listed.Sheet, m.Case));
        return [.. matches.Select(m => m.Basis == MatchBasis.Wording && Contested(m, taken[(m.Listed.Sheet, m.Case)]) ? m with { Basis = MatchBasis.Ambiguous, Case = null, Candidates = [m.Case!] } : m)];
    }

    /// <summary>"auth_3" and "AUTH 03" mean AUTH-03.</summary>
    private string? ById(string id)
    {
        if (byId.ContainsKey(id))
        {
            return id;
        }

        return IdShape().Match(id.ToUpperInvariant()) is { Success: true } shape
            && int.TryParse(shape.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && string.Create(CultureInfo.InvariantCulture, $"{shape.Groups[1].Value}-{number:00}") is var usual && byId.ContainsKey(usual)
            ? usual
            : null;
    }

    private CaseMatch ByWording(ListedCase listed)
    {
        var own = new Wording(listed.Title);
        var likely = wordings.Select(w => (w.Id, Likeness: own.Likeness(w.Wording)))
            .GroupBy(w => w.Id).Select(g => (Id: g.Key, Likeness: g.Max(w => w.Likeness)))
            .Where(w => w.Likeness >= Threshold)
            .OrderByDescending(w => w.Likeness).ThenBy(w => w.Id, StringComparer.Ordinal).Take(3).ToList();
        return likely switch
        {
            [] => new(listed, MatchBasis.None, null, 0, []),
            [var only] => new(listed, MatchBasis.Wording, only.Id, only.Likeness, []),
            [var first, var second, ..] when first.Likeness - second.Likeness >= Lead => new(listed, MatchBasis.Wording, first.Id, first.Likeness, []),
            _ => new(listed, MatchBasis.Ambiguous, null, likely[0].Likeness, [.. likely.Select(l => l.Id)]),
        };
    }

    /// <summary>Another row of the same sheet is the same case by its id, or by a wording that is not clearly less alike.</summary>
    private static bool Contested(CaseMatch match, IEnumerable<CaseMatch> same) => same.Any(o =>
        o != match && (o.Basis is MatchBasis.Id or MatchBasis.Settled || o.Likeness - match.Likeness > -Lead));

    [GeneratedRegex(@"^\s*([A-Z][A-Z0-9]*)[\s_.-]*([0-9]{1,3})\s*\z")]
    private static partial Regex IdShape();
}
