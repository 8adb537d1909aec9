namespace ConformanceHarness.Core;

/// <summary>Exit codes of the command line: documented in docs/exit-codes.md, never reused.</summary>
public static class ExitCodes
{
    public const int Conformant = 0;
    public const int NotConformant = 1;
    public const int UsageOrConfiguration = 2;
    public const int HarnessError = 3;
    public const int Incomplete = 4;
    public const int BundleInvalidOrUntrusted = 5;
    public const int Cancelled = 130;

    public static int Of(RunResult result) => result switch
    {
        RunResult.Conformant => Conformant,
        RunResult.NotConformant => NotConformant,
        RunResult.Incomplete => Incomplete,
        RunResult.HarnessError => HarnessError,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "no such run result"),
    };
}
