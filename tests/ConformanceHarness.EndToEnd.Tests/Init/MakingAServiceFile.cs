using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Init;

/// <summary><c>init</c> as a process without a terminal.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MakingAServiceFile
{
    private const string Answers = """
        id: example-certificates
        agency.th: กรมตัวอย่าง
        agency.en: "Department: of Examples"
        category.th: งานทะเบียน
        category.en: Registration
        name.th: บริการหนังสือรับรอง
        name.en: Certificates
        appId: 7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90
        channels: [app, web]
        uat.landingUrl: https://uat.example.go.th/certificates
        subServices:
          - certificate | ขอหนังสือรับรอง | Request a certificate
          - address | แจ้งที่อยู่ | Update the address
        features: notification, requestList
        responsible.name: สมหญิง ตัวอย่างดี

        """;

    [Test]
    public async Task Answers_in_a_file_make_one_that_a_run_can_read()
    {
        using var home = new TestHome();
        home.File("answers.yaml", Answers);

        var end = await Command.RunAsync(home, "init", "--answers", "answers.yaml", "--answer", "responsible.email=somying@example.go.th");

        var path = Path.Combine(home.Folder, "example-certificates.yaml");
        Assert.That(end.ExitCode, Is.Zero, end.All);
        var profile = ServiceProfileReader.Read(path);
        Assert.Multiple(() =>
        {
            Assert.That(end.Output.TrimEnd().Split('\n')[^1], Is.EqualTo("Next: provide the secrets, then ./conformance doctor --service example-certificates.yaml and ./conformance run --service example-certificates.yaml"));
            Assert.That(profile.Agency, Is.EqualTo(new LocalText("กรมตัวอย่าง", "Department: of Examples")));
            Assert.That(profile.SubServices.Select(s => s.Name.En), Is.EqualTo(new[] { "Request a certificate", "Update the address" }));
            Assert.That(profile.Targets.Single().Login, Is.EqualTo(LoginMode.Mock));
            Assert.That(profile.Gateway.ConsumerSecret, Is.EqualTo(new SecretReference("CONSUMER_SECRET", null)));
            Assert.That(profile.Responsible!.Email, Is.EqualTo("somying@example.go.th"));
            Assert.That(File.ReadAllText(path), Does.Contain("# งานบริการย่อยทั้งหมด").And.Contain("all sub-services"));
            Assert.That(Directory.GetFiles(home.Folder, "*.part"), Is.Empty);
        });
    }

    [Test]
    public async Task A_file_that_is_there_stays_unless_force_is_given()
    {
        using var home = new TestHome();
        home.File("answers.yaml", Answers);
        var path = home.File("my.yaml", "mine");

        var refused = await Command.RunAsync(home, "init", "my.yaml", "--answers", "answers.yaml");
        Assert.Multiple(() =>
        {
            Assert.That(refused.ExitCode, Is.EqualTo(ExitCodes.UsageOrConfiguration));
            Assert.That(refused.Error, Does.Contain("my.yaml is there already").And.Contain("--force"));
            Assert.That(File.ReadAllText(path), Is.EqualTo("mine"));
        });

        var forced = await Command.RunAsync(home, "init", "my.yaml", "--answers", "answers.yaml", "--force");
        Assert.That((forced.ExitCode, File.ReadAllText(path).Contains("id: example-certificates", StringComparison.Ordinal)), Is.EqualTo((0, true)), forced.All);
    }

    [Test]
    public async Task Without_a_terminal_it_names_all_that_is_missing()
    {
        using var home = new TestHome();
        var end = await Command.RunAsync(home, "init", "my.yaml", "--answer", "id=a");
        Assert.Multiple(() =>
        {
            Assert.That(end.ExitCode, Is.EqualTo(ExitCodes.UsageOrConfiguration));
            Assert.That(end.Error, Does.Contain("There is no terminal to ask at").And.Contain("agency.th, agency.en").And.Contain("--answers FILE"));
            Assert.That(Directory.GetFiles(home.Folder, "*.yaml"), Is.Empty);
        });
    }

    [TestCase("id=Not an id", "'service.id'", "lower-case letters")]
    [TestCase("uat.landingUrl=http://example.go.th/", "https", "https://")]
    [TestCase("uat.landingUrl=https://example.go.th/?mToken=x", "already holds the parameter mToken", "Delete it")]
    [TestCase("preproduction.login=mint", "doesn't fit this stage", "device")]
    [TestCase("features=notifications", "no case of the catalogue knows", "notification")]
    [TestCase("subServices=certificate", "three parts", "|")]
    [TestCase("agency.th=Department", "no Thai letter", "")]
    [TestCase("Id=x", "there is no such question", "id")]
    public async Task A_wrong_answer_is_refused_by_the_rules_of_the_reader(string answer, string problem, string next)
    {
        using var home = new TestHome();
        home.File("answers.yaml", Answers);
        var end = await Command.RunAsync(home, "init", "my.yaml", "--answers", "answers.yaml", "--answer", answer);
        Assert.Multiple(() =>
        {
            Assert.That(end.ExitCode, Is.EqualTo(ExitCodes.UsageOrConfiguration), end.All);
            Assert.That(end.Error, Does.Contain(problem).And.Contain(next));
            Assert.That(File.Exists(Path.Combine(home.Folder, "my.yaml")), Is.False);
        });
    }

    [Test]
    public async Task A_secret_that_is_typed_is_never_repeated_or_written()
    {
        using var home = new TestHome();
        home.File("answers.yaml", Answers);
        var end = await Command.RunAsync(home, "init", "my.yaml", "--answers", "answers.yaml", "--answer", "gateway.consumerSecret=s3cr3t-of-the-agency");
        Assert.Multiple(() =>
        {
            Assert.That(end.ExitCode, Is.EqualTo(ExitCodes.UsageOrConfiguration));
            Assert.That(end.All, Does.Contain("env:VARIABLE").And.Not.Contain("s3cr3t"));
            Assert.That(Directory.GetFiles(home.Folder, "my*"), Is.Empty);
        });
    }

    [Test]
    public async Task Recording_without_a_display_says_so()
    {
        using var home = new TestHome();
        home.Variables["DISPLAY"] = home.Variables["WAYLAND_DISPLAY"] = "";
        var end = await Command.RunAsync(home, "init", "--record", "--sub-service", "certificate");
        Assert.That(end.ExitCode, Is.EqualTo(OperatingSystem.IsLinux() ? ExitCodes.HarnessError : end.ExitCode), end.All);
        Assert.That(end.Error, OperatingSystem.IsLinux() ? Does.Contain("There is no display") : Is.Not.Null);
    }

    [TestCase("--sub-service belongs to --record", "--sub-service", "one")]
    [TestCase("--force can't be used with --record", "--record", "--force")]
    public async Task Options_of_the_other_kind_are_refused(string problem, params string[] typed)
    {
        using var home = new TestHome();
        var end = await Command.RunAsync(home, ["init", .. typed]);
        Assert.That((end.ExitCode, end.Error), Is.EqualTo((ExitCodes.UsageOrConfiguration, end.Error)));
        Assert.That(end.Error, Does.Contain(problem));
    }
}
