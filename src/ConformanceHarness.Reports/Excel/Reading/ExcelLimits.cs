namespace ConformanceHarness.Reports.Excel.Reading;

/// <summary>How much of a workbook is read. A list of test cases stays far below; what goes beyond is a mistake or an attack.</summary>
internal static class ExcelLimits
{
    /// <summary>Bytes of the file itself.</summary>
    public const long FileBytes = 64L * 1024 * 1024;

    /// <summary>Bytes that all parts together may unzip to.</summary>
    public const long UnpackedBytes = 512L * 1024 * 1024;

    /// <summary>Bytes of one part that is read as XML.</summary>
    public const long XmlBytes = 128L * 1024 * 1024;

    public const int Parts = 5_000;

    /// <summary>Rows that hold anything, all sheets together.</summary>
    public const int Rows = 20_000;

    /// <summary>Columns that are read; what lies to the right is kept, but not looked at.</summary>
    public const int Columns = 256;

    /// <summary>Characters of all shared texts together.</summary>
    public const int TextCharacters = 32 * 1024 * 1024;
}
