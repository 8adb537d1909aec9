namespace ConformanceHarness.DefectMatrix.Tests;

/// <summary>
/// How much of the matrix is run. CONFORMANCE_MATRIX=all runs every defect in groups, each every defect by itself, full the whole stage for each.
/// CONFORMANCE_MATRIX_ONLY narrows the list while a defect is being worked on. An ordinary test run takes as many groups as show a defect for
/// every automated case. CONFORMANCE_MATRIX_FILE is where the table is written besides the log.
/// </summary>
internal static class MatrixMode
{
    public static string? Value { get; } = Read("CONFORMANCE_MATRIX");

    public static bool IsOrdinary => Value is null;

    public static IReadOnlyList<string>? Only { get; } = Read("CONFORMANCE_MATRIX_ONLY")?.Split(',');

    public static string? File { get; } = Read("CONFORMANCE_MATRIX_FILE");

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
