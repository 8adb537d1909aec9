using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>A citizen makes one request in each sub-service, as its journey says, and looks at the list of requests.</summary>
internal sealed class JourneysScenario : Scenario
{
    public override string Name => "journeys";

    public override LocalText Title => new("ทำรายการในงานบริการย่อยจนเสร็จ", "A request is made in each sub-service");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyEntering;

    public override int Entries(ServiceProfile service) => service.SubServices.Any(s => s.Journey.Count > 0) ? 1 : 0;

    public override bool FollowsServiceFile => true;

    public override IReadOnlySet<Stage> Stages { get; } = new HashSet<Stage> { Stage.Uat };

    public override TimeSpan Limit => TimeSpan.FromSeconds(240);

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        var walk = new JourneyWalk(scene, session, scene.Citizen("first", PersonaKind.Ordinary));
        foreach (var service in scene.Service.SubServices.Where(s => s.Journey.Count > 0))
        {
            await Journeys.CompleteAsync(scene, walk, Steps.Complete, service, cancellationToken);
            await walk.ListAsync(Steps.Complete, Steps.List, service, cancellationToken);
        }

        // What a request leaves behind (its receipt, its details) belongs to its owner as well. Only what is read: nothing is submitted anew.
        await Replays.WithoutSessionAsync(scene, session, e => e.Method == "GET" && e.Step.StartsWith(Steps.Complete + ":", StringComparison.Ordinal), cancellationToken);
    }
}

/// <summary>What citizens also do with a form: send it empty, cancel at the confirmation, tap twice; and what an attacker does: name another citizen.</summary>
internal sealed class JourneyTrialsScenario : Scenario
{
    public override string Name => "journey-trials";

    public override LocalText Title => new("ส่งแบบฟอร์มว่าง ยกเลิก แตะซ้ำ และส่งในนามผู้อื่น", "Forms sent empty, cancelled, tapped twice, and sent for somebody else");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyMinting;

    public override bool FollowsServiceFile => true;

    public override IReadOnlySet<Stage> Stages { get; } = new HashSet<Stage> { Stage.Uat };

    public override TimeSpan Limit => TimeSpan.FromSeconds(300);

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        var citizen = scene.Citizen("first", PersonaKind.Ordinary);
        var other = scene.Citizen("second", PersonaKind.Ordinary);
        var walk = new JourneyWalk(scene, session, citizen);
        var otherWalk = new JourneyWalk(scene, await scene.SessionAsync("b", cancellationToken, light: true), other);
        foreach (var service in scene.Service.SubServices.Where(s => s.Journey.Count > 0))
        {
            await EmptyAsync(walk, service, cancellationToken);
            await CancelAsync(walk, service, cancellationToken);
            await TwiceAsync(scene, walk, service, cancellationToken);

            // The service must know the other citizen, or it would refuse the name and not the wrong.
            if (await otherWalk.ToLandingAsync(Steps.OtherCitizen, service, cancellationToken))
            {
                await Journeys.OtherCitizenAsync(scene, walk, otherWalk, citizen, other, service, cancellationToken);
            }
        }
    }

    private static async Task EmptyAsync(JourneyWalk walk, SubService service, CancellationToken cancellationToken)
    {
        const string Purpose = Steps.Empty;
        if (!await walk.ToLandingAsync(Purpose, service, cancellationToken) || !await walk.InAsync(Purpose, service, cancellationToken))
        {
            return;
        }

        // Up to the first press after a field: that one sends the form, or asks for the confirmation.
        var field = service.Journey.ToList().FindIndex(s => !s.Optional && s.Kind is StepKind.Fill or StepKind.Choose or StepKind.Attach);
        var press = field < 0 ? service.Submitting : service.Journey.ToList().FindIndex(field, s => s is { Optional: false, Kind: StepKind.Tap or StepKind.Confirm });
        if (press < 0)
        {
            return;
        }

        await walk.WalkAsync(Purpose, service, 0, press, cancellationToken, (_, step, act) => step.Kind is StepKind.Tap or StepKind.Open or StepKind.Confirm ? act : null);
        await walk.Session.SnapshotAsync(Steps.Of(Purpose, service.Id, Steps.Before), SnapshotParts.None, cancellationToken);
        await walk.WalkAsync(Purpose, service, press, press + 1, cancellationToken);
        await walk.EndAsync(Purpose, service, cancellationToken);
        await walk.ListAsync(Purpose, Steps.List, service, cancellationToken);
    }

    private static async Task CancelAsync(JourneyWalk walk, SubService service, CancellationToken cancellationToken)
    {
        const string Purpose = Steps.Cancel;
        var submitting = service.Submitting;
        if (submitting < 0 || !await walk.ToLandingAsync(Purpose, service, cancellationToken) || !await walk.InAsync(Purpose, service, cancellationToken)
            || !await walk.WalkAsync(Purpose, service, 0, submitting, cancellationToken))
        {
            return;
        }

        var step = Steps.Of(Purpose, service.Id, Steps.Cancelling);
        if (service.Journey[submitting].Kind == StepKind.Confirm && service.Cancel is { } cancel)
        {
            await walk.TakeAsync(step, new JourneyStep(StepKind.Tap, cancel), cancellationToken);
        }
        else if (service.Journey[submitting].Kind == StepKind.Tap)
        {
            // The only confirmation there can be is the browser's own: it is answered with no.
            walk.Session.AnswerDialogs(false);
            await walk.TakeAsync(step, service.Journey[submitting], cancellationToken);
            walk.Session.AnswerDialogs(true);
        }

        await walk.EndAsync(Purpose, service, cancellationToken);
        await walk.ListAsync(Purpose, Steps.List, service, cancellationToken);
    }

    private static async Task TwiceAsync(Scene scene, JourneyWalk walk, SubService service, CancellationToken cancellationToken)
    {
        const string Purpose = Steps.Twice;
        var submitting = service.Submitting;
        if (submitting < 0 || !await walk.ToLandingAsync(Purpose, service, cancellationToken) || !await walk.InAsync(Purpose, service, cancellationToken))
        {
            return;
        }

        var since = DateTimeOffset.UtcNow;
        await walk.WalkAsync(Purpose, service, 0, service.Journey.Count, cancellationToken, (i, _, act) => i == submitting ? act with { Kind = ActKind.DoubleTap } : act);
        await walk.EndAsync(Purpose, service, cancellationToken);
        await walk.AwaitPushAsync(since, cancellationToken);
        await walk.ListAsync(Purpose, Steps.List, service, cancellationToken);
    }
}

