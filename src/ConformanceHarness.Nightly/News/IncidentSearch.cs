using System.Net;
using System.Net.Sockets;

namespace ConformanceHarness.Nightly.News;

/// <summary>Finds what many failures have in common. Pure: the largest group first, and each target is told of once.</summary>
public static class IncidentSearch
{
    private const int Least = 5;
    private const double LeastShare = 0.6;
    private const int LeastOfAll = 20;
    private const double LeastShareOfAll = 0.3;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    private static readonly (Shared By, Func<IncidentFacts, string?> Of)[] Dimensions =
    [
        (Shared.Host, f => f.Host), (Shared.Address, f => f.Address), (Shared.Network, f => Network(f.Address)),
        (Shared.Domain, f => f.Domain), (Shared.Agency, f => f.Agency), (Shared.Server, f => f.Server),
    ];

    /// <param name="facts">of every target that was looked at tonight</param>
    public static IReadOnlyList<Incident> Of(IReadOnlyList<IncidentFacts> facts)
    {
        var left = facts.Where(f => f.Signature is not null).ToList();
        var found = new List<Incident>();
        while (left.Count >= Least)
        {
            var best = left.GroupBy(f => f.Signature!, StringComparer.Ordinal)
                .SelectMany(alike => Windows([.. alike]).SelectMany(window => Candidates(window, facts)))
                .OrderByDescending(i => i.Targets.Count).ThenBy(i => i.By).ThenBy(i => i.Value, StringComparer.Ordinal).ThenBy(i => i.Signature, StringComparer.Ordinal)
                .FirstOrDefault();
            if (best is null)
            {
                break;
            }

            found.Add(best);
            var told = best.Targets.ToHashSet(StringComparer.Ordinal);
            left.RemoveAll(f => told.Contains(f.Target));
        }

        return found;
    }

    /// <summary>"203.0.113.0/24", "2001:db8:1::/48"; null for what is no address.</summary>
    public static string? Network(string? address)
    {
        if (!IPAddress.TryParse(address, out var ip))
        {
            return null;
        }

        var (bytes, kept) = (ip.GetAddressBytes(), ip.AddressFamily == AddressFamily.InterNetwork ? 3 : 6);
        Array.Clear(bytes, kept, bytes.Length - kept);
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }

    /// <summary>Failures without a gap of more than half an hour between them.</summary>
    private static IEnumerable<List<IncidentFacts>> Windows(List<IncidentFacts> alike)
    {
        var window = new List<IncidentFacts>();
        foreach (var fact in alike.OrderBy(f => f.At))
        {
            if (window.Count > 0 && fact.At - window[^1].At > Window)
            {
                yield return window;
                window = [];
            }

            window.Add(fact);
        }

        yield return window;
    }

    private static IEnumerable<Incident> Candidates(List<IncidentFacts> window, IReadOnlyList<IncidentFacts> all)
    {
        var (from, until) = (window[0].At, window[^1].At);
        foreach (var (by, of) in Dimensions)
        {
            foreach (var group in window.Where(f => of(f) is not null).GroupBy(f => of(f)!, StringComparer.Ordinal).Where(g => g.Count() >= Least))
            {
                // Those well in the same window speak against it; what was looked at hours before doesn't.
                var sharing = all.Count(f => of(f) == group.Key && (f.Signature is not null || (f.At >= from && f.At <= until)));
                if (group.Count() >= sharing * LeastShare)
                {
                    yield return Made(window, [.. group], by, group.Key, sharing);
                }
            }
        }

        var within = all.Count(f => f.At >= from && f.At <= until);
        if (window.Count >= LeastOfAll && window.Count >= within * LeastShareOfAll)
        {
            yield return Made(window, window, Shared.Everything, "", within);
        }
    }

    private static Incident Made(List<IncidentFacts> window, List<IncidentFacts> group, Shared by, string value, int of) =>
        new(window[0].Signature!, by, value, [.. group.Select(f => f.Target).Order(StringComparer.Ordinal)], of, group[0].At, group[^1].At);
}
