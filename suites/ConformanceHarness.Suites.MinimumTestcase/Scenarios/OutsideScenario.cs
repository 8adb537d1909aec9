using ConformanceHarness.Core;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>
/// What can be seen of the service without a citizen: its Landing URL opened without parameters, three times in browsers of their own, so
/// that figures have a median. Only where nobody logs in, or only on a device, whose webview shows less; elsewhere other scenarios show all of this.
/// </summary>
internal sealed class OutsideScenario : Scenario
{
    public override string Name => "outside";

    public override LocalText Title => new("เปิดบริการจากภายนอกโดยไม่เข้าสู่ระบบ", "Looked at from outside, without a login");

    public override IReadOnlySet<LoginMode> Logins { get; } = new HashSet<LoginMode> { LoginMode.None, LoginMode.Device };

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            var session = await scene.SessionAsync(name, cancellationToken);
            await session.HandOverAsync("", "");
            await session.OpenAsync(Steps.Anonymous, scene.Target.LandingUrl, Awaited.Ending(), cancellationToken);
            await session.SnapshotAsync(Steps.Anonymous, name == "a" ? SnapshotParts.Screenshot | SnapshotParts.Storage | SnapshotParts.Widths | SnapshotParts.Audit | SnapshotParts.Targets : SnapshotParts.None, cancellationToken);
            if (name == "a")
            {
                await Replays.FromForeignOriginsAsync(scene, session, cancellationToken);
            }
        }
    }
}
