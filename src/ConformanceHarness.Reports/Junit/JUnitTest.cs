namespace ConformanceHarness.Reports.Junit;

/// <summary>What a JUnit reader knows of a test; the names are those of the elements.</summary>
internal enum JUnitKind
{
    Passed,
    Failure,
    Error,
    Skipped,
}

/// <summary>One testcase element.</summary>
/// <param name="Output">text of system-out, empty for none</param>
internal sealed record JUnitTest(string ClassName, string Name, JUnitKind Kind, string Type, string Message, string Details, string Output);

internal sealed record JUnitSuite(string Name, IReadOnlyList<JUnitTest> Tests);
