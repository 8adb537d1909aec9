using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Step 4: notifies citizens. One transaction id for each who has subscribed; an empty array if none has.</summary>
internal sealed class PushOperation(GatewayState state) : IGatewayOperation
{
    private static readonly string[] Members = ["appId", "data", "sendDateTime"];
    private static readonly string[] DataMembers = ["message", "userId"];

    public string Name => "push";

    public string Method => "POST";

    public IReadOnlyList<string> Paths { get; } = state.PathsOf("/v1/core/notification/push");

    public IEnumerable<string> Departures(GatewayRequest request) =>
    [
        .. DocumentedCall.KeyDepartures(state, request),
        .. DocumentedCall.TokenDepartures(state, request),
        .. DocumentedCall.BodyDepartures(request, Members),
        .. DocumentedCall.MissingText(request, "appId"),
        .. DataDepartures(request),
        .. SendTimeDepartures(request),
    ];

    public GatewayReply Answer(GatewayRequest request) => Push(request) with
    {
        Token = request.Token,
        UserId = Data(request).Select(d => Text(d, "userId")).FirstOrDefault(u => u is not null),
    };

    private GatewayReply Push(GatewayRequest request)
    {
        if (DocumentedCall.Refuse(state, request) is { } refusal)
        {
            return refusal;
        }

        var data = Data(request);
        if (string.IsNullOrEmpty(request.Text("appId")) || data.Count == 0 || DataDepartures(request).Concat(SendTimeDepartures(request)).Any())
        {
            return state.Envelopes.Refusal(400, "appId, data and sendDateTime are not as required", "badRequest");
        }

        if (!string.Equals(request.Text("appId"), state.Options.AppId, StringComparison.OrdinalIgnoreCase))
        {
            return state.Envelopes.Refusal(406, "appId does not belong to the consumer", "wrongAppId");
        }

        if (data.Select(d => state.Entries.LatestOf(Text(d, "userId"))).FirstOrDefault(e => e is not null) is { } concerned && Misconduct.OfPush(concerned.Entry.Conduct, state.Envelopes) is { } misconduct)
        {
            return misconduct;
        }

        var subscribed = data.Where(d => state.Entries.LatestOf(Text(d, "userId"))?.Citizen.Notification == true);
        return state.Envelopes.Success(new JsonArray([.. subscribed.Select(_ => JsonValue.Create(Guid.NewGuid().ToString()))]));
    }

    private static IEnumerable<string> DataDepartures(GatewayRequest request)
    {
        if (request.Json is null)
        {
            yield break;
        }

        var data = Data(request);
        if (data.Count == 0)
        {
            yield return "The member data is no array of {message, userId}.";
        }

        foreach (var item in data)
        {
            foreach (var name in DataMembers.Where(n => string.IsNullOrEmpty(Text(item, n))))
            {
                yield return $"An item of data has no member {name} with a text.";
            }

            foreach (var member in NamesOf(item).Where(n => !DataMembers.Contains(n, StringComparer.Ordinal)))
            {
                yield return $"An item of data has a member {member} that is not documented.";
            }
        }
    }

    private static IEnumerable<string> SendTimeDepartures(GatewayRequest request)
    {
        if (request.Json is not { } json)
        {
            yield break;
        }

        if (!json.TryGetProperty("sendDateTime", out var time))
        {
            yield return "The body has no member sendDateTime (null sends at once).";
        }
        else if (time.ValueKind != JsonValueKind.Null && !IsSendTime(time.ValueKind == JsonValueKind.String ? time.GetString() : null))
        {
            yield return "The member sendDateTime is neither null nor yyyy-MM-ddTHH:mm:00+07:00 in CE years.";
        }
    }

    // A Buddhist-era year parses as well, five centuries ahead: years from 2400 on are taken for one.
    private static bool IsSendTime(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:00'+07:00'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year < 2400;

    private static List<JsonElement> Data(GatewayRequest request) =>
        request.Json is { } json && json.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array ? [.. data.EnumerateArray()] : [];

    private static IEnumerable<string> NamesOf(JsonElement item) => item.ValueKind == JsonValueKind.Object ? item.EnumerateObject().Select(p => p.Name) : [];

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
