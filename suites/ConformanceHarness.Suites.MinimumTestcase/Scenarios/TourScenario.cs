using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>A citizen enters, opens each declared sub-service and goes back; then taps what asks for a window of its own.</summary>
internal sealed class TourScenario : Scenario
{
    public override string Name => "tour";

    public override LocalText Title => new("เปิดงานบริการย่อยแล้วย้อนกลับ", "Sub-services opened and gone back from");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyCitizen;

    public override int Entries(ServiceProfile service) => 1;

    public override bool FollowsServiceFile => true;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        var citizen = scene.Citizen("first", PersonaKind.Ordinary);
        var shown = Awaited.Text(citizen.FirstName, citizen.LastName);
        var entry = await scene.MintAsync(Steps.Enter, citizen, cancellationToken);
        await scene.EnterAsync(session, Steps.Enter, entry.AppId, entry.MToken, shown, cancellationToken);
        var landing = await session.SnapshotAsync(Steps.Enter, SnapshotParts.Storage, cancellationToken);

        foreach (var subService in scene.Service.SubServices)
        {
            if (!await WayIn.OpenAsync(scene, session, subService, Steps.Open + subService.Id, new Awaited(), cancellationToken))
            {
                await session.SnapshotAsync("lost:" + subService.Id, SnapshotParts.Screenshot, cancellationToken);
                continue;
            }

            await session.SnapshotAsync(Steps.Open + subService.Id, SnapshotParts.Screenshot | SnapshotParts.Storage | Closely(scene), cancellationToken);
            // From the first page of several the previous one need not show the citizen.
            await session.BackAsync(Steps.Back + subService.Id, (subService.WayIn.Count > 1 ? new Awaited() : shown) with { Limit = TimeSpan.FromSeconds(10) }, cancellationToken);
            var after = await session.SnapshotAsync(Steps.Back + subService.Id, SnapshotParts.Storage, cancellationToken);
            if (subService.WayIn.Count > 1 || !after.Text.Contains(subService.Name.Th, StringComparison.Ordinal) || after.Url == "about:blank")
            {
                // Either the way has pages between, or going back went wrong, which the checks see. The tour goes on from the landing page.
                await session.OpenAsync("again", scene.Target.LandingUrl, shown with { Limit = TimeSpan.FromSeconds(10) }, cancellationToken);
            }
        }

        foreach (var action in landing.Actions.Where(a => a.NewWindow && a.Enabled && a.Name.Length > 0).DistinctBy(a => a.Name).Take(3))
        {
            await session.TapAsync(Steps.Tap + action.Name, action.Name, new Awaited { Limit = TimeSpan.FromSeconds(5) }, cancellationToken);
        }
    }

    /// <summary>A keyboard on the screen is a phone's.</summary>
    private static SnapshotParts Closely(Scene scene) =>
        SnapshotParts.Audit | SnapshotParts.Targets | SnapshotParts.TextZoom | (scene.Channel == Channel.App ? SnapshotParts.Keyboard : SnapshotParts.None);
}
