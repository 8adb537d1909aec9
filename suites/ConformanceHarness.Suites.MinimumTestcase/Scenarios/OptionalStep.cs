using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>Steps that a citizen takes only at times: whether this is such a time.</summary>
internal static class OptionalStep
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Whichever the page offers first decides: the optional step, or what comes after it. Both at once: a notice that lies over the page goes first.</summary>
    /// <param name="next">null where nothing says what the page looks like without the step</param>
    public static async Task<bool> IsOfferedAsync(ISession session, PageAct optional, PageAct? next, CancellationToken cancellationToken)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ;)
        {
            if (await session.OffersAsync(optional, cancellationToken))
            {
                return true;
            }

            if ((next is not null && await session.OffersAsync(next, cancellationToken)) || TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                return false;
            }

            // Polling a condition: either comes in its own time.
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>The next step that every citizen takes on the page that is shown; null where there is none, or it says nothing of the page.</summary>
    public static JourneyStep? After(IReadOnlyList<JourneyStep> steps, int index) => steps.Skip(index + 1).FirstOrDefault(s => !s.Optional) is { Kind: not StepKind.Open } next ? next : null;
}
