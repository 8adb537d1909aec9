using System.Text.Json;
using System.Text.Json.Nodes;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Step 2: a developer mints test data by hand. UAT only.</summary>
internal sealed class MintOperation(GatewayState state) : IGatewayOperation
{
    private static readonly string[] Members = ["AppId", "CitizenId", "FirstName", "LastName", "DateOfBirthString", "Mobile", "Email", "Notification"];

    public string Name => "mock";

    public string Method => "POST";

    public IReadOnlyList<string> Paths { get; } = state.Options.EnvironmentSegment is "" or "prod" ? [] : state.PathsOf("/v1/core/shield/data/mock");

    public IEnumerable<string> Departures(GatewayRequest request) =>
    [
        .. DocumentedCall.KeyDepartures(state, request),
        .. DocumentedCall.TokenDepartures(state, request),
        .. DocumentedCall.BodyDepartures(request, Members),
        .. DocumentedCall.MissingText(request, "AppId"),
        .. DocumentedCall.MissingText(request, "CitizenId"),
    ];

    public GatewayReply Answer(GatewayRequest request) => Mint(request) with { Token = request.Token };

    private GatewayReply Mint(GatewayRequest request)
    {
        if (DocumentedCall.Refuse(state, request) is { } refusal)
        {
            return refusal;
        }

        var appId = request.Text("AppId");
        var citizenId = request.Text("CitizenId");
        if (string.IsNullOrEmpty(appId) || string.IsNullOrEmpty(citizenId))
        {
            return state.Envelopes.Refusal(400, "AppId and CitizenId are required", "badRequest");
        }

        var entry = state.Entries.Mint(appId, CitizenOf(request, citizenId), GatewayConduct.Proper);
        // messageCode 0, as the guide's sample has it.
        return state.Envelopes.Success(new JsonObject { ["appId"] = entry.AppId, ["mToken"] = entry.MToken }, messageCode: 0) with { MToken = entry.MToken };
    }

    private static Citizen CitizenOf(GatewayRequest request, string citizenId) => new()
    {
        Key = "minted",
        Kind = "minted",
        UserId = Guid.NewGuid().ToString(),
        CitizenId = citizenId,
        FirstName = request.Text("FirstName") ?? "",
        LastName = request.Text("LastName") ?? "",
        DateOfBirth = request.Text("DateOfBirthString"),
        Mobile = Optional(request, "Mobile"),
        Email = Optional(request, "Email"),
        Notification = request.Json is not { } json || !json.TryGetProperty("Notification", out var value) || value.ValueKind != JsonValueKind.False,
    };

    private static string? Optional(GatewayRequest request, string name) =>
        request.Json is { } json && json.TryGetProperty(name, out _) ? request.Text(name) : "";
}
