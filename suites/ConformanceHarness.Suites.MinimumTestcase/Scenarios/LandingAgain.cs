using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>The landing page once more, as somebody who has been let in.</summary>
internal static class LandingAgain
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Opens it by its address. A service may want an entry for each visit of that page, and a citizen never types its address: where it does not show
    /// the citizen then, they come in anew through the platform, as from the app.
    /// </summary>
    public static async Task<Visit> OpenAsync(Scene scene, ISession session, string step, Citizen citizen, CancellationToken cancellationToken)
    {
        var shown = Awaited.Text(citizen.FirstName, citizen.LastName) with { Limit = Patience };
        var visit = await session.OpenAsync(step, scene.Target.LandingUrl, shown, cancellationToken);
        // A tester who hands over entries was told beforehand how many.
        if (visit.SettledMs is not null || scene.Platform.Mode is not (LoginMode.Mock or LoginMode.Mint or LoginMode.Proxy))
        {
            return visit;
        }

        return await scene.EnterAsync(session, step, await scene.MintAsync(step, citizen, cancellationToken), shown, cancellationToken);
    }
}
