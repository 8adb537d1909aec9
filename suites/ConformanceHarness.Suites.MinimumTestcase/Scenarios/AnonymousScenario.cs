using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>Opens the Landing URL without parameters, then enters in the same browser, so that both sides of a login are seen.</summary>
internal sealed class AnonymousScenario : Scenario
{
    public override string Name => "anonymous";

    public override LocalText Title => new("เปิดบริการโดยไม่มีพารามิเตอร์ แล้วเข้าใช้งานในเบราว์เซอร์เดียวกัน", "Opened without parameters, then entered in the same browser");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyCitizen;

    public override int Entries(ServiceProfile service) => 1;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        await session.HandOverAsync("", "");
        await session.OpenAsync(Steps.Anonymous, scene.Target.LandingUrl, Awaited.Ending(), cancellationToken);
        await session.SnapshotAsync(Steps.Anonymous, SnapshotParts.Screenshot | SnapshotParts.Storage | SnapshotParts.Audit | SnapshotParts.Targets, cancellationToken);
        var before = await session.CookiesAsync();

        var citizen = scene.Citizen("first", PersonaKind.Ordinary);
        var entry = await scene.MintAsync(Steps.Enter, citizen, cancellationToken);
        await scene.EnterAsync(session, Steps.Enter, entry.AppId, entry.MToken, Awaited.Text(citizen.FirstName, citizen.LastName), cancellationToken);
        await session.SnapshotAsync(Steps.Enter, SnapshotParts.Storage, cancellationToken);

        await session.ReloadAsync(Steps.Reload, Awaited.Text(citizen.FirstName, citizen.LastName), cancellationToken);
        await session.SnapshotAsync(Steps.Reload, SnapshotParts.None, cancellationToken);
        await Replays.WithCookiesFromBeforeAsync(scene, session, Steps.Enter, before, cancellationToken);
        await Replays.WithCookiesFromBeforeAsync(scene, session, Steps.Reload, before, cancellationToken);
    }
}
