namespace ConformanceHarness.Platform.Mock;

/// <summary>What the mock answers, and what the journal shall know of it.</summary>
internal sealed record GatewayReply
{
    public const string ContentTypeJson = "application/json; charset=utf-8";

    /// <summary>HTTP status; 0 = accept the connection and stay silent.</summary>
    public required int Status { get; init; }
    public string Body { get; init; } = "";
    public string ContentType { get; init; } = ContentTypeJson;
    public required string Conduct { get; init; }
    public string? Token { get; init; }
    public string? MToken { get; init; }

    /// <summary>Citizen that a push or a virtual card was asked for.</summary>
    public string? UserId { get; init; }
}
