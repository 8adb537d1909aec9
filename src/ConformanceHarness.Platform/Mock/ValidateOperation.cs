using System.Text.Json.Nodes;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Step 1: issues an access token. Its answer has a shape of its own: <c>{"Result":"…"}</c>.</summary>
internal sealed class ValidateOperation(GatewayState state) : IGatewayOperation
{
    public string Name => "validate";

    public string Method => "GET";

    public IReadOnlyList<string> Paths { get; } = ["/ws/auth/validate"];

    public IEnumerable<string> Departures(GatewayRequest request)
    {
        foreach (var departure in DocumentedCall.KeyDepartures(state, request))
        {
            yield return departure;
        }

        if (string.IsNullOrEmpty(request.Query("ConsumerSecret")))
        {
            yield return "The query has no ConsumerSecret.";
        }
        else if (request.Query("ConsumerSecret") != state.Options.ConsumerSecret)
        {
            yield return "The ConsumerSecret is not this service's.";
        }

        if (string.IsNullOrEmpty(request.Query("AgentID")))
        {
            yield return "The query has no AgentID.";
        }
    }

    public GatewayReply Answer(GatewayRequest request)
    {
        var mToken = state.Entries.Find(request.Query("AgentID"))?.Entry.MToken;
        if (request.ConsumerKey != state.Options.ConsumerKey || request.Query("ConsumerSecret") != state.Options.ConsumerSecret)
        {
            return Envelopes.FrontDoor(401, "consumer key or secret is not valid", "badCredentials") with { MToken = mToken };
        }

        if (string.IsNullOrEmpty(request.Query("AgentID")))
        {
            return Envelopes.FrontDoor(400, "AgentID is required", "badRequest");
        }

        var token = state.IssueToken();
        return new()
        {
            Status = 200,
            Body = Envelopes.ToJson(new JsonObject { ["Result"] = token }),
            Conduct = "proper",
            Token = token,
            MToken = mToken,
        };
    }
}
