using System.Text.Json.Nodes;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Step 3: exchanges an mToken for the citizen's data, once, within its two minutes.</summary>
internal sealed class DeprocOperation(GatewayState state) : IGatewayOperation
{
    private static readonly string[] Members = ["AppId", "appId", "MToken", "mToken"];

    public string Name => "deproc";

    public string Method => "POST";

    public IReadOnlyList<string> Paths { get; } = state.PathsOf("/v1/core/shield/data/deproc");

    public IEnumerable<string> Departures(GatewayRequest request) =>
    [
        .. DocumentedCall.KeyDepartures(state, request),
        .. DocumentedCall.TokenDepartures(state, request),
        .. DocumentedCall.BodyDepartures(request, Members),
        .. DocumentedCall.MissingText(request, "AppId", "appId"),
        .. DocumentedCall.MissingText(request, "MToken", "mToken"),
    ];

    public GatewayReply Answer(GatewayRequest request)
    {
        var mToken = request.Text("MToken", "mToken");
        return Decide(request, mToken) with { MToken = mToken, Token = request.Token };
    }

    private GatewayReply Decide(GatewayRequest request, string? mToken)
    {
        var envelopes = state.Envelopes;
        var appId = request.Text("AppId", "appId");
        if (DocumentedCall.Refuse(state, request) is { } refusal)
        {
            return refusal;
        }

        if (string.IsNullOrEmpty(appId) || string.IsNullOrEmpty(mToken))
        {
            return envelopes.Refusal(400, "AppId and MToken are required", "badRequest");
        }

        if (state.Entries.Find(mToken) is not { } entry)
        {
            return envelopes.Refusal(404, "mToken not found", "unknownMToken");
        }

        if (Misconduct.Of(entry.Entry.Conduct, envelopes, entry.Citizen) is { } misconduct)
        {
            return misconduct;
        }

        // Before the single use: a call for another app must not use up the citizen's entry.
        if (!string.Equals(entry.Entry.AppId, appId, StringComparison.OrdinalIgnoreCase))
        {
            return envelopes.Refusal(406, "mToken does not belong to AppId", "wrongAppId");
        }

        if (state.Entries.IsExpired(entry))
        {
            return envelopes.Refusal(410, "mToken has expired", "expiredMToken");
        }

        return entry.TryUse() ? envelopes.Success(Data(entry.Citizen)) : envelopes.Refusal(409, "mToken has been used", "usedMToken");
    }

    internal static JsonObject Data(Citizen citizen)
    {
        var data = new JsonObject
        {
            ["userId"] = citizen.UserId,
            ["citizenId"] = citizen.CitizenId,
            ["firstName"] = citizen.FirstName,
            ["lastName"] = citizen.LastName,
            ["dateOfBirthString"] = citizen.DateOfBirth,
        };
        AddUnlessEmpty(data, "mobile", citizen.Mobile);
        AddUnlessEmpty(data, "email", citizen.Email);
        data["notification"] = citizen.Notification;
        return data;
    }

    // null is sent as null, an empty text leaves the member out: the platform does both.
    private static void AddUnlessEmpty(JsonObject data, string name, string? value)
    {
        if (value is not "")
        {
            data[name] = value;
        }
    }
}