/// <summary>A request is completed while the platform can't or won't notify.</summary>
internal sealed class PushFailsScenario : Scenario
{
    public override string Name => "push-fails";

    public override LocalText Title => new("ทำรายการขณะส่งการแจ้งเตือนไม่ได้", "A request is made while notifications fail");

    public override bool FollowsServiceFile => true;

    public override IReadOnlySet<Stage> Stages { get; } = new HashSet<Stage> { Stage.Uat };

    public override TimeSpan Limit => TimeSpan.FromSeconds(240);

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        if (scene.Service.SubServices.FirstOrDefault(s => s.Journey.Count > 0) is not { } service)
        {
            return;
        }

        foreach (var (purpose, conduct) in new[] { (Steps.PushFails, GatewayConduct.PushHttp500), (Steps.PushEmpty, GatewayConduct.PushEmpty), (Steps.PushSilent, GatewayConduct.PushSilent) })
        {
            await using var session = await scene.SessionAsync(purpose, cancellationToken);
            await Journeys.CompleteAsync(scene, new JourneyWalk(scene, session, scene.Citizen(purpose, PersonaKind.Ordinary), conduct), purpose, service, cancellationToken);
        }
    }
}

/// <summary>Files that nobody asked for are attached.</summary>
internal sealed class AttachmentsScenario : Scenario
{
    // Larger than any limit of the platform's guide, and still quick on one machine.
    private const int LargeMegabytes = 30;

    public override string Name => "attachments";

    public override LocalText Title => new("แนบไฟล์ผิดชนิดและไฟล์ใหญ่เกินไป", "Files of a wrong type and size are attached");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyCitizen;

    public override int Entries(ServiceProfile service) => service.SubServices.Any(s => s.Journey.Any(step => step.Kind == StepKind.Attach)) ? 1 : 0;

    public override bool FollowsServiceFile => true;

    public override IReadOnlySet<Stage> Stages { get; } = new HashSet<Stage> { Stage.Uat };

    public override TimeSpan Limit => TimeSpan.FromSeconds(240);

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        var walk = new JourneyWalk(scene, session, scene.Citizen("first", PersonaKind.Ordinary));
        foreach (var service in scene.Service.SubServices.Where(s => s.Journey.Any(step => step.Kind == StepKind.Attach)))
        {
            foreach (var (purpose, file) in new[] { (Steps.WrongType, SampleFiles.Program), (Steps.TooLarge, SampleFiles.Large(LargeMegabytes)) })
            {
                if (await walk.ToLandingAsync(purpose, service, cancellationToken) && await walk.InAsync(purpose, service, cancellationToken))
                {
                    await walk.Session.SnapshotAsync(Steps.Of(purpose, service.Id, Steps.Before), SnapshotParts.None, cancellationToken);
                    var steps = service.Journey.Count;
                    await walk.WalkAsync(purpose, service, 0, steps, cancellationToken, (_, step, act) => step.Kind switch
                    {
                        StepKind.Attach => act with { File = file },
                        StepKind.Expect => null,
                        _ => act,
                    });
                    await walk.EndAsync(purpose, service, cancellationToken);
                }
            }
        }
    }
}

