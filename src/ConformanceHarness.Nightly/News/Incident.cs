using System.Text.Json.Serialization;
using ConformanceHarness.Core;

namespace ConformanceHarness.Nightly.News;

/// <summary>What the targets of an incident have in common.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Shared>))]
public enum Shared
{
    Host,
    Address,

    /// <summary>The first 24 bits of IPv4, 48 of IPv6.</summary>
    Network,
    Domain,
    Agency,

    /// <summary>The Server header.</summary>
    Server,

    /// <summary>Nothing but that they fail alike, and many do: the platform, a gateway, a carrier.</summary>
    Everything,
}

/// <summary>Many targets that fail alike in one window of time: one piece of news instead of as many rows.</summary>
/// <param name="Signature">how they fail, see TargetNight.Signature</param>
/// <param name="Value">the host, address, network…; empty for <see cref="Shared.Everything"/></param>
/// <param name="Of">how many targets share it, well or not</param>
public sealed record Incident(string Signature, Shared By, string Value, IReadOnlyList<string> Targets, int Of, DateTimeOffset From, DateTimeOffset Until)
{
    public LocalText Words(LocalText what) => By switch
    {
        Shared.Everything => new($"{Targets.Count} จาก {Of} บริการมีอาการเดียวกัน: {what.Th}", $"{Targets.Count} of {Of} services fail alike: {what.En}"),
        _ => new($"{Targets.Count} จาก {Of} บริการ{Common.Th} {Value} มีอาการเดียวกัน: {what.Th}", $"{Targets.Count} of {Of} services {Common.En} {Value} fail alike: {what.En}"),
    };

    private LocalText Common => By switch
    {
        Shared.Host => new("บนโฮสต์", "on the host"),
        Shared.Address => new("ที่อยู่ IP", "at the IP address"),
        Shared.Network => new("ในเครือข่าย", "in the network"),
        Shared.Domain => new("ในโดเมน", "in the domain"),
        Shared.Agency => new("ของหน่วยงาน", "of the agency"),
        _ => new("ที่ใช้เซิร์ฟเวอร์", "behind the server software"),
    };
}

/// <summary>What incidents are looked for in: a target's news of tonight and what it may share with others.</summary>
/// <param name="Signature">how it newly fails; null where it doesn't</param>
public sealed record IncidentFacts(string Target, string? Signature, DateTimeOffset At, string Host, string? Address, string? Domain, string Agency, string? Server);
