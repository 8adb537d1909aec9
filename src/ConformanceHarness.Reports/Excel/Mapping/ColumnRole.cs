namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>What a column of a list means. A mapping file uses these words in lower case.</summary>
internal enum ColumnRole
{
    /// <summary>A case's own id: รหัส, Test Case ID.</summary>
    Id,

    /// <summary>A running number: ลำดับ, No. The id where there is no other.</summary>
    Number,
    Title,
    Group,
    Steps,
    Expected,

    /// <summary>One column for the result, as a word.</summary>
    Result,

    /// <summary>A column of its own that is ticked for passed (ผ่าน) …</summary>
    Passed,

    /// <summary>… or failed (ไม่ผ่าน).</summary>
    Failed,
    Remark,
    Date,
    Evidence,
}
