using System.Text.Json.Serialization;

namespace ConformanceHarness.Reports.Allure;

/// <summary>Allure 2's documented result file, as far as it is written here. Times are milliseconds since 1970.</summary>
internal sealed record AllureResult
{
    public required string Uuid { get; init; }
    public required string HistoryId { get; init; }
    public required string TestCaseId { get; init; }
    public required string FullName { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required string Status { get; init; }
    public required AllureDetails StatusDetails { get; init; }
    public string Stage { get; init; } = "finished";
    public required long Start { get; init; }
    public required long Stop { get; init; }
    public required IReadOnlyList<AllureLabel> Labels { get; init; }
    public required IReadOnlyList<AllureParameter> Parameters { get; init; }
    public required IReadOnlyList<AllureStep> Steps { get; init; }
    public required IReadOnlyList<AllureAttachment> Attachments { get; init; }
    public IReadOnlyList<string> Links { get; init; } = [];
}

internal sealed record AllureDetails(string? Message, string? Trace, bool Flaky);

internal sealed record AllureLabel(string Name, string Value);

internal sealed record AllureParameter(string Name, string Value);

internal sealed record AllureStep(
    string Name,
    string Status,
    string Stage,
    long Start,
    long Stop,
    IReadOnlyList<AllureStep> Steps,
    IReadOnlyList<AllureParameter> Parameters,
    IReadOnlyList<AllureAttachment> Attachments);

internal sealed record AllureAttachment(string Name, string Source, string Type);

internal sealed record AllureCategory(string Name, IReadOnlyList<string> MatchedStatuses, string MessageRegex);

[JsonSerializable(typeof(AllureResult))]
[JsonSerializable(typeof(IReadOnlyList<AllureCategory>))]
internal sealed partial class AllureJson : JsonSerializerContext;
