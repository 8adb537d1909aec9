using System.Diagnostics;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>The command attest, as a person and as a file of answers use it.</summary>
public sealed class PeopleAttest
{
    private const string Answers = """
        attestations:
          - case: LAND-10
            outcome: passed
            name: สมชาย
            date: 2026-06-15
            words: ไม่พบโฆษณา
            evidence: [landing.png]
          - { case: A11Y-05, outcome: failed, name: สมชาย, date: 2026-06-15, words: ปุ่มไม่มีชื่อ }

        """;

    [Test]
    public async Task Answers_from_a_file_go_into_the_service_file_and_nothing_else_changes()
    {
        using var home = new TestHome();
        var service = home.ServiceFile("https://uat.example.go.th/");
        var before = await File.ReadAllTextAsync(service) + "# ท้ายไฟล์\n";
        await File.WriteAllTextAsync(service, before);
        home.File("landing.png", "x");
        var end = await Command.RunAsync(home, "attest", "--service", service, "--answers", home.File("answers.yaml", Answers));

        Assert.That(end.ExitCode, Is.Zero, end.All);
        var after = await File.ReadAllTextAsync(service);
        Assert.That(after, Does.StartWith(before).And.Contain("  - case: LAND-10\n    stage: uat\n    outcome: passed\n    name: \"สมชาย\"\n").And.Contain("evidence: [\"landing.png\"]"));
        Assert.That(end.Output, Does.Contain("2 answers kept; 0 cases still wait"));
    }

    [Test]
    public async Task A_wrong_file_of_answers_changes_nothing()
    {
        using var home = new TestHome();
        var service = home.ServiceFile("https://uat.example.go.th/");
        var before = await File.ReadAllTextAsync(service);
        var answers = home.File("answers.yaml", Answers);
        var end = await Command.RunAsync(home, "attest", "--service", service, "--answers", answers);

        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain(answers + ":2: LAND-10: the evidence landing.png is not in the service file's folder."));
        Assert.That(await File.ReadAllTextAsync(service), Is.EqualTo(before));
    }

    [Test]
    public async Task Each_case_is_asked_and_what_was_answered_before_the_end_is_kept()
    {
        using var home = new TestHome();
        var service = home.ServiceFile("https://uat.example.go.th/");
        // The second case is answered in part only: the person has left.
        var (exit, output) = await TypeAsync(home, service, "x\np\n\nสมชาย\n2026-13-01\n2026-06-15\nไม่พบโฆษณา\nno-such.png\n\nf\n");

        Assert.That(exit, Is.EqualTo(4), output);
        var after = await File.ReadAllTextAsync(service);
        Assert.Multiple(() =>
        {
            Assert.That(output, Does.Contain("2 cases wait for a person").And.Contain("1/2  LAND-10").And.Contain("Is there any advertisement").And.Contain("'x' is none of these").And.Contain("'2026-13-01' is no date").And.Contain("There is no no-such.png").And.Contain("1 answers kept; 1 cases still wait"));
            Assert.That(after, Does.Contain("case: LAND-10").And.Not.Contain("A11Y-05"));
        });

        var again = await TypeAsync(home, service, "q\n");
        Assert.That(again.Output, Does.Contain("1/1  A11Y-05").And.Not.Contain("LAND-10  "), "what is answered is not asked again");
    }

    [Test]
    public async Task Without_a_service_file_there_is_nowhere_to_write()
    {
        using var home = new TestHome();
        var end = await Command.RunAsync(home, "attest");

        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain("--service is missing"));
    }

    private static async Task<(int Exit, string Output)> TypeAsync(TestHome home, string service, string typed)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(RunEngine).Assembly.Location, "attest", "--service", service, "--lang", "en"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
        };
        start.Environment["CONFORMANCE_HOME"] = home.Folder;
        start.Environment["TMPDIR"] = home.Temporary;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
