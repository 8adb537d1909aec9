using System.Text.Json;
using ConformanceHarness.Core.Evidence;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ConformanceHarness.Platform.Mock;

/// <summary>One call as it arrived.</summary>
internal sealed class GatewayRequest
{
    private readonly Dictionary<string, StringValues> _query;

    public GatewayRequest(string method, string target, IReadOnlyList<Header> headers, string body)
    {
        Method = method;
        Target = target;
        Headers = headers;
        Body = body;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        _query = QueryHelpers.ParseQuery(question < 0 ? "" : target[question..]);
        Json = ParseObject(body);
    }

    public string Method { get; }

    /// <summary>Path and query as received.</summary>
    public string Target { get; }
    public IReadOnlyList<Header> Headers { get; }
    public string Body { get; }

    /// <summary>The body, if it is a JSON object.</summary>
    public JsonElement? Json { get; }

    public string? ConsumerKey => Header.Find(Headers, "Consumer-Key");

    public string? Token => Header.Find(Headers, "Token");

    public string? Query(string name) => _query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>The first of the names that the body has as a string.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Json is { } json && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }
        }

        return null;
    }

    private static JsonElement? ParseObject(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            // Not JSON is an observation (a departure), no error of ours.
            return null;
        }
    }
}
