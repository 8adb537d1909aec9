using System.Text.Json.Serialization;
using ConformanceHarness.Core;

namespace ConformanceHarness.Nightly.News;

/// <summary>What is new about a target since the last night that said something of it.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<NewsKind>))]
public enum NewsKind
{
    /// <summary>A must case fails that did not, or the service can no longer be looked at.</summary>
    Broken,

    /// <summary>It goes to and fro: this is told once, instead of each turn.</summary>
    Flapping,
    CertificateEnding,
    Fixed,
    BuildChanged,
}

/// <param name="Cases">ids of the cases that it is about; empty where it is about the target as a whole</param>
public sealed record TargetNews(string Target, NewsKind Kind, IReadOnlyList<string> Cases, LocalText Words)
{
    /// <summary>True for what somebody has to act on: it makes the exit code 1.</summary>
    [JsonIgnore]
    public bool Worse => Kind is NewsKind.Broken or NewsKind.Flapping or NewsKind.CertificateEnding;
}
