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

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyEntering;

    public override int Entries(ServiceProfile service) => 1;

    public override bool FollowsServiceFile => true;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        var citizen = scene.Citizen("first", PersonaKind.Ordinary);
        var shown = Awaited.Text(citizen.FirstName, citizen.LastName);
        var entry = await scene.MintAsync(Steps.Enter, citizen, cancellationToken);
        await scene.EnterAsync(session, Steps.Enter, entry, shown, cancellationToken);
        var landing = await session.SnapshotAsync(Steps.Enter, SnapshotParts.Storage, cancellationToken);

        foreach (var subService in scene.Service.SubServices)
        {
            if (!await WayIn.OpenAsync(scene, session, citizen, subService, Steps.Open + subService.Id, new Awaited(), cancellationToken))
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
                // On a device a page that is gone is entered anew: no address bar leads back to it.
                if (scene.OnDevice && after.Url is ("" or "about:blank"))
                {
                    await scene.EnterAsync(session, "again", entry.AppId, entry.MToken, shown, cancellationToken);
                    continue;
                }

                await LandingAgain.OpenAsync(scene, session, "again", citizen, cancellationToken);
            }
        }

        await Replays.WithoutSessionAsync(scene, session, e => e.Method == "GET" && e.Step.StartsWith(Steps.Open, StringComparison.Ordinal), cancellationToken);
        foreach (var action in NewWindows(landing).Take(3))
        {
            await session.TapAsync(Steps.Tap + action.Name, action.Name, Briefly, cancellationToken);
        }

        // On the sub-services' pages, too: each is opened anew, because what such a link does to the page is not known.
        var tried = NewWindows(landing).Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var subService in scene.Service.SubServices)
        {
            var page = scene.Recorder.Snapshots.LastOrDefault(s => s.Step == Steps.Open + subService.Id);
            if (page is not null && NewWindows(page).FirstOrDefault(a => tried.Add(a.Name)) is { } action)
            {
                await LandingAgain.OpenAsync(scene, session, "again", citizen, cancellationToken);
                if (await WayIn.OpenAsync(scene, session, citizen, subService, Steps.Tap + subService.Id, Briefly, cancellationToken))
                {
                    await session.TapAsync(Steps.Tap + action.Name, action.Name, Briefly, cancellationToken);
                }
            }
        }
    }

    private static Awaited Briefly { get; } = new() { Limit = TimeSpan.FromSeconds(5) };

    private static IEnumerable<Core.Evidence.PageAction> NewWindows(Core.Evidence.Snapshot page) => page.Actions.Where(a => a.NewWindow && a.Enabled && a.Name.Length > 0).DistinctBy(a => a.Name);

    /// <summary>A keyboard on the screen is a phone's.</summary>
    private static SnapshotParts Closely(Scene scene) =>
        SnapshotParts.Audit | SnapshotParts.Targets | SnapshotParts.TextZoom | (scene.Channel == Channel.App ? SnapshotParts.Keyboard : SnapshotParts.None);
}
