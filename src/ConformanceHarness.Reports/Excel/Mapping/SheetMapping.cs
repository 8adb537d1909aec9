using ConformanceHarness.Core;

namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>How one sheet is read and written: where its heads are and what its columns mean.</summary>
internal sealed record SheetMapping
{
    public required string Sheet { get; init; }

    /// <summary>Row of the heads; the lower one where there are two.</summary>
    public required int HeaderRow { get; init; }
    public required IReadOnlyDictionary<ColumnRole, int> Columns { get; init; }

    /// <summary>Stages that the sheet's own cases belong to.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>The words that the result column wants, where they are not the usual ones.</summary>
    public IReadOnlyDictionary<Outcome, string> Words { get; init; } = new Dictionary<Outcome, string>();

    /// <summary>What a person settled by row: a case's id, or null for a case of its own. Rows that are not in it are matched.</summary>
    public IReadOnlyDictionary<int, SettledRow> Rows { get; init; } = new Dictionary<int, SettledRow>();

    /// <summary>Rows that hold no case, as a person settled.</summary>
    public IReadOnlyList<int> Skip { get; init; } = [];

    /// <summary>True for a sheet whose heads are in English only: then the results are as well.</summary>
    public bool English { get; init; }

    public int? IdColumn => Columns.TryGetValue(ColumnRole.Id, out var id) ? id : Columns.TryGetValue(ColumnRole.Number, out var number) ? number : null;

    public int? Column(ColumnRole role) => Columns.TryGetValue(role, out var column) ? column : null;
}

/// <param name="Case">the case's id; null: a case of its own</param>
/// <param name="Title">the row's title when it was settled, so that a row that moved is noticed; null: not compared</param>
/// <param name="Line">line of the mapping file</param>
internal sealed record SettledRow(string? Case, string? Title, int? Line);
