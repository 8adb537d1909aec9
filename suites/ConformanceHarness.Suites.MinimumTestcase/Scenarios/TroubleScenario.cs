using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;
using ConformanceHarness.Suites.MinimumTestcase.Checks;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>
/// A citizen who is logged in opens a sub-service while network or server are gone; then these come back, and the citizen tries again by
/// what the page offers, else by going back and opening it anew. A sub-service that needs nothing from the server shows nothing: then the next one.
/// </summary>
/// <param name="trouble">the conditions, made from a rule that tells the service's own addresses</param>
/// <param name="reload">where no sub-service asks for anything that is lost: whether loading the landing page anew under these conditions says something of the service</param>
internal sealed partial class TroubleScenario(string name, LocalText title, Func<Func<string, bool>, NetworkConditions> trouble, bool reload = false) : Scenario
{
    private static readonly Awaited Soon = new() { Limit = TimeSpan.FromSeconds(10) };

    public override string Name => name;

    public override LocalText Title => title;

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyCitizen;

    public override int Entries(ServiceProfile service) => 1;

    public override bool FollowsServiceFile => true;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var citizen = scene.Citizen("first", PersonaKind.Ordinary);
        var session = await scene.SessionAsync("a", cancellationToken);
        var entry = await scene.MintAsync(Steps.Enter, citizen, cancellationToken);
        await scene.EnterAsync(session, Steps.Enter, entry, Awaited.Text(citizen.FirstName, citizen.LastName), cancellationToken);
        var landing = await session.SnapshotAsync(Steps.Enter, SnapshotParts.None, cancellationToken);
        bool OfService(string address) => FirstParty.Is(address, scene.Target.LandingUrl, scene.Service.Hosts);
        foreach (var subService in scene.Service.SubServices.Take(3))
        {
            var step = Steps.Trouble + subService.Id;
            var opened = await WayIn.OpenAsync(scene, session, citizen, subService, step, Awaited.Ending(12), cancellationToken, () => session.SetConditionsAsync(trouble(OfService)));
            var met = await session.SnapshotAsync(step, SnapshotParts.Screenshot, cancellationToken);
            await session.SetConditionsAsync(NetworkConditions.Ordinary);
            if (opened && (scene.Recorder.Exchanges.Any(e => e.Step == step && NeedsServer(e) && OfService(e.Url)) || TroubleWording.Told(landing.Text, met).Any()))
            {
                // What made no difference (a counter, a probe of the connection) says nothing of what the next one needs.
                var after = await RecoverAsync(scene, session, citizen, subService, landing, met, cancellationToken);
                if (TroubleWording.Told(landing.Text, met).Any() || met.Loading is not null || !Trouble.Same(met, after))
                {
                    return;
                }
            }

            await WayIn.ReturnAsync(scene, session, citizen, subService, Soon, cancellationToken);
        }

        if (reload)
        {
            await ReloadAsync(scene, session, landing, trouble(OfService), cancellationToken);
        }
    }

    /// <summary>A control that says "again".</summary>
    [GeneratedRegex(@"ลองใหม่|ลองอีก|อีกครั้ง|ลองโหลด|ลองเชื่อมต่อ|(?<!ดาวน์)โหลด(?:หน้า|ข้อมูล)?ใหม่|โหลดซ้ำ|รีเฟรช|รีโหลด|เชื่อมต่อใหม่|ทำรายการใหม่|\b(?:retry|try again|again|reload|refresh|reconnect)\b", RegexOptions.IgnoreCase)]
    public static partial Regex Again();

    /// <summary>A request that was lost or refused and that a page can't do without.</summary>
    public static bool NeedsServer(Exchange exchange) =>
        (exchange.Failure is not null || exchange.Status >= 500) && exchange.Failure is not "net::ERR_ABORTED" && exchange.Kind is not ("image" or "font" or "ping" or "media" or "other");

    private static async Task ReloadAsync(Scene scene, ISession session, Snapshot landing, NetworkConditions trouble, CancellationToken cancellationToken)
    {
        const string Step = Steps.Trouble + Steps.LandingAgain;
        await session.SetConditionsAsync(trouble);
        await session.ReloadAsync(Step, Awaited.Ending(12), cancellationToken);
        var met = await session.SnapshotAsync(Step, SnapshotParts.Screenshot, cancellationToken);
        await session.SetConditionsAsync(NetworkConditions.Ordinary);
        if (!scene.Recorder.Exchanges.Any(e => e.Step == Step && NeedsServer(e)) && !TroubleWording.Told(landing.Text, met).Any())
        {
            return;
        }

        if (met.Actions.FirstOrDefault(a => a.Enabled && Again().IsMatch(a.Name)) is { } again)
        {
            await session.TapAsync(Steps.Retry + Steps.LandingAgain, again.Name, Soon, cancellationToken);
            await session.SnapshotAsync(Steps.Retry + Steps.LandingAgain, SnapshotParts.Screenshot, cancellationToken);
        }
    }

    /// <returns>how the page looks afterwards</returns>
    private static async Task<Snapshot> RecoverAsync(Scene scene, ISession session, Citizen citizen, SubService subService, Snapshot landing, Snapshot met, CancellationToken cancellationToken)
    {
        // What the page offers: "again", or the very link, if it is still there.
        var offered = met.Actions.FirstOrDefault(a => a.Enabled && Again().IsMatch(a.Name))?.Name ?? met.Actions.FirstOrDefault(a => a.Enabled && a.Name.Contains(subService.WayIn[^1].Target.Name ?? subService.Name.Th, StringComparison.Ordinal))?.Name;
        if (offered is not null)
        {
            await session.TapAsync(Steps.Retry + subService.Id, offered, Soon, cancellationToken);
            var after = await session.SnapshotAsync(Steps.Retry + subService.Id, SnapshotParts.Screenshot, cancellationToken);
            if (after.Loading is null && !TroubleWording.Lines(after.Text).Except(TroubleWording.Lines(landing.Text)).Any())
            {
                return after;
            }
        }

        await WayIn.ReturnAsync(scene, session, citizen, subService, Soon, cancellationToken);
        await WayIn.OpenAsync(scene, session, citizen, subService, Steps.GoOn + subService.Id, Soon, cancellationToken);
        return await session.SnapshotAsync(Steps.GoOn + subService.Id, SnapshotParts.Screenshot, cancellationToken);
    }
}
