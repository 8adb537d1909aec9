using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>Bad input stops before anything is visited: exit code, what is wrong, what to do.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UsageIsRefused
{
    private readonly TestHome home = new();

    [TearDown]
    public void Remove() => home.Dispose();

    [TestCase("rum", "There is no command rum. Did you mean 'run'?", "./conformance --help")]
    [TestCase("run --onyl SEC", "There is no option --onyl. Did you mean '--only'?", "./conformance run --help")]
    [TestCase("run --stage uatt", "--stage uatt: there is no 'uatt'.", "Did you mean 'uat'?")]
    [TestCase("run --channel ios", "--channel ios: there is no 'ios'.", "Allowed: app, web, biz.")]
    [TestCase("run --parallel none", "--parallel none: it must be a whole number from 1 to 16.", "Correct the option")]
    [TestCase("run --defect no-titel", "--defect no-titel: there is no such defect.", "Near ones: no-title.")]
    [TestCase("run --service my.yaml --defect no-title", "--defect can't be used with --service my.yaml.", "embedded reference service")]
    [TestCase("run --service nowhere.yaml", "There is no service file nowhere.yaml.", "docs/service-file.md")]
    [TestCase("run --key agency.p12 --only SEC", "--key can't be used with --only or --channel", "trial bundle")]
    [TestCase("run --key-password-env NAME", "--key-password-env is there without --key.", "Add --key FILE.p12")]
    [TestCase("run --lang de", "--lang de: only th and en are there.", "--help")]
    [TestCase("run --only NOPE", "'NOPE' names no case and no group.", "./conformance list")]
    [TestCase("verify nowhere.asice", "There is no file nowhere.asice.", ".asice")]
    [TestCase("report nowhere", "There is no nowhere.", ".asice")]
    public async Task With_exit_code_2_the_problem_and_what_to_do(string arguments, string problem, string next)
    {
        var end = await Command.RunAsync(home, arguments.Split(' '));
        Assert.Multiple(() =>
        {
            Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
            Assert.That(end.Error, Does.Contain(problem).And.Contain(next).And.Not.Contain("   at "));
        });
    }

    [Test]
    public async Task No_command_shows_what_there_is()
    {
        var end = await Command.RunAsync(home);
        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Error, Does.Contain("doctor"));
    }

    [Test]
    public async Task In_Thai_where_the_system_is_Thai()
    {
        home.Variables["LANG"] = "th_TH.UTF-8";
        var end = await Command.RunAsync(home, "run", "--service", "nowhere.yaml");
        Assert.That(end.Error, Does.Contain("ไม่พบไฟล์บริการ nowhere.yaml"));
    }

    [Test]
    public async Task As_one_JSON_object_where_a_machine_reads()
    {
        var end = await Command.RunAsync(home, "run", "--service", "nowhere.yaml", "--json");
        using var answer = JsonDocument.Parse(end.Output);
        Assert.That(answer.RootElement.GetProperty("exitCode").GetInt32(), Is.EqualTo(2));
        Assert.That(answer.RootElement.GetProperty("problems")[0].GetProperty("problem").GetProperty("en").GetString(), Does.Contain("nowhere.yaml"));
    }

    [Test]
    public async Task A_wrong_service_file_by_file_and_line()
    {
        var file = home.ServiceFile("https://localhost:1/");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("login: mock", "login: mokc", StringComparison.Ordinal));
        var end = await Command.RunAsync(home, "run", "--service", "service.yaml");
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Match(@"service\.yaml:\d+: .*mokc").And.Contain("mock"));
    }

    [Test]
    public async Task A_secret_that_is_not_set_by_the_name_of_its_variable()
    {
        var file = home.ServiceFile("https://localhost:1/");
        home.Variables.Remove("TEST_CONSUMER_SECRET");
        var end = await Command.RunAsync(home, "run", "--service", file);
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain("TEST_CONSUMER_SECRET is not set").And.Contain("export TEST_CONSUMER_SECRET=").And.Not.Contain("only-this-test-knows"));
    }

    [Test]
    public async Task A_host_that_does_not_resolve_by_its_name()
    {
        var end = await Command.RunAsync(home, "run", "--service", home.ServiceFile("https://nobody.invalid/landing"), "--only", "LAND-04");
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain("nobody.invalid").And.Contain("landingUrl"));
        Assert.That(Directory.Exists(Path.Combine(home.Folder, "reports")), Is.False, "a run that can't begin leaves no folder");
    }

    [Test]
    public async Task A_refused_connection_with_3()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        var end = await Command.RunAsync(home, "run", "--service", home.ServiceFile($"https://127.0.0.1:{port}/"), "--only", "LAND-04");
        Assert.That(end.ExitCode, Is.EqualTo(3), end.All);
        Assert.That(end.Error, Does.Contain($"127.0.0.1:{port}").And.Contain("firewall").And.Contain("Cause: environment"));
    }

    [Test]
    public async Task A_firewalls_block_page_with_3()
    {
        await using var firewall = await TinyService.StartAsync(TinyService.Html("<h1>Web Page Blocked</h1><p>Your support ID is 123</p>", 403));
        var end = await Command.RunAsync(home, "run", "--service", home.ServiceFile(firewall.Address, firewall.Ca), "--only", "LAND-04");
        Assert.That(end.ExitCode, Is.EqualTo(3), end.All);
        Assert.That(end.Error, Does.Contain("block page").And.Contain("IP address"));
    }

    [Test]
    public async Task A_browser_that_is_not_there_with_3()
    {
        var end = await Command.RunAsync(home, "run", "--browser-path", "/no/such/browser", "--only", "LAND-04");
        Assert.That(end.ExitCode, Is.EqualTo(3), end.All);
        Assert.That(end.Error, Does.Contain("--browser-path = /no/such/browser").And.Contain("Install Chromium"));
    }

    [Test]
    public async Task A_browser_that_is_none_with_3()
    {
        var end = await Command.RunAsync(home, "run", "--browser-path", OperatingSystem.IsWindows() ? @"C:\Windows\System32\where.exe" : "/bin/true", "--only", "LAND-04");
        Assert.That(end.ExitCode, Is.EqualTo(3), end.All);
        Assert.That(end.Error, Does.Contain("doctor").And.Contain("Stopped without judging any case").And.Not.Contain("   at "));
    }

    [Test]
    public async Task A_reports_folder_that_cannot_be_written_with_3()
    {
        var file = home.File("a-file", "");
        var end = await Command.RunAsync(home, "run", "--reports", Path.Combine(file, "reports"), "--only", "LAND-01");
        Assert.That(end.ExitCode, Is.EqualTo(3), end.All);
        Assert.That(end.Error, Does.Contain("a-file").And.Contain("--reports"));
    }
}
