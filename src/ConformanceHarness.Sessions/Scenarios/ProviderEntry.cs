using System.Globalization;
using System.Text;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Sessions.Scenarios;

/// <summary>Coming in through the identity provider, and out again, on the ways that the service file describes.</summary>
public sealed class ProviderEntry(Scene scene, ISession session)
{
    /// <summary>Steps on the way to the one that a scenario names: "sign-in:enter", "start:enter:1".</summary>
    public const string SignIn = "sign-in:";
    public const string Start = "start:";

    // A browser that has just started on a busy machine may need longer for its first page than a page is given.
    private const int Tries = 3;

    private readonly OpenIdConnectSettings settings = scene.Service.OpenIdConnect ?? throw new InvalidOperationException("The service file describes no OpenID Connect.");

    /// <summary>Signs the browser in, as it is when somebody comes from the portal, opens the Landing URL and starts the login.</summary>
    /// <returns>the visit that shows the citizen's page, or the last one that could be made; its step is <paramref name="step"/></returns>
    public async Task<Visit> EnterAsync(string step, Citizen citizen, Awaited awaited, CancellationToken cancellationToken, ProviderConduct conduct = ProviderConduct.Proper)
    {
        await SignInAsync(step, citizen, conduct, cancellationToken);
        return await StartAsync(step, scene.Target.LandingUrl, awaited, cancellationToken);
    }

    /// <exception cref="DriverException">the provider is the harness's own: a sign-in page that did not come says nothing about the service</exception>
    public async Task SignInAsync(string step, Citizen citizen, ProviderConduct conduct, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            // A ticket serves once: each try has its own.
            var visit = await session.OpenAsync(SignIn + step, scene.Provider!.SignIn(citizen, conduct).AbsoluteUri, new Awaited(), cancellationToken);
            if (visit.Error is null && visit.Status is >= 200 and < 400)
            {
                return;
            }

            if (tries == Tries)
            {
                throw new DriverException($"The sign-in page of the harness's own provider could not be opened ({visit.Error ?? $"status {visit.Status}"}).");
            }
        }
    }

    /// <summary>Opens an address of the service and takes the steps that start the login, unless the page is already what is waited for.</summary>
    public async Task<Visit> StartAsync(string step, string address, Awaited awaited, CancellationToken cancellationToken)
    {
        if (settings.Start.Count == 0)
        {
            return await session.OpenAsync(step, address, awaited, cancellationToken);
        }

        var first = settings.Start[0].Target;
        // Either the citizen is in already, or there is what starts the login. A step without a name is not waited for by its text.
        var either = settings.Start[0].Kind == StepKind.Open || first.Name is null ? new Awaited { Limit = awaited.Limit } : awaited with { Texts = [.. awaited.Texts, first.Name], Final = false };
        var opened = await session.OpenAsync(Start + step, address, either, cancellationToken);
        var landing = await session.SnapshotAsync(Start + step, SnapshotParts.None, cancellationToken);
        if (awaited.Texts.Any(t => Flat(landing.Text).Contains(Flat(t), StringComparison.Ordinal)))
        {
            // Logged in already: the address leads to the citizen's own page.
            return await session.OpenAsync(step, address, awaited, cancellationToken);
        }

        for (var i = 0; i < settings.Start.Count; i++)
        {
            var last = i == settings.Start.Count - 1;
            var name = last ? step : Start + step + ":" + (i + 1).ToString(CultureInfo.InvariantCulture);
            opened = await StepAsync(name, settings.Start[i], last ? awaited : new Awaited(), cancellationToken);
            if (!opened.Done)
            {
                break;
            }
        }

        return opened;
    }

    /// <summary>Takes the way out of the service.</summary>
    /// <returns>the last step; not done where there is no such way</returns>
    public async Task<Visit> LeaveAsync(string step, CancellationToken cancellationToken)
    {
        Visit? visit = null;
        var way = settings.WayOut;
        for (var i = 0; i < way.Count; i++)
        {
            visit = await StepAsync(i == way.Count - 1 ? step : step + ":" + (i + 1).ToString(CultureInfo.InvariantCulture), way[i], new Awaited(), cancellationToken);
            if (!visit.Done)
            {
                break;
            }
        }

        return visit!;
    }

    private Task<Visit> StepAsync(string name, JourneyStep step, Awaited awaited, CancellationToken cancellationToken) => step.Kind == StepKind.Open
        ? session.OpenAsync(name, new Uri(new Uri(scene.Target.LandingUrl), step.Target.Name).AbsoluteUri, awaited, cancellationToken)
        : session.ActAsync(name, new PageAct(ActKind.Tap, step.Target), awaited, cancellationToken);

    private static string Flat(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && c is not ('\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff' or '\u00ad')));
}
