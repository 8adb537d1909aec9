using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>A citizen enters where the network is slow: 400 kbit/s, 400 ms.</summary>
internal sealed class SlowNetworkScenario : Scenario
{
    public override string Name => "slow-network";

    public override LocalText Title => new("เข้าใช้งานบนเครือข่ายช้า", "Entering on a slow network");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyCitizen;

    public override int Entries(ServiceProfile service) => 1;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var citizen = scene.Citizen("first", PersonaKind.Ordinary);
        var session = await scene.SessionAsync("a", cancellationToken);
        await session.SetConditionsAsync(new NetworkConditions { KilobitsPerSecond = 400, LatencyMilliseconds = 400 });
        var entry = await scene.MintAsync(Steps.Slow, citizen, cancellationToken);
        // Longer than the case allows, so that a late page is told from one that never comes.
        await scene.EnterAsync(session, Steps.Slow, entry.AppId, entry.MToken, Awaited.Text(citizen.FirstName, citizen.LastName) with { Limit = TimeSpan.FromSeconds(45) }, cancellationToken);
        await session.SetConditionsAsync(NetworkConditions.Ordinary);
        await session.SnapshotAsync(Steps.Slow, SnapshotParts.Screenshot, cancellationToken);
    }
}
