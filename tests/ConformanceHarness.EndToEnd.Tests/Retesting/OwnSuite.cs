using ConformanceHarness.Core.Judging;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.EndToEnd.Tests.Retesting;

/// <summary>A suite as DGA would write one; the test names its catalogue, and loads this very assembly by its path.</summary>
public static class OwnSuite
{
    public const string CatalogueVariable = "TEST_OWN_SUITE_CATALOGUE";

    public static string Catalogue(string caseId = "DGA-01", string check = "DGA-01") => $$"""
        id: dga-own
        version: "1"
        title: { th: กรณีของ สพร., en: DGA's own cases }
        cases:
          - id: {{caseId}}
            title: { th: "ที่อยู่ตอบด้วย TLS", en: "The address answers with TLS" }
            obligation: must
            stages: [uat]
            channels: [app, web]
            decision: check
            check: {{check}}
            scenarios: [transport]
            evidence: [transport]
            source: "DGA"
            fix: { th: แก้ไข, en: Fix it }
            fixer: infrastructure

        """;

    public static Suite Load() => new(
        typeof(OwnSuite).Assembly.GetName().Name!,
        Environment.GetEnvironmentVariable(CatalogueVariable) ?? "",
        [],
        new Dictionary<string, ICheck> { ["DGA-01"] = new Answers() });

    private sealed class Answers : ICheck
    {
        public Judgement Judge(CaseEvidence evidence) => evidence.Of("transport")!.Transport.Any(p => p is { Kind: "tls", KeyHash: not null })
            ? Judgement.Passed(new("ตอบ", "It answers."))
            : Judgement.Failed(new Finding(null, new("ไม่ตอบ", "It does not answer."), null, []));
    }
}
