using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Comparing;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Retesting;

/// <summary>A submission of a service that is not built in: its own service file, DGA's secrets and files.</summary>
public sealed class RetestingASubmission
{
    [Test]
    public async Task The_bundles_service_file_is_used_with_the_files_that_were_handed_over()
    {
        await using var service = await TinyService.StartAsync(TinyService.Html("<p>ยินดีต้อนรับ"));
        using var home = new TestHome();
        var bundle = await SubmitAsync(home, service);
        var without = await Command.RunAsync(home, "retest", bundle);
        Assert.That(without.ExitCode, Is.EqualTo(2), without.All);
        Assert.That(without.Error, Does.Contain("landing-ca.crt").And.Contain("--files DIR"));

        var files = Directory.CreateDirectory(Path.Combine(home.Folder, "ไฟล์ ของหน่วยงาน")).FullName;
        File.Copy(Path.Combine(home.Folder, "landing-ca.crt"), Path.Combine(files, "landing-ca.crt"));
        var to = Path.Combine(home.Folder, "retest");
        var end = await Command.RunAsync(home, "retest", bundle, "--files", files, "--out", to);
        Assert.That(end.ExitCode, Is.Zero, end.All);
        var retest = ComparisonJson.ReadRetest(await File.ReadAllBytesAsync(Path.Combine(to, "comparison.json")));
        Assert.That(retest.Comparison.Cases.Select(c => (c.Case, c.Change)), Is.EqualTo(new[] { ("LAND-01", Change.Same), ("DOC-01", Change.Same) }));
        Assert.That(retest.Comparison.Target.Concat(retest.Comparison.Inputs).Where(f => !f.Same), Is.Empty, "the same target, the same service file, the same harness");

        home.Variables.Remove("TEST_CONSUMER_SECRET");
        var secretless = await Command.RunAsync(home, "retest", bundle, "--files", files);
        Assert.That(secretless.ExitCode, Is.EqualTo(2), secretless.All);
        Assert.That(secretless.Error, Does.Contain("TEST_CONSUMER_SECRET is not set"));
    }

    [Test]
    public async Task A_service_file_of_ones_own_takes_its_place()
    {
        await using var service = await TinyService.StartAsync(TinyService.Html("<p>ยินดีต้อนรับ"));
        using var home = new TestHome();
        var bundle = await SubmitAsync(home, service);
        var to = Path.Combine(home.Folder, "retest");
        var end = await Command.RunAsync(home, "retest", bundle, "--service", Path.Combine(home.Folder, "service.yaml"), "--out", to);
        Assert.That(end.ExitCode, Is.Zero, end.All);

        var other = await Command.RunAsync(home, "retest", bundle, "--fixture", "reference");
        Assert.That(other.ExitCode, Is.EqualTo(2), other.All);
        Assert.That(other.Error, Does.Contain("of the service 'hard', and 'reference' would be tested"));
    }

    [TestCase("/etc/passwd")]
    [TestCase("../dga.p12")]
    public async Task A_submission_that_reaches_for_other_files_is_refused(string file)
    {
        await using var service = await TinyService.StartAsync(TinyService.Html("<p>ยินดีต้อนรับ"));
        using var home = new TestHome();
        var bundle = Reaching(home, await SubmitAsync(home, service), file);
        var end = await Command.RunAsync(home, "retest", bundle, "--files", home.Folder);
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain($"names '{file}', which leads out of the retest's folder"));
    }

    private static async Task<string> SubmitAsync(TestHome home, TinyService service)
    {
        var file = home.ServiceFile(service.Address, service.Ca);
        var end = await Command.RunAsync(home, "run", "--service", file, "--only", "LAND-01,DOC-01", "--json");
        Assert.That(end.ExitCode, Is.EqualTo(4), end.All);
        return JsonDocument.Parse(end.Output).RootElement.GetProperty("bundle").GetString()!;
    }

    /// <summary>The same bundle with another CA named in its service file, whole and signed again.</summary>
    private static string Reaching(TestHome home, string path, string file)
    {
        var contents = new BundleContents();
        using var read = BundleReader.Open(path);
        var service = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(read.ReadAll(read.Find(EntryNames.Service)!)).Replace("landing-ca.crt", file, StringComparison.Ordinal));
        foreach (var entry in read.Entries.Where(e => e.Name != EntryNames.Mimetype && !e.Name.StartsWith(EntryNames.MetaInf, StringComparison.Ordinal)))
        {
            var bytes = read.ReadAll(entry);
            contents.AddBytes(entry.Name, entry.Name switch
            {
                EntryNames.Service => service,
                EntryNames.Statement => Core.Ledger.RecordJson.Write(Core.Ledger.RecordJson.ReadStatement(bytes) with { ServiceFileDigest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(service)) }),
                _ => bytes,
            });
        }

        using var key = SigningKey.Trial(TimeProvider.System);
        return BundleWriter.Write(Directory.CreateDirectory(Path.Combine(home.Folder, "reaching")).FullName, contents, key, TimeProvider.System, []);
    }
}