/// <summary>What the app does for the page: saving a file, scanning a code.</summary>
internal sealed class AppToolsScenario : Scenario
{
    public override string Name => "app-tools";

    public override LocalText Title => new("รับไฟล์และสแกนผ่านแอป", "Files and scanning through the app");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyCitizen;

    public override int Entries(ServiceProfile service) => service.SendFile.Count + service.ScanQrCode.Count > 0 ? 1 : 0;

    public override bool FollowsServiceFile => true;

    public override IReadOnlySet<Stage> Stages { get; } = new HashSet<Stage> { Stage.Uat };

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        var walk = new JourneyWalk(scene, session, scene.Citizen("first", PersonaKind.Ordinary));
        foreach (var (purpose, steps) in new[] { (Steps.SendFile, scene.Service.SendFile), (Steps.ScanQrCode, scene.Service.ScanQrCode) })
        {
            var service = new SubService("app", scene.Service.Name) { Open = steps };
            if (steps.Count > 0 && await walk.ToLandingAsync(purpose.TrimEnd(':'), service, cancellationToken))
            {
                await walk.InAsync(purpose.TrimEnd(':'), service, cancellationToken);
                await walk.EndAsync(purpose.TrimEnd(':'), service, cancellationToken);
            }
        }
    }
}

/// <summary>The first sub-service's journey with the keyboard alone.</summary>
internal sealed class KeyboardScenario : Scenario
{
    public override string Name => "keyboard";

    public override LocalText Title => new("ทำรายการด้วยแป้นพิมพ์อย่างเดียว", "A request is made with the keyboard alone");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyCitizen;

    public override int Entries(ServiceProfile service) => service.SubServices.Any(s => s.Journey.Count > 0) ? 1 : 0;

    public override bool FollowsServiceFile => true;

    public override IReadOnlySet<Stage> Stages { get; } = new HashSet<Stage> { Stage.Uat };

    public override TimeSpan Limit => TimeSpan.FromSeconds(240);

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        var walk = new JourneyWalk(scene, session, scene.Citizen("first", PersonaKind.Ordinary)) { KeysOnly = true };
        foreach (var service in scene.Service.SubServices.Where(s => s.Journey.Count > 0))
        {
            await Journeys.CompleteAsync(scene, walk, Steps.Keyboard, service, cancellationToken);
        }
    }
}

/// <summary>Whole journeys that several scenarios take.</summary>
internal static class Journeys
{
    public static async Task CompleteAsync(Scene scene, JourneyWalk walk, string purpose, SubService service, CancellationToken cancellationToken)
    {
        if (!await walk.ToLandingAsync(purpose, service, cancellationToken) || !await walk.InAsync(purpose, service, cancellationToken))
        {
            return;
        }

        var since = DateTimeOffset.UtcNow;
        var done = await walk.WalkAsync(purpose, service, 0, service.Journey.Count, cancellationToken);
        await walk.EndAsync(purpose, service, cancellationToken);
        if (done)
        {
            await walk.AwaitPushAsync(since, cancellationToken);
        }
    }

    /// <summary>The journey of one citizen with bodies that name another; then what the other finds in their list.</summary>
    public static async Task OtherCitizenAsync(Scene scene, JourneyWalk walk, JourneyWalk otherWalk, Core.Evidence.Citizen own, Core.Evidence.Citizen other, SubService service, CancellationToken cancellationToken)
    {
        const string Purpose = Steps.OtherCitizen;
        if (service.Submitting < 0 || !await walk.ToLandingAsync(Purpose, service, cancellationToken) || !await walk.InAsync(Purpose, service, cancellationToken))
        {
            return;
        }

        await otherWalk.ListAsync(Purpose, Steps.OtherBefore, service, cancellationToken);
        await walk.Session.RewriteAsync(request => ForeignBody.Of(request, scene.Platform.Known(own), scene.Platform.Known(other), scene.MTokens));
        var since = DateTimeOffset.UtcNow;
        await walk.WalkAsync(Purpose, service, 0, service.Submitting + 1, cancellationToken);
        await walk.EndAsync(Purpose, service, cancellationToken);
        await walk.Session.RewriteAsync(null);
        await walk.AwaitPushAsync(since, cancellationToken);
        await walk.ListAsync(Purpose, Steps.List, service, cancellationToken);
        await otherWalk.ListAsync(Purpose, Steps.OtherList, service, cancellationToken);
    }
}
