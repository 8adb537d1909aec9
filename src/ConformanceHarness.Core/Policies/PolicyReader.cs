using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Policies;

/// <summary>
/// Policy file (YAML) → <see cref="VerifyPolicy"/>: whom a verifier trusts and what it takes (docs/policy-file.md). A wrong file is refused with
/// every problem at once, each with its line.
/// </summary>
public static class PolicyReader
{
    private static readonly string[] Known =
        ["roots", "tsaRoots", "reviewRoots", "crls", "catalogues", "harnessVersions", "obligations", "provenance", "deadlines", "allowWaivers", "challengeRequired", "challengeRoots"];

    /// <param name="path">the file; messages name it as given here, and its own paths start from its folder</param>
    /// <exception cref="ConfigurationProblemsException">the file, or one that it names, can't be used; holds every problem</exception>
    public static VerifyPolicy Read(string path)
    {
        var problems = new Problems(path);
        var bytes = YamlBytes.Of(path, problems);
        problems.ThrowIfAny();
        var root = YamlTree.Read(bytes!, problems) is { } value ? Members.Of(value, "", problems, Known) : null;
        if (root is null)
        {
            problems.ThrowIfAny();
            throw new InvalidOperationException("A policy was left out without a problem being reported.");
        }

        var files = new TrustFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, problems);
        var policy = new VerifyPolicy
        {
            Roots = files.Roots(root.RequiredWords("roots"), "roots"),
            TsaRoots = files.Roots(root.RequiredWords("tsaRoots"), "tsaRoots"),
            ReviewRoots = files.Roots(root.OptionalWords("reviewRoots"), "reviewRoots"),
            RevocationLists = files.RevocationLists(root.OptionalWords("crls")),
            Catalogues = PolicyFields.Catalogues(root, problems),
            HarnessVersions = [.. root.OptionalWords("harnessVersions").Select(v => v.Text)],
            Obligations = PolicyFields.Choices(root, "obligations", CatalogueWords.Obligations, problems),
            Provenance = PolicyFields.Provenance(root, problems),
            Deadlines = PolicyFields.Deadlines(root, problems),
            AllowWaivers = PolicyFields.Flag(root, "allowWaivers", problems),
            ChallengeRequired = PolicyFields.Flag(root, "challengeRequired", problems),
            ChallengeRoots = files.Roots(root.OptionalWords("challengeRoots"), "challengeRoots"),
        };
        if (problems.Any)
        {
            Dispose(policy);
        }

        problems.ThrowIfAny();
        return policy;
    }

    private static void Dispose(VerifyPolicy policy)
    {
        foreach (X509Certificate2 root in policy.Roots.Concat(policy.TsaRoots).Concat(policy.ChallengeRoots).Concat(policy.ReviewRoots))
        {
            root.Dispose();
        }
    }
}
