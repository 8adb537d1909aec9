using System.Text;
using ConformanceHarness.Cli.Inbox;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.Reports.Inbox;

namespace ConformanceHarness.EndToEnd.Tests.Reviewing;

/// <summary>Sixty submissions with hostile ones among them.</summary>
public sealed class AnInboxOfMany
{
    private const int Good = 54;
    private readonly TestFolder folder = new();

    [OneTimeSetUp]
    public void Fill()
    {
        var golden = File.ReadAllBytes(new SampleRun().Write(folder));
        Directory.Delete(folder.Path, recursive: true);
        Directory.CreateDirectory(folder.Path);
        for (var i = 0; i < Good; i++)
        {
            var run = new SampleRun { Service = $"id: service-{i / 2:00}\nlanding: https://service.example.go.th/start\n", Greeting = "สวัสดี " + i };
            var written = run.Write(folder);
            File.Move(written, folder.File($"{i:00}-trial.asice"));
        }

        File.WriteAllText(folder.File("80.asice"), "");
        File.WriteAllText(folder.File("81.asice"), new string('P', 100_000));
        File.WriteAllBytes(folder.File("82-trial.asice"), golden[..(golden.Length / 2)]);
        File.WriteAllBytes(folder.File("83-trial.asice"), Flipped(golden));
        File.WriteAllBytes(folder.File("84-trial.asice"), TestZip.Write([new TestEntry("mimetype", Encoding.ASCII.GetBytes(EntryNames.MimetypeContent)), new TestEntry("../../../etc/x", [1]), new TestEntry("bomb.txt", new byte[8 << 20]) { Deflate = true }]));
        File.WriteAllBytes(folder.File("85.asice"), [.. "PK\u0005\u0006"u8, .. Enumerable.Repeat((byte)0xFF, 18)]);
        File.WriteAllText(folder.File("readme.txt"), "no bundle");
    }

    [OneTimeTearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void Every_bundle_is_a_row_and_no_hostile_one_stops_the_others()
    {
        var files = InboxScan.Files(folder.Path);
        var heard = new List<int>();
        var inbox = Scan(new SampleJudge()).Run(folder.Path, files, n => { lock (heard) { heard.Add(n); } }, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(files, Has.Count.EqualTo(60));
            Assert.That((inbox.Rows.Count, inbox.Total, inbox.AllAcceptable), Is.EqualTo((60, 60, false)));
            Assert.That(inbox.Rows.Count(r => r.Acceptable), Is.EqualTo(Good));
            Assert.That(inbox.Rows.Where(r => !r.Acceptable).Select(r => r.File[..2]).Order(), Is.EqualTo(new[] { "80", "81", "82", "83", "84", "85" }));
            Assert.That(inbox.Rows.Where(r => !r.Valid).All(r => r.Problems.Count > 0 && r.Place == InboxPlace.Unknown), Is.True);
            Assert.That(inbox.Rows.Count(r => r.Place == InboxPlace.Newest), Is.EqualTo(Good / 2));
            Assert.That(inbox.Rows.Count(r => r.Place == InboxPlace.Superseded), Is.EqualTo(Good / 2));
            Assert.That(heard.Order(), Is.EqualTo(Enumerable.Range(1, 60)));
        }
    }

    /// <summary>A fault of the harness's own, here a policy that is none: no bundle is to blame, and the others are still looked at.</summary>
    [Test]
    public void One_that_breaks_the_verifier_is_a_row_too()
    {
        var inbox = new InboxScan(new BundleVerifier(new SampleJudge()), new VerifyPolicy { Catalogues = null! }, allowTrial: true).Run(folder.Path, ["00-trial.asice", "80.asice"], _ => { }, default);
        Assert.That(inbox.Rows.Select(r => r.Problems[0].Code), Is.EquivalentTo(new[] { "verify-failed", "container-not-zip" }));
    }

    [Test]
    public void Stopping_it_keeps_what_was_found()
    {
        using var stop = new CancellationTokenSource();
        var inbox = Scan(new SampleJudge()).Run(folder.Path, InboxScan.Files(folder.Path), n =>
        {
            if (n == 5)
            {
                stop.Cancel();
            }
        }, stop.Token);
        Assert.That(inbox.Rows.Count, Is.InRange(5, 59));
        Assert.That((inbox.Total, inbox.AllAcceptable), Is.EqualTo((60, false)));
    }

    private static InboxScan Scan(IBundleJudge judge) => new(new BundleVerifier(judge), new VerifyPolicy { Now = TestPki.Now }, allowTrial: true);

    private static byte[] Flipped(byte[] golden)
    {
        byte[] flipped = [.. golden];
        flipped[golden.Length / 3] ^= 0xFF;
        return flipped;
    }
}
