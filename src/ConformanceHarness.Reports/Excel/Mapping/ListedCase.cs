namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>One case as a sheet lists it, over one or several rows.</summary>
internal sealed record ListedCase
{
    public required string Sheet { get; init; }

    /// <summary>Its first row: results are written there.</summary>
    public required int Row { get; init; }
    public required string Id { get; init; }
    public required string Title { get; init; }
    public string Group { get; init; } = "";
    public string Steps { get; init; } = "";
    public string Expected { get; init; } = "";
}

/// <summary>A row of the table that holds no case.</summary>
internal sealed record SkippedRow(int Row, string Text);
