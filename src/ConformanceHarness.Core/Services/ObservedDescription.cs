using System.Globalization;

namespace ConformanceHarness.Core.Services;

/// <summary>What of a service file an observation rests on: whether one that was made with another file still serves.</summary>
public static class ObservedDescription
{
    /// <summary>What every observation of a stage rests on: where the service is and how it is entered. Equal texts: nothing of it changed.</summary>
    public static string Place(ServiceProfile service, Stage stage)
    {
        var target = service.Target(stage);
        return Text(
            target?.LandingUrl, target?.Login.ToString(), target?.PlainHttpUrl, target?.StandIn?.Https, target?.StandIn?.Http,
            service.AppId, service.Gateway.EnvironmentSegment, Text([.. service.Hosts]), Login(service, stage, target), Steps(service.FirstVisit));
    }

    /// <summary>What observations rest on that walk what the file describes.</summary>
    public static string Described(ServiceProfile service) => Text(
        Text([.. service.Features.Order(StringComparer.Ordinal)]),
        Text([.. service.SubServices.Select(s => Text(s.Id, s.Name.Th, s.Name.En, Steps(s.Open), Steps(s.Journey), s.Cancel?.ToString(), s.Reference))]),
        Steps(service.RequestList), Steps(service.SendFile), Steps(service.ScanQrCode),
        service.Documents is { } d ? Text(d.ShortDescription?.ToString(), d.Description?.ToString(), d.Icon, Text([.. d.Screenshots])) : null);

    /// <summary>Null where nobody said anything of it, as in every file from before it could be said.</summary>
    private static string? Login(ServiceProfile service, Stage stage, StageTarget? target) => service.Logins.Count == 0 ? null : Text(
        Text([.. service.Logins.OrderBy(l => l.Key).Select(l => l.Key + "=" + l.Value)]),
        service.OpenIdConnect is { } oidc && target is not null
            ? Text(oidc.IssuerAt(stage).AbsoluteUri, oidc.ClientId, oidc.RedirectUriAt(target), oidc.PostLogoutRedirectUrlAt(target), Steps(oidc.Start), Steps(oidc.Logout))
            : null);

    private static string Steps(IReadOnlyList<JourneyStep> steps) => Text([.. steps.Select(s => Text(s.Kind.ToString(), s.Target.Name, s.Target.Role, s.Target.Selector, s.Value, s.Optional ? "optional" : null))]);

    /// <summary>Each part with its length before it, so that no two lists give one text.</summary>
    private static string Text(params string?[] parts) =>
        string.Concat(parts.Select(p => p is null ? "-;" : string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p};")));
}
