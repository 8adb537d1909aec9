using System.IO.Compression;
using System.Text;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Device;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Channels.Tests.Appium;

/// <summary>
/// A whole run with login <c>device</c>: native path, webview, native back, second entry; a browser beside it for what needs no citizen; and
/// nothing of the tester in anything that is written. The service shows the citizen id whole, which must be seen all the same.
/// </summary>
public sealed class ATesterEntersThroughTheApp
{
    private static readonly Citizen Tester = new() { Key = "first", Kind = "tester", UserId = "7d0f6f3e-1d0b-4c6e-8a53-90c1be1f3a55", CitizenId = "1101700203451", FirstName = "สมน้ำผึ้ง", LastName = "ใจดียิ่งนัก", DateOfBirth = "19870312", Mobile = "0812345678", Email = "somnam@example.go.th" };

    private static readonly Dictionary<string, string> Variables = new()
    {
        ["CHANNELS_TESTER_FIRST"] = Tester.FirstName,
        ["CHANNELS_TESTER_LAST"] = Tester.LastName,
        ["CHANNELS_TESTER_ID"] = Tester.CitizenId,
        ["CHANNELS_TESTER_BORN"] = Tester.DateOfBirth!,
        ["CHANNELS_TESTER_MOBILE"] = Tester.Mobile!,
        ["CHANNELS_TESTER_EMAIL"] = Tester.Email!,
    };

    private DirectoryInfo reports = null!;
    private RunOutcome run = null!;
    private List<string> taps = null!;

