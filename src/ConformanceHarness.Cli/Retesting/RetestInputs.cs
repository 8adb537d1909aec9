using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Retesting;

/// <summary>What a retest runs: the submission's catalogue, with the harness's own checks and those of further suites.</summary>
/// <param name="Digests">suite id → SHA-256 (hex) of its assembly</param>
public sealed record RetestInputs(Suite Suite, (Catalogue Catalogue, byte[] Bytes) Catalogue, IReadOnlyDictionary<string, string> Digests)
{
    /// <summary>Where the files lie that the submission's service file names; null: beside that file.</summary>
    public string? FilesFolder { get; init; }

    /// <summary>Files of the submission's attestations by digest; null: beside the service file, under their names.</summary>
    public string? AttestationFolder { get; init; }
}
