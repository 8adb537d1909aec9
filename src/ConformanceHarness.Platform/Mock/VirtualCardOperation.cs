using System.Globalization;
using System.Text.Json.Nodes;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Step 5: makes the code of a virtual card.</summary>
internal sealed class VirtualCardOperation(GatewayState state) : IGatewayOperation
{
    private static readonly string[] Members = ["appId", "userId", "docName", "fullName"];

    public string Name => "vc";

    public string Method => "POST";

    public IReadOnlyList<string> Paths { get; } = state.PathsOf("/v4/core/qr/generate/vc");

    public IEnumerable<string> Departures(GatewayRequest request) =>
    [
        .. DocumentedCall.KeyDepartures(state, request),
        .. DocumentedCall.TokenDepartures(state, request),
        .. DocumentedCall.BodyDepartures(request, Members),
        .. Members.SelectMany(m => DocumentedCall.MissingText(request, m)),
    ];

    public GatewayReply Answer(GatewayRequest request) => Make(request) with { Token = request.Token, UserId = request.Text("userId") };

    private GatewayReply Make(GatewayRequest request)
    {
        if (DocumentedCall.Refuse(state, request) is { } refusal)
        {
            return refusal;
        }

        if (Members.Any(m => string.IsNullOrEmpty(request.Text(m))))
        {
            return state.Envelopes.Refusal(400, "appId, userId, docName and fullName are required", "badRequest");
        }

        var expiry = state.Options.TimeProvider.GetUtcNow().AddMinutes(5).ToOffset(TimeSpan.FromHours(7));
        return state.Envelopes.Success(new JsonObject
        {
            ["qrText"] = Guid.NewGuid().ToString("N"),
            ["expiryDate"] = expiry.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        });
    }
}
