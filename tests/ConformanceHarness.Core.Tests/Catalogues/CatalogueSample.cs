namespace ConformanceHarness.Core.Tests.Catalogues;

/// <summary>A small good catalogue that tests spoil in one place.</summary>
internal static class CatalogueSample
{
    public const string Good = """
        id: sample
        version: "1.0"
        title: { th: ตัวอย่าง, en: Sample }
        retired: [OLD-01]
        cases:
          - id: AUTH-01
            title: { th: แสดงชื่อ, en: The name is shown }
            obligation: must
            stages: [uat, preproduction]
            channels: [app, web, biz]
            decision: check
            check: AUTH-01
            scenarios: [entry]
            evidence: [text]
            parameters: { seconds: 2.5, widths: "320,360" }
            source: A document
            fix: { th: แก้ไข, en: Mend it }
            fixer: developer
          - id: AUTH-02
            title: { th: ตรวจโดยบุคคล, en: Looked at by a person }
            obligation: should
            stages: [uat]
            channels: [app]
            decision: person
            dependsOn: [AUTH-01]
            source: A document
            fix: { th: แก้ไข, en: Mend it }
            fixer: infrastructure
          - id: AUTH-03
            title: { th: ยังไม่มีตัวตรวจ, en: Not built }
            obligation: should
            stages: [uat]
            channels: [web]
            decision: notBuilt
            notBuilt: { th: ยังไม่มี, en: Not yet }
            feature: sendFile
            source: A document
            fix: { th: แก้ไข, en: Mend it }
            fixer: dga

        """;

