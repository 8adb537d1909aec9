using System.Reflection;
using System.Text.RegularExpressions;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.Core.Tests.Challenges;
using ConformanceHarness.Core.Tests.Policies;
using ConformanceHarness.Core.Tests.Reviews;

namespace ConformanceHarness.Core.Tests.Hostile;

/// <param name="What">what is tried, as a sentence</param>
/// <param name="Codes">what the verifier answers, at least</param>
internal sealed record HostileInput(string What, string Codes);

/// <summary>Every hostile input that the tests try, read from the very sources that NUnit runs: what is not tried can't be told of.</summary>
internal static partial class HostileInputs
{
    /// <summary>Property of a test case: how the page shows what its name can't say.</summary>
    public const string Shown = nameof(Shown);

    public static IReadOnlyList<(string Heading, Type[] Tests)> Groups { get; } =
    [
        ("The container", [typeof(HostileContainerTests), typeof(FlippedBytesTests)]),
        ("Manifest, signature and certificates", [typeof(HostileSignatureTests)]),
        ("Timestamps", [typeof(HostileTimestampTests)]),
        ("Revocation", [typeof(RevocationTests), typeof(RevocationListsMadeByOpenSsl)]),
        ("Records, ledger and evidence: signed properly by an agency that lies", [typeof(EditedRecordsTests)]),
        ("Earlier submissions", [typeof(ResubmittedBundlesTests)]),
        ("Challenges", [typeof(ChallengesAreVerified)]),
        ("Reviews", [typeof(HostileReviewTests)]),
        ("Intact, and not what the policy takes", [typeof(APolicyIsApplied), typeof(NeverOfficialTests), typeof(UntouchedBundleTests)]),
    ];

    /// <summary>In the order in which the class has them.</summary>
    public static IReadOnlyList<HostileInput> Of(Type tests) =>
        [.. tests.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).OrderBy(m => m.MetadataToken).SelectMany(m => Of(tests, m))];

    private static IEnumerable<HostileInput> Of(Type tests, MethodInfo method)
    {
        var said = method.GetCustomAttribute<AnsweredWithAttribute>();
        if (said?.What is { } what)
        {
            return [new HostileInput(what, said.Codes)];
        }

        var cases = method.GetCustomAttributes<TestCaseSourceAttribute>().SelectMany(s => Cases(tests, s.SourceName!)).Where(c => c.TestName is not null).ToList();
        return said is not null && cases.Count == 0
            ? [new HostileInput(Sentence(method.Name), said.Codes)]
            : cases.Where(c => (Codes(c) ?? said?.Codes) is { Length: > 0 }).Select(c => new HostileInput((string?)c.Properties.Get(Shown) ?? Sentence(c.TestName!), (Codes(c) ?? said?.Codes)!));
    }

    private static IEnumerable<TestCaseData> Cases(Type tests, string source) =>
        (IEnumerable<TestCaseData>)tests.GetMethod(source, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!.Invoke(null, null)!;

    private static string? Codes(TestCaseData tried) => tried.Arguments
        .Select(a => a switch { string one => one, string[] several => string.Join(',', several), _ => null })
        .FirstOrDefault(a => a is not null && (a.Length == 0 || CodeList().IsMatch(a)));

    private static string Sentence(string name) => Ending().Replace(name, "").Replace("Revoked_", "Revoked: ", StringComparison.Ordinal).Replace('_', ' ');

    [GeneratedRegex("^[a-z0-9]+(?:-[a-z0-9]+)*(?:,[a-z0-9]+(?:-[a-z0-9]+)*)*$")]
    private static partial Regex CodeList();

    [GeneratedRegex("_(?:is_refused|is_caught|is_found|is_named|are_refused|and_it_is_said|is_[a-z]+(?:-[a-z]+)+)$")]
    private static partial Regex Ending();
}
