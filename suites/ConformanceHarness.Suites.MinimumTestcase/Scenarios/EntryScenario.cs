using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>
/// A citizen whom the service has never met enters, reloads, and enters again with a new mToken in the same browser. The full form also
/// opens the same entry address in a second browser, repeats requests from a foreign origin, and measures widths.
/// </summary>
internal sealed class EntryScenario(string name, LocalText title, PersonaKind kind, bool full) : Scenario
{
    public override string Name => name;

    public override LocalText Title => title;

    public override IReadOnlySet<LoginMode> Logins => kind == PersonaKind.SparseYearOnlyBirth ? AnyMinting : AnyCitizen;

    public override int Entries(ServiceProfile service) => 2;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var citizen = scene.Citizen("first", kind);
        var shown = Awaited.Text(citizen.FirstName, citizen.LastName);
        var session = await scene.SessionAsync("a", cancellationToken);

        var entry = await scene.MintAsync(Steps.Enter, citizen, cancellationToken);
        await scene.EnterAsync(session, Steps.Enter, entry.AppId, entry.MToken, shown, cancellationToken);
        await session.SnapshotAsync(Steps.Enter, SnapshotParts.Screenshot | SnapshotParts.Storage | (full ? SnapshotParts.Audit : SnapshotParts.None), cancellationToken);

        await session.ReloadAsync(Steps.Reload, shown, cancellationToken);
        await session.SnapshotAsync(Steps.Reload, SnapshotParts.Storage, cancellationToken);

        if (full)
        {
            var other = await scene.SessionAsync("b", cancellationToken);
            await scene.EnterAsync(other, Steps.SecondBrowser, entry.AppId, entry.MToken, Awaited.Ending(12), cancellationToken);
            await other.SnapshotAsync(Steps.SecondBrowser, SnapshotParts.Screenshot, cancellationToken);
        }

        await Replays.WithoutSessionAsync(scene, session, [Steps.Enter, Steps.Reload], cancellationToken);
        if (full)
        {
            await Replays.FromForeignOriginsAsync(scene, session, cancellationToken);
        }

        var again = await scene.MintAsync(Steps.Return, citizen, cancellationToken);
        await scene.EnterAsync(session, Steps.Return, again.AppId, again.MToken, shown, cancellationToken);
        await session.SnapshotAsync(Steps.Return, SnapshotParts.Screenshot | SnapshotParts.Storage | (full ? SnapshotParts.Widths | SnapshotParts.Audit | SnapshotParts.Targets : SnapshotParts.None), cancellationToken);
        await session.ReloadAsync(Steps.ReturnReload, shown, cancellationToken);
        await session.SnapshotAsync(Steps.ReturnReload, full ? SnapshotParts.TextZoom : SnapshotParts.None, cancellationToken);
        await Replays.WithoutSessionAsync(scene, session, [Steps.Return], cancellationToken);
    }
}
