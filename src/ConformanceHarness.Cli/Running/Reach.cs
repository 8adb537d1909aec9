using System.Net;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Running;

/// <summary>Where hosts are really found in a trial whose service stands in for one that is not installed yet.</summary>
internal static class Reach
{
    /// <returns>"host:port" → address and port; empty where the DNS decides</returns>
    public static Dictionary<string, IPEndPoint> Of(StageTarget target)
    {
        if (target.StandIn is not { } standIn)
        {
            return [];
        }

        var landing = new Uri(target.LandingUrl);
        return new Dictionary<string, IPEndPoint>(StringComparer.OrdinalIgnoreCase)
        {
            [$"{landing.DnsSafeHost}:{landing.Port}"] = IPEndPoint.Parse(standIn.Https),
            [$"{landing.DnsSafeHost}:80"] = IPEndPoint.Parse(standIn.Http),
        };
    }
}
