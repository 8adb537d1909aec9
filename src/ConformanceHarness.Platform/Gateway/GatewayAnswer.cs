using System.Globalization;
using System.Text.Json;

namespace ConformanceHarness.Platform.Gateway;

/// <summary>Why a call got no answer at all.</summary>
public enum Unanswered
{
    /// <summary>DNS knows no such host.</summary>
    UnknownHost,

    /// <summary>Nobody accepts the connection.</summary>
    NotConnected,

    /// <summary>The TLS handshake failed, or the certificate is not trusted.</summary>
    Tls,
    TimedOut,

    /// <summary>The connection ended in the middle of an answer.</summary>
    Cut,
}

/// <summary>What came back from one call of the real gateway.</summary>
public sealed record GatewayAnswer
{
    /// <summary>HTTP status; 0 = no answer came.</summary>
    public required int Status { get; init; }
    public string Body { get; init; } = "";

    /// <summary>Null where an answer came.</summary>
    public Unanswered? Failure { get; init; }

    /// <summary>The network's own words on <see cref="Failure"/>.</summary>
    public string? Detail { get; init; }

    /// <summary>The gateway's clock (header Date) against ours, positive where the gateway's is ahead; null where it told no time.</summary>
    public TimeSpan? Ahead { get; init; }

    /// <summary>The body as a JSON object; null where it is none.</summary>
    public JsonElement? Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            // Not JSON is an answer of its own, which the caller words.
            return null;
        }
    }

    /// <summary>A member whatever its upper and lower case: the guide itself writes <c>Result</c> and <c>result</c>.</summary>
    public static JsonElement? Member(JsonElement json, string name)
    {
        foreach (var member in json.EnumerateObject().Where(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            return member.Value;
        }

        return null;
    }

    /// <summary>A member that is a text with something in it; null otherwise.</summary>
    public static string? Text(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>The envelope's messageCode, which comes as a number or as a text; null where there is none.</summary>
    public static int? MessageCode(JsonElement json) => Member(json, "messageCode") switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var code) => code,
        { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) => code,
        _ => null,
    };
}
