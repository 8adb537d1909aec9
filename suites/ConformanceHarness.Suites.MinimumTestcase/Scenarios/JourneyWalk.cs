using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>One citizen in one session, walking the journeys that the service file describes.</summary>
internal sealed class JourneyWalk(Scene scene, ISession session, Citizen citizen, GatewayConduct conduct = GatewayConduct.Proper)
{
    private static readonly TimeSpan PushPatience = TimeSpan.FromSeconds(6);
    private readonly Awaited named = Awaited.Text(citizen.FirstName, citizen.LastName);
    private readonly StepActs acts = new(citizen, scene.Recorder.StartedAt);
    private bool entered;

    // Of several visits of the landing page one after the other only the first is needed.
    private bool atLanding;

    public ISession Session => session;

    /// <summary>Does every act with the keyboard alone.</summary>
    public bool KeysOnly { get; init; }

    /// <summary>The landing page as somebody who is logged in; enters if need be. False if the service shows nobody logged in.</summary>
    public async Task<bool> ToLandingAsync(string purpose, SubService service, CancellationToken cancellationToken)
    {
        var step = Steps.Of(purpose, service.Id, Steps.Landing);
        if (atLanding)
        {
            return true;
        }

        Visit? visit = null;
        if (entered)
        {
            visit = await session.OpenAsync(step, scene.Target.LandingUrl, named with { Limit = TimeSpan.FromSeconds(10) }, cancellationToken);
        }

        if (visit?.SettledMs is null)
        {
            var entry = await scene.MintAsync(step, citizen, cancellationToken, conduct);
            visit = await scene.EnterAsync(session, step, entry, named, cancellationToken);
            entered = visit.SettledMs is not null;
        }

        await session.SnapshotAsync(step, entered ? SnapshotParts.None : SnapshotParts.Screenshot, cancellationToken);
        return atLanding = entered;
    }

    /// <summary>From the landing page to the sub-service's page.</summary>
    public async Task<bool> InAsync(string purpose, SubService service, CancellationToken cancellationToken)
    {
        atLanding = false;
        for (var i = 0; i < service.WayIn.Count; i++)
        {
            var step = service.WayIn[i];
            if (step.Optional && !await OfferedAsync(step, OptionalStep.After(service.WayIn, i) ?? OptionalStep.After(service.Journey, -1), cancellationToken))
            {
                continue;
            }

            if (!await TakeAsync(Steps.Of(purpose, service.Id, Steps.In(i)), step, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Steps of the journey from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    /// <param name="change">gives another act for a step, or null to leave the step out</param>
    public async Task<bool> WalkAsync(string purpose, SubService service, int from, int to, CancellationToken cancellationToken, Func<int, JourneyStep, PageAct, PageAct?>? change = null)
    {
        atLanding = false;
        for (var i = from; i < to; i++)
        {
            var (index, step) = (i, service.Journey[i]);
            if (step.Optional && !await OfferedAsync(step, OptionalStep.After(service.Journey, i), cancellationToken))
            {
                continue;
            }

            // What a notice asks belongs to no form: it is done whatever a trial does with the form.
            if (!await TakeAsync(Steps.Of(purpose, service.Id, Steps.Number(i)), step, cancellationToken, act => change is null || step.Optional ? act : change(index, step, act)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the citizen has in front of them at the end.</summary>
    public Task<Snapshot> EndAsync(string purpose, SubService service, CancellationToken cancellationToken) =>
        session.SnapshotAsync(Steps.Of(purpose, service.Id, Steps.End), SnapshotParts.Screenshot, cancellationToken);

    /// <summary>The citizen's own requests, where the service has such a list.</summary>
    public async Task ListAsync(string purpose, string part, SubService service, CancellationToken cancellationToken)
    {
        if (!scene.Service.Features.Contains("requestList"))
        {
            return;
        }

        atLanding = false;
        var step = Steps.Of(purpose, service.Id, part);
        var visit = await LandingAgain.OpenAsync(scene, session, step, citizen, cancellationToken);
        foreach (var (way, i) in scene.Service.RequestList.Select((s, i) => (s, i)))
        {
            if (way.Optional && !await OfferedAsync(way, OptionalStep.After(scene.Service.RequestList, i), cancellationToken))
            {
                continue;
            }

            await ActAsync(step + Steps.In(i), way, Act(way), cancellationToken);
        }

        await session.SnapshotAsync(step, SnapshotParts.None, cancellationToken);
        atLanding = visit.SettledMs is not null && scene.Service.RequestList.Count == 0;
    }

    /// <summary>Waits until the platform was asked to notify this citizen since the given moment, or long enough to say that it was not.</summary>
    public async Task AwaitPushAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (!scene.Service.Features.Contains("notification") || !scene.Platform.KeepsJournal)
        {
            return;
        }

        var start = TimeProvider.System.GetTimestamp();
        while (!scene.Platform.CallsFor(scene.MTokens).Any(c => c.Operation == "push" && c.ArrivedAt >= since && c.Body.Contains(scene.Platform.Known(citizen).UserId, StringComparison.OrdinalIgnoreCase))
            && TimeProvider.System.GetElapsedTime(start) < PushPatience)
        {
            // Polling a condition: the call comes from the service's own server, in its own time.
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>One step of the service file.</summary>
    public async Task<bool> TakeAsync(string name, JourneyStep step, CancellationToken cancellationToken, Func<PageAct, PageAct?>? change = null)
    {
        var act = change is null ? Act(step) : change(Act(step));
        return act is null || await ActAsync(name, step, act, cancellationToken);
    }

    private Task<bool> OfferedAsync(JourneyStep optional, JourneyStep? next, CancellationToken cancellationToken) =>
        OptionalStep.IsOfferedAsync(session, Act(optional), next is null ? null : Act(next), cancellationToken);

    private async Task<bool> ActAsync(string name, JourneyStep step, PageAct act, CancellationToken cancellationToken)
    {
        atLanding = false;
        var visit = step.Kind == StepKind.Open
            ? await session.OpenAsync(name, new Uri(new Uri(scene.Target.LandingUrl), step.Target.Name).AbsoluteUri, new Awaited(), cancellationToken)
            : await session.ActAsync(name, act, new Awaited(), cancellationToken);
        if (!visit.Done || step.Kind is StepKind.Open or StepKind.Tap or StepKind.Confirm)
        {
            await session.SnapshotAsync(name, visit.Done ? SnapshotParts.None : SnapshotParts.Screenshot, cancellationToken);
        }

        return visit.Done;
    }

    private PageAct Act(JourneyStep step) => acts.Of(step, KeysOnly);
}
