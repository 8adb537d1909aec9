using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Writes the gateway's JSON. Texts of refusals carry UPSTREAM-code, so that a page that passes them through is recognised.</summary>
internal sealed class Envelopes(TimeProvider clock)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public GatewayReply Success(JsonNode? result, int messageCode = 200) => new()
    {
        Status = 200,
        Body = Write(new() { ["result"] = result }, messageCode, "SUCCESS"),
        Conduct = "proper",
    };

    /// <summary>A refusal as it usually arrives: HTTP 200, result null.</summary>
    public GatewayReply Refusal(int code, string message, string conduct, int status = 200) =>
        Refusal(new() { ["result"] = null }, code, message, conduct, status);

    /// <param name="members">what stands before the envelope's own members: result in the shape that is wanted, or nothing</param>
    public GatewayReply Refusal(JsonObject members, int code, string message, string conduct, int status = 200) => new()
    {
        Status = status,
        Body = Write(members, code, Marked(code, message)),
        Conduct = conduct,
    };

    /// <summary>An answer of the gateway's front door, which doesn't speak the envelope.</summary>
    public static GatewayReply FrontDoor(int status, string message, string conduct) => new()
    {
        Status = status,
        Body = new JsonObject { ["Message"] = Marked(status, message) }.ToJsonString(Readable),
        Conduct = conduct,
    };

    public static string ToJson(JsonNode node) => node.ToJsonString(Readable);

    private static string Marked(int code, string message) => string.Create(CultureInfo.InvariantCulture, $"UPSTREAM-{code} {message}");

    private string Write(JsonObject members, int code, string message)
    {
        members["requestTimeStamp"] = clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        members["messageCode"] = code;
        members["message"] = message;
        return ToJson(members);
    }
}
