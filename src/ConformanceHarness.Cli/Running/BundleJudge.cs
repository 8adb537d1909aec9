using System.Collections.Concurrent;
using System.Security.Cryptography;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Running;

/// <summary>Plans and judges again with the verifier's own suite, whatever harness the bundle was made with.</summary>
public sealed class BundleJudge(Suite suite) : IBundleJudge
{
    // An inbox full of bundles brings the same few catalogues; the same bytes make the same catalogue.
    private static readonly ConcurrentDictionary<string, Catalogue> Known = new(StringComparer.Ordinal);

    public Catalogue? Own => ReadCatalogue(suite.CataloguePath, File.ReadAllBytes(suite.CataloguePath));

    public Catalogue ReadCatalogue(string entry, byte[] yaml)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(yaml));
        if (Known.TryGetValue(digest, out var known))
        {
            return known;
        }

        var read = CatalogueReader.Read(yaml, entry);
        if (Known.Count < 16)
        {
            Known[digest] = read;
        }

        return read;
    }

    public ServiceProfile ReadService(byte[] yaml) => ServiceProfileReader.Read(yaml, EntryNames.Service);

    public RunPlan Replan(Catalogue catalogue, ServiceProfile service, Statement statement, IReadOnlyList<PlannedEngine>? engines)
    {
        var (channels, only) = Filter(statement.Filter);
        return Planner.Plan(catalogue, service, statement.Stage, channels, only, SuiteFacts.Scenarios(suite), SuiteFacts.AbilitiesOf(engines));
    }

    public Judged Rejudge(BundleEvidence evidence) =>
        new CaseJudge(evidence.Catalogue, evidence.Service, evidence.Plan, suite.Checks).Judge(evidence.Observations, evidence.Bodies, IBundleJudge.WaiverDay(evidence.Statement));

    /// <summary>Reads back what <see cref="Planner"/> wrote: "channel=app only=AUTH-01,SEC".</summary>
    private static (IReadOnlyList<Channel>? Channels, IReadOnlyList<string>? Only) Filter(string? filter)
    {
        IReadOnlyList<Channel>? channels = null;
        IReadOnlyList<string>? only = null;
        foreach (var part in (filter ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, values) = part.Split('=', 2) is [var n, var v] ? (n, v.Split(',')) : throw new FormatException($"'{part}' is no part of a filter.");
            switch (name)
            {
                case "channel":
                    channels = [.. values.Select(c => Enum.Parse<Channel>(c, ignoreCase: true))];
                    break;
                case "only":
                    only = values;
                    break;
                default:
                    throw new FormatException($"'{name}' is no part of a filter.");
            }
        }

        return (channels, only);
    }
}
