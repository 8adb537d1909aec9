namespace ConformanceHarness.Core.Evidence;

/// <summary>A request that the harness itself sent, modelled on a recorded one, to see whether the server refuses it.</summary>
public sealed record Replay
{
    /// <summary>withoutSession | preLoginSession | otherCitizen | afterLogout | foreignOrigin | sourceMap</summary>
    public required string Purpose { get; init; }
    public required string Step { get; init; }

    /// <summary>Number of the exchange it repeats; null for one of its own.</summary>
    public int? Of { get; init; }
    public required string Method { get; init; }
    public required string Url { get; init; }
    public IReadOnlyList<Header> RequestHeaders { get; init; } = [];
    public string? RequestBody { get; init; }

    /// <summary>What was changed, for a person: "citizen id of first replaced by that of second in the address".</summary>
    public required string Change { get; init; }
    public int Status { get; init; }
    public IReadOnlyList<Header> ResponseHeaders { get; init; } = [];
    public string? ResponseBody { get; init; }
    public string? Failure { get; init; }

    public string? ResponseHeader(string name) => Header.Find(ResponseHeaders, name);
}

/// <summary>One connection that the harness made to the Landing URL's host without a browser.</summary>
public sealed record TransportProbe
{
    /// <summary>tls | plainHttp</summary>
    public required string Kind { get; init; }
    public required string Address { get; init; }
    public IReadOnlyList<string> ResolvedAddresses { get; init; } = [];

    /// <summary>Tls12 | Tls13 ...; null without a handshake.</summary>
    public string? Protocol { get; init; }

    /// <summary>Every problem of the chain, empty when it is valid: "RemoteCertificateNameMismatch", "UntrustedRoot", "NotTimeValid: …".</summary>
    public IReadOnlyList<string> ChainProblems { get; init; } = [];

    /// <summary>True when the chain ends in a CA that the service file names rather than in a public root.</summary>
    public bool NamedAuthority { get; init; }

    /// <summary>True when the chain ends in the CA that stands in for a public one (<see cref="Services.StandIn"/>): a trial.</summary>
    public bool StandInAuthority { get; init; }
    public string? Subject { get; init; }
    public string? Issuer { get; init; }
    public DateTimeOffset? NotBefore { get; init; }
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>SHA-256 (hex) of the leaf's SubjectPublicKeyInfo.</summary>
    public string? KeyHash { get; init; }
    public string? Failure { get; init; }

    /// <summary>Plain http: status and Location of each answer until the first https address or the end.</summary>
    public IReadOnlyList<PlainAnswer> Answers { get; init; } = [];
}

/// <summary>BodyLength counts what came within the first 64 KiB.</summary>
public sealed record PlainAnswer(string Address, int Status, string? Location, long BodyLength);

/// <summary>A file of the service file's <c>documents</c>. Its digest is recorded instead of its content: judging needs no disk.</summary>
/// <param name="Kind">icon | screenshot</param>
/// <param name="Name">as the service file writes it</param>
/// <param name="Length">bytes; null where there is no such file</param>
/// <param name="Digest">SHA-256 (hex) of the bytes</param>
/// <param name="Format">what its first bytes say: png | jpeg | webp | gif | svg; null for anything else</param>
public sealed record DocumentFile(string Kind, string Name, long? Length, string? Digest, string? Format);
