using System.Net;
using System.Net.Sockets;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.Cli.Running;

/// <summary>Finds the browser and tells it which hosts it finds where.</summary>
internal static class BrowserSetup
{
    /// <param name="folder">folder that the paths of certificates start from</param>
    public static async Task<ChromiumOptions> ChromiumAsync(RunOptions options, ServiceProfile service, RunPlatform platform, string folder, Action<LocalText> say, CancellationToken cancellationToken)
    {
        var target = service.Target(options.Stage);
        return new ChromiumOptions
        {
            Executable = await BrowserFinder.EnsureAsync(options.BrowserPath, options.Headed, say, cancellationToken),
            Headed = options.Headed,
            HostMap = Hosts(target, platform),
            TrustedKey = target is null ? null : await TrustedKey.OfAsync(target, folder, cancellationToken),
            OnlyHosts = target is null || await OnlineAsync(cancellationToken) ? null : OwnHosts(target, service, platform),
        };
    }

    private static Dictionary<string, string> Hosts(StageTarget? target, RunPlatform platform)
    {
        var hosts = new Dictionary<string, string> { ["czp.dga.or.th"] = platform.SdkBase.Authority, ["cpt-uat.dg-paas.cloud"] = platform.SdkBase.Authority };
        // An issuer of this machine's own is found where it listens; every other, DGA's above all, stands in for the real one.
        if (platform is { ProviderFront: { } front, Provider.Issuer: { IsLoopback: false } issuer })
        {
            hosts[issuer.Host] = front.Authority;
        }

        if (target?.StandIn is { } standIn)
        {
            hosts[new Uri(target.LandingUrl).Host] = standIn.Https;
        }

        return hosts;
    }

    private static IReadOnlyList<string> OwnHosts(StageTarget target, ServiceProfile service, RunPlatform platform)
    {
        var landing = new Uri(target.LandingUrl).Host;
        var hosts = new List<string> { "localhost", "127.0.0.1", "[::1]", platform.GatewayBase.Host };
        // A host that is left to the DNS is not looked for elsewhere: the stand-in's must not be among these.
        if (target.StandIn is null)
        {
            hosts.Add(landing);
        }

        if (target.StandIn is null && FirstParty.Registrable(landing) is { } own)
        {
            hosts.Add(own);
            hosts.Add("*." + own);
        }

        hosts.AddRange(service.Hosts);
        return [.. hosts.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>On a closed network every other host fails at once instead of stalling, so that a font decides no verdict.</summary>
    private static async Task<bool> OnlineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync("czp.dga.or.th", cancellationToken).WaitAsync(TimeSpan.FromSeconds(2), cancellationToken)).Length > 0;
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return false;
        }
    }
}