    /// <summary>What is replaced, by what, the problem (English), and whether a JSON schema can see it, too.</summary>
    public static IEnumerable<TestCaseData> Spoiled()
    {
        return
        [
            // What the shape of the file already shows: schema and reader agree.
            Case("id: sample", "id: Sample One", "'id': 'Sample One' is malformed.", "id: Sample One"),
            Case("version: \"1.0\"\n", "", "'version' is missing.", "id: sample"),
            Case("version: \"1.0\"", "version: 1.0", "'version' must be a text, but YAML reads this as a number or a boolean.", "version: 1.0"),
            Case("version: \"1.0\"", "verison: \"1.0\"", "'version' is missing.", "id: sample", "Unknown member 'verison'."),
            Case("title: { th: ตัวอย่าง, en: Sample }", "title: Sample", "'title' must be a mapping of name: value.", "title: Sample"),
            Case("th: ตัวอย่าง, en: Sample", "th: Sample, en: Sample", "'title.th' holds no Thai letter.", "th: Sample"),
            Case("th: ตัวอย่าง, en: Sample", "th: ตัวอย่าง", "'title.en' is missing.", "title: { th: ตัวอย่าง }"),
            Case("th: ตัวอย่าง, en: Sample", "th: ตัวอย่าง, en: \"  \"", "'title.en' is empty.", "en: \"  \""),
            Case("retired: [OLD-01]", "retired: [old-1]", "'retired': the id 'old-1' is malformed.", "retired"),
            Case("retired: [OLD-01]", "retired: OLD-01", "'retired' must be a list.", "retired"),
            Case("id: AUTH-01", "id: auth-1", "'id': the id 'auth-1' is malformed.", "id: auth-1", "'dependsOn': there is no case 'AUTH-01'."),
            Case("obligation: must", "obligation: muss", "'AUTH-01.obligation': 'muss' is not known.", "muss"),
            Case("obligation: must", "obligation: true", "'AUTH-01.obligation' must be a text, but YAML reads this as a number or a boolean.", "obligation: true"),
            Case("obligation: must", "obligation:", "'AUTH-01.obligation' is empty.", "obligation:"),
            Case("stages: [uat, preproduction]", "stages: [uat, prod]", "'AUTH-01.stages': 'prod' is not known.", "prod]"),
            Case("stages: [uat, preproduction]", "stages: []", "'AUTH-01.stages' is empty.", "stages: []"),
            Case("channels: [app, web, biz]", "channels: [app, any]", "'AUTH-01.channels': 'any' is not known.", "any]"),
            Case("channels: [app, web, biz]", "channels: [app, app]", "'AUTH-01.channels: app' is given twice: it is on line 10 already.", "app, app"),
            Case("decision: check", "decision: machine", "'AUTH-01.decision': 'machine' is not known.", "machine"),
            Case("    check: AUTH-01\n", "", "'AUTH-01.decision' is check, but there is no 'check'.", "decision: check"),
            Case("    scenarios: [entry]\n", "", "'AUTH-01.decision' is check, but there is no 'scenarios'.", "decision: check"),
            Case("evidence: [text]", "evidence: []", "'AUTH-01.decision' is check, but there is no 'evidence'.", "decision: check"),
            Case("evidence: [text]", "evidence: [txet]", "'AUTH-01.evidence': 'txet' is not known.", "txet"),
            Case("check: AUTH-01\n", "check: AUTH-01\n    notBuilt: { th: ยัง, en: Not yet }\n", "'AUTH-01.notBuilt' doesn't go with decision: check.", "notBuilt: { th: ยัง,"),
            Case("decision: person", "decision: person\n    check: AUTH-02", "'AUTH-02.check' doesn't go with decision: person.", "check: AUTH-02"),
            Case("decision: person", "decision: person\n    scenarios: [entry]", "'AUTH-02.scenarios' doesn't go with decision: person.", "decision: person\n    scenarios", lineAfter: 1),
            Case("    notBuilt: { th: ยังไม่มี, en: Not yet }\n", "", "'AUTH-03.decision' is notBuilt, but there is no 'notBuilt'.", "decision: notBuilt"),
            Case("decision: notBuilt", "decision: notBuilt\n    check: AUTH-03", "'AUTH-03.check' doesn't go with decision: notBuilt.", "check: AUTH-03"),
            Case("feature: sendFile", "feature: Send File", "'AUTH-03.feature': 'Send File' is malformed.", "feature"),
            Case("seconds: 2.5", "Seconds: 2.5", "'AUTH-01.parameters': the parameter name 'Seconds' is malformed.", "Seconds"),
            Case("seconds: 2.5", "seconds: [1]", "'AUTH-01.parameters.seconds' must be a text.", "seconds"),
            Case("    source: A document\n", "", "'AUTH-01.source' is missing.", "id: AUTH-01"),
            Case("fixer: developer", "fixer: develper", "'AUTH-01.fixer': 'develper' is not known.", "develper"),
            Case("fixer: developer", "fixer: developer\n    color: red", "Unknown member 'AUTH-01.color'.", "color"),

            // What only the reader can see.
            Case("seconds: 2.5", "seconds: 0x10", "'AUTH-01.parameters.seconds' must be a text, but YAML reads this as a number or a boolean.", "0x10", schema: false),
            Case("seconds: 2.5", "seconds: 1, seconds: 2", "'AUTH-01.parameters.seconds' is given twice: it is on line 15 already.", "seconds", schema: false),
            Case("version: \"1.0\"", "version: \"1.0\"\nversion: \"2.0\"", "'version' is given twice: it is on line 2 already.", "version: \"2.0\"", schema: false),
            Case("id: AUTH-02", "id: AUTH-01", "The id 'AUTH-01' is already used on line 6.", "title: { th: ตรวจโดยบุคคล", lineAfter: -1, schema: false),
            Case("id: AUTH-02", "id: OLD-01", "The id 'OLD-01' is retired (line 4) and is never used again.", "id: OLD-01", schema: false),
            Case("dependsOn: [AUTH-01]", "dependsOn: [AUTH-09]", "'dependsOn': there is no case 'AUTH-09'.", "AUTH-09", schema: false),
            Case("dependsOn: [AUTH-01]", "dependsOn: [AUTH-02]", "'dependsOn' goes round in a circle: AUTH-02 → AUTH-02.", "dependsOn", schema: false),
            Case("check: AUTH-01\n", "check: AUTH-01\n    dependsOn: [AUTH-02]\n", "'dependsOn' goes round in a circle: AUTH-01 → AUTH-02 → AUTH-01.", "dependsOn: [AUTH-01]", schema: false),
        ];
    }

    private static TestCaseData Case(string old, string @new, string problem, string at, string? alsoProblem = null, int lineAfter = 0, bool schema = true)
    {
        var spoiled = Good.With(old, @new);
        string[] expected = alsoProblem is null ? [problem] : [problem, alsoProblem];
        return new TestCaseData(spoiled, spoiled.LineOf(at) + lineAfter, expected, schema).SetArgDisplayNames(problem);
    }
}