    [OneTimeSetUp]
    public async Task Run()
    {
        reports = Directory.CreateTempSubdirectory("channels-device-");
        foreach (var (name, value) in Variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        await using var phone = await PhoneOfATest.StartAsync();
        var options = new RunOptions
        {
            Channels = [Channel.App],
            Only = ["AUTH-01", "DATA-06", "LAND-11", "SEC-05"],
            Defects = new HashSet<string> { "id-shown-whole" },
            ReportsFolder = reports.FullName,
            Appium = phone.Address.AbsoluteUri,
            DescribeService = text => text.Replace("login: mock", "login: device", StringComparison.Ordinal) + Device,
        };
        await using var setup = await RunSetup.MakeAsync(options, new SilentListener(), _ => { }, CancellationToken.None);
        // The reference service's platform plays the real one behind the app.
        var platform = (MockPlatform)setup.Request.Platform;
        phone.Arguments = [$"--host-resolver-rules=MAP czp.dga.or.th {platform.SdkBase.Authority}, MAP cpt-uat.dg-paas.cloud {platform.SdkBase.Authority}"];
        phone.LandingWithPair = async () =>
        {
            var entry = await platform.MintAsync(Tester, GatewayConduct.Proper, CancellationToken.None);
            return $"{setup.Request.Service.Target(Stage.Uat)!.LandingUrl}?appId={entry.AppId}&mToken={entry.MToken}";
        };
        run = await RunEngine.RunAsync(setup.Request with { Platform = new DevicePlatform(Tester) }, CancellationToken.None);
        taps = phone.Taps;
    }

    [OneTimeTearDown]
    public void Remove()
    {
        foreach (var name in Variables.Keys)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        reports.Delete(recursive: true);
    }

    [Test]
    public void The_page_in_the_webview_is_judged() => Assert.That(
        run.Record.Verdicts.Select(v => (v.Case, v.Outcome)),
        Is.EquivalentTo(new[] { ("AUTH-01", Outcome.Passed), ("DATA-06", Outcome.Failed), ("LAND-11", Outcome.Passed), ("SEC-05", Outcome.Untested) }),
        string.Join('\n', run.Record.Observations.Select(o => $"{o.Id} {o.Attempt} {o.End} {o.EndReason}")));

    [Test]
    public void What_no_session_shows_waited_for_a_person_from_the_beginning() =>
        Assert.That(run.Record.Plan.Cases.Single(c => c.Case == "SEC-05").AsksPerson, Is.True);

    [Test]
    public void The_app_was_walked_natively_and_closed_before_it_was_entered_again()
    {
        // entry: in, closed and in again (consent is given once); tour: in, and back from each of three sub-services.
        string[] entryFirst = ["category", "service", "agree", "close", "restart", "category", "service", "category", "service", "back", "back", "back"];
        string[] tourFirst = ["category", "service", "agree", "back", "back", "back", "category", "service", "close", "restart", "category", "service"];
        Assert.That(taps, Is.EqualTo(entryFirst).Or.EqualTo(tourFirst));
        Assert.That(taps.Count(t => t == "back"), Is.EqualTo(3));
    }

    [Test]
    public void Back_is_the_systems_own_and_leads_to_the_page_before()
    {
        var tour = run.Record.Observations.Single(o => o.Scenario == "tour");

        Assert.That(tour.Visits.Where(v => v.Kind == "back").Select(v => v.Done), Is.EqualTo([true, true, true]));
        Assert.That(tour.Events.Where(e => e.Kind == "native").Select(e => e.Name), Does.Contain("step 1").And.Contain("back"));
        Assert.That(tour.Events.Select(e => e.Kind), Does.Not.Contain("closed").And.Not.Contain("popup"), "the app's own webview is none of the page's windows");
    }

    [Test]
    public void Every_observation_says_where_it_comes_from() => Assert.That(
        run.Record.Observations.ToDictionary(o => o.Id, o => (o.Provenance.Surface, o.Provenance.Engine, o.Provenance.Login)),
        Is.EquivalentTo(new Dictionary<string, (string, string, LoginMode)>
        {
            ["entry.app"] = ("device", "chromium", LoginMode.Device),
            ["tour.app"] = ("device", "chromium", LoginMode.Device),
            ["outside.app"] = ("emulated", "chromium", LoginMode.None),
        }));

    [Test]
    public void A_screen_that_shows_the_tester_is_not_photographed()
    {
        var entry = run.Record.Observations.Single(o => o.Scenario == "entry");

        Assert.That(entry.Snapshots.Where(s => s.Step.StartsWith("native:", StringComparison.Ordinal)).Select(s => s.Screenshot), Is.All.Not.Null);
        Assert.That(entry.Snapshots.Where(s => s.Step is "enter" or "return").Select(s => s.Screenshot), Is.All.Null);
    }

    [Test]
    public void Nothing_of_the_tester_is_in_anything_that_was_written()
    {
        string[] personal = [Tester.FirstName, Tester.LastName, Tester.CitizenId, "1-1017-00203-45-1", "1 1017 00203 45 1", Tester.Mobile!, Tester.Email!, "12 มีนาคม 2530", Uri.EscapeDataString(Tester.FirstName)];
        var looked = 0;
        foreach (var (name, bytes) in Written())
        {
            var text = Encoding.UTF8.GetString(bytes);
            foreach (var value in personal)
            {
                Assert.That(text.Contains(value, StringComparison.OrdinalIgnoreCase), Is.False, $"{name} holds {value}");
            }

            looked++;
        }

        Assert.That(looked, Is.GreaterThan(20));
        Assert.That(run.Record.Observations.Single(o => o.Scenario == "entry").Citizens.Single().FirstName, Has.Length.GreaterThan(1));
    }

    private IEnumerable<(string Name, byte[] Bytes)> Written()
    {
        foreach (var file in Directory.GetFiles(run.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".asice", StringComparison.Ordinal)))
        {
            yield return (file, File.ReadAllBytes(file));
        }

        using var bundle = ZipFile.OpenRead(run.Bundle!);
        foreach (var entry in bundle.Entries)
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            yield return (entry.FullName, copy.ToArray());
        }
    }

    private const string Device = """

        device:
          platform: android
          app: th.example.portal
          path:
            - tap: { accessibilityId: category }
            - tap: { text: หนังสือรับรอง }
            - tap: { text: ยินยอม }
              optional: true
          close: { accessibilityId: close }
          tester:
            firstName: { env: CHANNELS_TESTER_FIRST }
            lastName: { env: CHANNELS_TESTER_LAST }
            citizenId: { env: CHANNELS_TESTER_ID }
            dateOfBirth: { env: CHANNELS_TESTER_BORN }
            mobile: { env: CHANNELS_TESTER_MOBILE }
            email: { env: CHANNELS_TESTER_EMAIL }

        """;
}
