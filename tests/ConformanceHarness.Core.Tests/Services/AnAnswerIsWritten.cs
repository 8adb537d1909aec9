using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Tests.Services;

/// <summary>Answers go into a service file that somebody else wrote: nothing of theirs changes.</summary>
public sealed class AnAnswerIsWritten
{
    private static readonly Attestation Answer = new("LAND-10", Outcome.Passed, "สมชาย \"ผู้ตรวจ\"", new DateOnly(2026, 6, 15), "ไม่พบ: โฆษณา # เลย", ["photos/landing.png"], Stage.Uat);

    private const string Item = """
          - case: LAND-10
            stage: uat
            outcome: passed
            name: "สมชาย \"ผู้ตรวจ\""
            date: 2026-06-15
            words: "ไม่พบ: โฆษณา # เลย"
            evidence: ["photos/landing.png"]
        """;

    [Test]
    public void At_the_end_of_a_file_without_answers() =>
        Assert.That(AttestationText.Put("service: x # หมายเหตุ\n\n", Answer), Is.EqualTo($"service: x # หมายเหตุ\n\nattestations:\n{Item}\n"));

    [Test]
    public void Behind_the_answers_that_are_there_and_before_the_comment_of_what_follows()
    {
        const string Before = "attestations: # ผู้ตรวจ\n  # ข้อแรก\n  - case: A11Y-05\n    outcome: passed\n    name: a\n    date: 2026-01-02\n    words: |\n      b\n      c\n\n# ที่เหลือ\nhosts: [a.example.go.th]\n";

        Assert.That(AttestationText.Put(Before, Answer), Is.EqualTo(Before.Replace("      c\n", "      c\n" + Item + "\n", StringComparison.Ordinal)));
    }

    [Test]
    public void In_place_of_an_earlier_one_to_the_same_case_and_stage()
    {
        const string Before = "attestations:\n  - case: A11Y-05\n    outcome: passed\n    name: a\n    date: 2026-01-02\n    words: b\n  - stage: uat # เดิม\n    case: \"LAND-10\"\n    outcome: failed\n    name: a\n    date: 2026-01-02\n    words: b\n  # ข้อสุดท้าย\n  - case: LAND-10\n    stage: preproduction\n    outcome: failed\n    name: a\n    date: 2026-01-02\n    words: b\nappId: x\n";
        var after = AttestationText.Put(Before, Answer)!;

        Assert.Multiple(() =>
        {
            Assert.That(after, Does.Contain("    words: b\n" + Item + "\n  # ข้อสุดท้าย\n").And.EndWith("appId: x\n"));
            Assert.That(after.Split("case: LAND-10"), Has.Length.EqualTo(3), "the answer for the other stage stays");
            Assert.That(AttestationText.Put(after, Answer), Is.EqualTo(after), "answered again with the same words, nothing changes");
        });
    }

    [Test]
    public void Into_an_empty_list() => Assert.That(AttestationText.Put("attestations: []\nappId: x\n", Answer), Is.EqualTo($"attestations:\n{Item}\nappId: x\n"));

    [Test]
    public void With_the_dashes_where_the_author_has_them() =>
        Assert.That(AttestationText.Put("attestations:\n- { case: A11Y-05, outcome: passed, name: a, date: 2026-01-02, words: b }\n", Answer), Does.Contain("words: b }\n- case: LAND-10\n  stage: uat\n"));

    [Test]
    public void With_the_ends_of_lines_that_the_file_has()
    {
        var after = AttestationText.Put("appId: x\r\n", Answer)!;

        Assert.That(after.Replace("\r\n", "", StringComparison.Ordinal), Does.Not.Contain('\n'));
    }

    [TestCase("attestations: [{ case: LAND-10, outcome: passed, name: a, date: 2026-01-02, words: b }]\n", Description = "a list in one line")]
    [TestCase("attestations:\n  - { case: LAND-10, stage: uat, outcome: passed, name: a, date: 2026-01-02, words: b }\n", Description = "an earlier answer in one line")]
    [TestCase("appId: x\n...\n", Description = "a document that is closed")]
    [TestCase("appId: \"x\n", Description = "no YAML")]
    public void Or_not_at_all_where_that_is_not_safe(string before) => Assert.That(AttestationText.Put(before, Answer), Is.Null);

    [Test]
    public void As_a_file_of_answers_that_can_be_read_again()
    {
        using var folder = new Bundles.TestFolder();
        Directory.CreateDirectory(folder.File("photos"));
        File.WriteAllText(folder.File("photos/landing.png"), "x");
        File.WriteAllText(folder.File("a.yaml"), AttestationText.File([Answer]));

        var read = AnswersFileReader.Read(folder.File("a.yaml"), Real, new HashSet<string> { "LAND-10" }, folder.Path);

        Assert.That(read.Single() with { Evidence = [] }, Is.EqualTo(Answer with { Evidence = [] }));
    }

    [TestCase("attestations: []\n", "'attestations' is empty.", 1)]
    [TestCase("answers: []\n", "Unknown member 'answers'.", 1)]
    [TestCase("attestations:\n  - { case: LAND-99, outcome: passed, name: a, date: 2026-01-02, words: b }\n", "'attestations': there is no case 'LAND-99' in the catalogue.", 2)]
    [TestCase("attestations:\n  - { case: LAND-01, outcome: passed, name: a, date: 2026-01-02, words: b }\n", "'attestations': LAND-01 does not wait for a person at this stage.", 2)]
    [TestCase("attestations:\n  - { case: LAND-10, outcome: passed, name: a, date: 2026-01-02, words: b, evidence: [x.png] }\n", "LAND-10: the evidence x.png is not in the service file's folder.", 2)]
    [TestCase("attestations:\n  - { case: LAND-10, outcome: fine, name: a, date: 2026-01-02, words: b }\n", "'attestations[0].outcome': 'fine' is not known.", 2)]
    public void A_wrong_file_of_answers_is_refused_with_file_and_line(string text, string problem, int line)
    {
        using var folder = new Bundles.TestFolder();
        var path = folder.File("a.yaml");
        File.WriteAllText(path, text);

        var problems = Yaml.Problems(() => AnswersFileReader.Read(path, Real, new HashSet<string> { "LAND-10" }, folder.Path));

        Assert.That(problems.Select(p => (p.Problem.En, p.File, p.Line)), Does.Contain((problem, path, (int?)line)));
    }

    private static readonly Core.Catalogues.Catalogue Real = Core.Catalogues.CatalogueReader.Read(RealFiles.Catalogue);
}
