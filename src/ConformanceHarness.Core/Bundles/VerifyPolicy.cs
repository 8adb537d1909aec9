using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>What a verifier demands of a bundle beyond being intact.</summary>
public sealed record VerifyPolicy
{
    /// <summary>The roots to which a signer's certificate must lead; this machine's own trust stores play no part.</summary>
    public IReadOnlyList<X509Certificate2> Roots { get; init; } = [];

    /// <summary>SHA-256 (hex) of the catalogues that may be submitted; empty: any that the bundle brings along.</summary>
    public IReadOnlyList<string> Catalogues { get; init; } = [];

    /// <summary>The verifier's time; where it is given, a bundle signed later is a problem.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Whether conformant "with waivers" is enough. The bundle is intact either way; without this it is not accepted.</summary>
    public bool AllowWaivers { get; init; }

    /// <summary>Whether a bundle must answer a challenge.</summary>
    public bool ChallengeRequired { get; init; }

    /// <summary>The roots to which the certificate of a challenge's signer must lead.</summary>
    public IReadOnlyList<X509Certificate2> ChallengeRoots { get; init; } = [];

    public BundleLimits Limits { get; init; } = new();
}
