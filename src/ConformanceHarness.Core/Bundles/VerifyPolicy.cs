using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>What a verifier demands of a bundle beyond being intact. Usually read from a file (<see cref="Policies.PolicyReader"/>).</summary>
public sealed record VerifyPolicy
{
    /// <summary>The roots to which a signer's certificate must lead; this machine's own trust stores play no part.</summary>
    public IReadOnlyList<X509Certificate2> Roots { get; init; } = [];

    /// <summary>The roots to which a timestamp authority's certificate must lead.</summary>
    public IReadOnlyList<X509Certificate2> TsaRoots { get; init; } = [];

    /// <summary>The roots to which a reviewer's certificate must lead; an agency's root is not good for it.</summary>
    public IReadOnlyList<X509Certificate2> ReviewRoots { get; init; } = [];

    /// <summary>Lists of every authority below the roots; none: revocation is not looked at.</summary>
    public IReadOnlyList<RevocationList> RevocationLists { get; init; } = [];

    /// <summary>The catalogues that may be submitted; empty: any that the bundle brings along.</summary>
    public IReadOnlyList<AcceptedCatalogue> Catalogues { get; init; } = [];

    /// <summary>Versions of the harness, with or without the build behind the '+'; empty: any.</summary>
    public IReadOnlyList<string> HarnessVersions { get; init; } = [];

    /// <summary>Cases of these obligations must be passed, or not apply, or be waived where waivers are allowed; empty: verdicts don't matter.</summary>
    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    /// <summary>What observations may rest on; a stage that is not here: on anything that its rules allow.</summary>
    public IReadOnlyList<AcceptedProvenance> Provenance { get; init; } = [];

    /// <summary>Checkpoint's stage → when its submissions end. A timestamp after it is late.</summary>
    public IReadOnlyDictionary<Stage, DateTimeOffset> Deadlines { get; init; } = new Dictionary<Stage, DateTimeOffset>();

    /// <summary>Whether a bundle must answer a challenge.</summary>
    public bool ChallengeRequired { get; init; }

    /// <summary>The verifier's time; where it is given, a bundle signed later is a problem.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Whether conformant "with waivers" is enough. The bundle is intact either way; without this it is not accepted.</summary>
    public bool AllowWaivers { get; init; }

    /// <summary>The roots to which the certificate of a challenge's signer must lead.</summary>
    public IReadOnlyList<X509Certificate2> ChallengeRoots { get; init; } = [];

    public BundleLimits Limits { get; init; } = new();
}

/// <summary>A catalogue that may be submitted: what is null doesn't matter.</summary>
/// <param name="Digest">SHA-256 (hex) of the file</param>
/// <param name="Until">the last moment of a timestamp with which it is still taken</param>
public sealed record AcceptedCatalogue(string? Digest, string? Id = null, string? Version = null, DateTimeOffset? Until = null)
{
    public bool Names(string digest, string id, string version) =>
        (Digest is null || Digest.Equals(digest, StringComparison.OrdinalIgnoreCase)) && (Id is null || Id == id) && (Version is null || Version == version);
}

/// <summary>What observations of a stage may rest on; an empty list: anything.</summary>
public sealed record AcceptedProvenance(Stage Stage, IReadOnlyList<LoginMode> Logins, IReadOnlyList<string> Surfaces, IReadOnlyList<string> Engines);
