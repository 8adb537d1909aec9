using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>
/// The ways of other scenarios once more, in the other engine: a citizen enters, reloads, opens every sub-service and makes the declared
/// requests. Its steps are called as theirs, so that what is seen can be compared.
/// </summary>
internal sealed class OtherEngineScenario : Scenario
{
    public override string Name => "other-engine";

    public override LocalText Title => new("ประชาชนใช้บริการในเอนจินอีกตัวหนึ่ง (WebKit หรือ Chromium)", "A citizen uses the service in the other engine (WebKit or Chromium)");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyMinting;

    public override bool OtherEngine => true;

    public override bool FollowsServiceFile => true;

    public override TimeSpan Limit => TimeSpan.FromSeconds(240);

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        var citizen = scene.Citizen("first", PersonaKind.Ordinary);
        var shown = Awaited.Text(citizen.FirstName, citizen.LastName);
        var entry = await scene.MintAsync(Steps.Enter, citizen, cancellationToken);
        var entered = await scene.EnterAsync(session, Steps.Enter, entry.AppId, entry.MToken, shown, cancellationToken);
        await session.SnapshotAsync(Steps.Enter, SnapshotParts.Screenshot, cancellationToken);
        await session.ReloadAsync(Steps.Reload, shown, cancellationToken);
        await session.SnapshotAsync(Steps.Reload, SnapshotParts.None, cancellationToken);
        if (entered.SettledMs is null)
        {
            return;
        }

        // Sub-services with a journey are opened on its way; the others here.
        foreach (var subService in scene.Service.SubServices.Where(s => s.Journey.Count == 0))
        {
            if (await WayIn.OpenAsync(scene, session, citizen, subService, Steps.Open + subService.Id, new Awaited(), cancellationToken))
            {
                await session.SnapshotAsync(Steps.Open + subService.Id, SnapshotParts.Screenshot, cancellationToken);
            }

            await LandingAgain.OpenAsync(scene, session, "again", citizen, cancellationToken);
        }

        var walk = new JourneyWalk(scene, session, citizen);
        foreach (var subService in scene.Service.SubServices.Where(s => s.Journey.Count > 0))
        {
            // Whether the platform is asked to notify is not this scenario's question: it does not wait for it.
            if (await walk.ToLandingAsync(Steps.Complete, subService, cancellationToken) && await walk.InAsync(Steps.Complete, subService, cancellationToken))
            {
                await walk.WalkAsync(Steps.Complete, subService, 0, subService.Journey.Count, cancellationToken);
                await walk.EndAsync(Steps.Complete, subService, cancellationToken);
            }
        }
    }
}
