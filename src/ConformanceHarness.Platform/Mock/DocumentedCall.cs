using System.Text.Json;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Compares a call with what the platform documents.</summary>
internal static class DocumentedCall
{
    public static IReadOnlyList<string> Departures(IGatewayOperation operation, GatewayRequest request) =>
        [.. CommonDepartures(operation, request), .. operation.Departures(request)];

    /// <summary>Credentials and token of a call that has a JSON body; null where they are in order.</summary>
    public static GatewayReply? Refuse(GatewayState state, GatewayRequest request)
    {
        if (request.ConsumerKey != state.Options.ConsumerKey)
        {
            return state.Envelopes.Refusal(401, "consumer is not authorized", "badCredentials");
        }

        if (!state.IsIssued(request.Token))
        {
            return state.Envelopes.Refusal(403, "access token is not valid", "badToken");
        }

        return request.Json is null ? state.Envelopes.Refusal(400, "request body is not valid", "badRequest") : null;
    }

    public static IEnumerable<string> TokenDepartures(GatewayState state, GatewayRequest request)
    {
        if (string.IsNullOrEmpty(request.Token))
        {
            yield return "The header Token is missing.";
        }
        else if (!state.IsIssued(request.Token))
        {
            yield return "The header Token holds no access token that validate issued.";
        }
    }

    public static IEnumerable<string> KeyDepartures(GatewayState state, GatewayRequest request)
    {
        if (!string.IsNullOrEmpty(request.ConsumerKey) && request.ConsumerKey != state.Options.ConsumerKey)
        {
            yield return "The header Consumer-Key is not this service's.";
        }
    }

    /// <param name="known">documented members in every spelling that integrations use</param>
    public static IEnumerable<string> BodyDepartures(GatewayRequest request, IReadOnlyCollection<string> known)
    {
        if (request.Body.Length == 0)
        {
            yield return "The body is empty.";
        }
        else if (request.Json is null)
        {
            yield return "The body is not a JSON object.";
        }

        foreach (var name in MemberNames(request.Json).Where(n => !known.Contains(n, StringComparer.Ordinal)))
        {
            yield return $"The body has a member {name} that is not documented.";
        }

        foreach (var name in MemberNames(request.Json).GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.First()))
        {
            yield return $"The body has the member {name} more than once.";
        }
    }

    /// <param name="spellings">accepted spellings of one member, the documented one first</param>
    public static IEnumerable<string> MissingText(GatewayRequest request, params string[] spellings)
    {
        if (request.Json is not null && string.IsNullOrEmpty(request.Text(spellings)))
        {
            yield return $"The body has no member {spellings[0]} with a text.";
        }
    }

    private static IEnumerable<string> CommonDepartures(IGatewayOperation operation, GatewayRequest request)
    {
        if (request.Method != operation.Method)
        {
            yield return $"The method is {request.Method} instead of {operation.Method}.";
        }

        if (string.IsNullOrEmpty(request.ConsumerKey))
        {
            yield return "The header Consumer-Key is missing.";
        }

        var contentType = Header.Find(request.Headers, "Content-Type");
        if (string.IsNullOrEmpty(contentType))
        {
            yield return "The header Content-Type is missing.";
        }
        else if (!contentType.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"The header Content-Type is {contentType} instead of application/json.";
        }
    }

    private static IEnumerable<string> MemberNames(JsonElement? json) => json?.EnumerateObject().Select(p => p.Name) ?? [];
}
