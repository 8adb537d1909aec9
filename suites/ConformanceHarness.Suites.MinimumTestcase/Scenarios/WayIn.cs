using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>The declared way from the landing page to a sub-service.</summary>
internal static class WayIn
{
    /// <summary>Takes the way; its last step is the one that opens the sub-service and is recorded as <paramref name="lastStep"/>.</summary>
    /// <param name="beforeLast">done just before the last step</param>
    /// <returns>false where a step could not be taken</returns>
    public static async Task<bool> OpenAsync(Scene scene, ISession session, Citizen citizen, SubService subService, string lastStep, Awaited awaited, CancellationToken cancellationToken, Func<Task>? beforeLast = null)
    {
        var acts = new StepActs(citizen, scene.Recorder.StartedAt);
        // What opens it is the last step that every citizen takes; a notice may come after it.
        var opening = subService.WayIn.Count - 1;
        while (opening > 0 && subService.WayIn[opening].Optional)
        {
            opening--;
        }

        for (var i = 0; i < subService.WayIn.Count; i++)
        {
            var last = i == opening;
            if (last && beforeLast is not null)
            {
                await beforeLast();
            }

            var way = subService.WayIn[i];
            var next = OptionalStep.After(subService.WayIn, i) ?? OptionalStep.After(subService.Journey, -1);
            if (way.Optional && !await OptionalStep.IsOfferedAsync(session, acts.Of(way), next is null ? null : acts.Of(next), cancellationToken))
            {
                continue;
            }

            var step = last ? lastStep : Steps.Way + lastStep + ":" + Steps.Number(i);
            var visit = way.Kind == StepKind.Open
                ? await session.OpenAsync(step, new Uri(new Uri(scene.Target.LandingUrl), way.Target.Name).AbsoluteUri, last ? awaited : new Awaited(), cancellationToken)
                : await session.ActAsync(step, acts.Of(way), last ? awaited : new Awaited(), cancellationToken);
            if (!visit.Done)
            {
                return false;
            }

            if (i < opening)
            {
                // What going back from the sub-service must lead to.
                await session.SnapshotAsync(step, SnapshotParts.None, cancellationToken);
            }
        }

        return true;
    }

    /// <summary>Back to the landing page: by going back where the way is one step, else by its address.</summary>
    public static async Task ReturnAsync(Scene scene, ISession session, Citizen citizen, SubService subService, Awaited awaited, CancellationToken cancellationToken)
    {
        if (subService.WayIn.Count == 1 && subService.WayIn[0].Kind != StepKind.Open)
        {
            await session.BackAsync(Steps.Back + subService.Id, awaited, cancellationToken);
        }
        else
        {
            await LandingAgain.OpenAsync(scene, session, Steps.Back + subService.Id, citizen, cancellationToken);
        }
    }
}
