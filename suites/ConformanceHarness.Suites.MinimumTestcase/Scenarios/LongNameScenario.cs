using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>A citizen with very long names enters and opens the sub-services.</summary>
internal sealed class LongNameScenario : Scenario
{
    public override string Name => "long-name";

    public override LocalText Title => new("ประชาชนที่มีชื่อยาวมากเข้าใช้งาน", "A citizen with very long names enters");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyMinting;

    public override bool FollowsServiceFile => true;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var citizen = scene.Citizen("first", PersonaKind.LongName);
        // A name that is cut off never shows whole: what is there once settled is what counts.
        var shown = Awaited.Text(citizen.FirstName, citizen.LastName) with { Limit = TimeSpan.FromSeconds(12) };
        var soon = new Awaited { Limit = TimeSpan.FromSeconds(8) };
        var session = await scene.SessionAsync("a", cancellationToken);
        var entry = await scene.MintAsync(Steps.Enter, citizen, cancellationToken);
        await scene.EnterAsync(session, Steps.Enter, entry, shown, cancellationToken);
        await session.SnapshotAsync(Steps.Enter, SnapshotParts.Screenshot | SnapshotParts.Widths | SnapshotParts.Layout, cancellationToken);

        foreach (var subService in scene.Service.SubServices.Take(3))
        {
            if (await WayIn.OpenAsync(scene, session, citizen, subService, Steps.Open + subService.Id, soon, cancellationToken))
            {
                await session.SnapshotAsync(Steps.Open + subService.Id, SnapshotParts.Screenshot | SnapshotParts.Layout, cancellationToken);
            }

            await WayIn.ReturnAsync(scene, session, citizen, subService, soon, cancellationToken);
        }
    }
}
