using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>Entries that must end in a worded error: one visit in a browser of its own for each way in which the gateway refuses.</summary>
internal sealed class RefusalScenario(string name, LocalText title, double seconds, bool exclusive, params IReadOnlyList<GatewayConduct> conducts) : Scenario
{
    public override string Name => name;

    public override LocalText Title => title;

    public override bool Exclusive => exclusive;

    public override TimeSpan Limit => TimeSpan.FromSeconds(60 + (conducts.Count * (seconds + 15)));

    public override Task ObserveAsync(Scene scene, CancellationToken cancellationToken) =>
        // Each in its own browser and all at once: what takes long here is waiting.
        Task.WhenAll(conducts.Select(async (conduct, index) =>
        {
            var step = JsonName(conduct);
            var citizen = scene.Citizen(step, PersonaKind.Ordinary);
            var entry = await scene.MintAsync(step, citizen, cancellationToken, conduct);
            await Refused.EnterAsync(scene, SessionName(index), step, entry.AppId, entry.MToken, seconds, cancellationToken);
        }));

    private static string JsonName(GatewayConduct conduct) => char.ToLowerInvariant(conduct.ToString()[0]) + conduct.ToString()[1..];

    private static string SessionName(int index) => ((char)('a' + index)).ToString();
}

/// <summary>An mToken whose two minutes are over.</summary>
internal sealed class ExpiredScenario : Scenario
{
    public override string Name => "expired";

    public override LocalText Title => new("mToken หมดอายุ", "An expired mToken");

    /// <summary>Where the real gateway keeps the clock, two minutes really pass.</summary>
    public override TimeSpan Limit => TimeSpan.FromSeconds(210);

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var entry = await scene.MintAsync(Name, scene.Citizen("first", PersonaKind.Ordinary), cancellationToken);
        await scene.Platform.ExpireAsync(entry, cancellationToken);
        await Refused.EnterAsync(scene, "a", Name, entry.AppId, entry.MToken, 15, cancellationToken);
    }
}

/// <summary>An mToken that the platform never issued.</summary>
internal sealed class UnknownScenario : Scenario
{
    public override string Name => "unknown";

    public override LocalText Title => new("mToken ที่แพลตฟอร์มไม่เคยออก", "An mToken the platform never issued");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyLogin;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var invented = Guid.NewGuid().ToString();
        scene.Note(Name, null, scene.Service.AppId, invented, Name);
        await Refused.EnterAsync(scene, "a", Name, scene.Service.AppId, invented, 15, cancellationToken);
    }
}

/// <summary>A pair of another app, and the service's own mToken with another app's id.</summary>
internal sealed class ForeignAppScenario : Scenario
{
    public override string Name => "foreign-app";

    public override LocalText Title => new("appId ของแอปอื่น", "Another app's appId");

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var first = scene.Citizen("foreignPair", PersonaKind.Ordinary);
        var foreign = await scene.Platform.MintForForeignAppAsync(first, cancellationToken);
        scene.Note("foreignPair", first.Key, foreign.AppId, foreign.MToken, "foreignPair");
        await Refused.EnterAsync(scene, "a", "foreignPair", foreign.AppId, foreign.MToken, 15, cancellationToken);

        var second = scene.Citizen("ownToken", PersonaKind.Ordinary);
        var own = await scene.Platform.MintAsync(second, GatewayConduct.Proper, cancellationToken);
        scene.Note("ownToken", second.Key, foreign.AppId, own.MToken, "ownToken");
        await Refused.EnterAsync(scene, "b", "ownToken", foreign.AppId, own.MToken, 15, cancellationToken);
    }
}

internal static class Refused
{
    public static async Task EnterAsync(Scene scene, string sessionName, string step, string appId, string mToken, double seconds, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync(sessionName, cancellationToken);
        await scene.EnterAsync(session, step, appId, mToken, Awaited.Ending(seconds), cancellationToken);
        await session.SnapshotAsync(step, SnapshotParts.Screenshot, cancellationToken);
    }
}
