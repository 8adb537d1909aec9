using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.EndToEnd.Tests.Official;
using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Reviewing;

/// <summary>An agency's official bundle that is not conformant, and what DGA does with it: feedback, countersignature, inbox. One run for all.</summary>
public sealed class TheReviewerAnswers
{
    private static readonly TestPki Dga = new(TimeProvider.System.GetUtcNow());
    private readonly TestHome home = new();
    private TinyTsa tsa = null!;
    private string bundle = null!;

    [OneTimeSetUp]
    public async Task Run()
    {
        tsa = await TinyTsa.StartAsync(KeyFiles.Pki.Tsa with { At = TimeProvider.System.GetUtcNow });
        await using var service = await TinyService.StartAsync(TinyService.Html("<h1>บริการ</h1>"));
        var file = home.ServiceFile(service.Address, service.Ca);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("login: mock", "login: none", StringComparison.Ordinal));
        home.File("password.txt", KeyFiles.Password + "\n");
        var run = await Command.RunAsync(home, "run", "--service", file, "--key", new KeyFiles(home).Pem(), "--key-password-file", "password.txt", "--tsa", tsa.Address, "--json");
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        bundle = JsonDocument.Parse(run.Output).RootElement.GetProperty("bundle").GetString()!;
        foreach (var (name, certificate) in new[] { ("root.pem", KeyFiles.Pki.Root), ("tsa-root.pem", KeyFiles.Pki.TsaRoot), ("dga-root.pem", Dga.Root), ("stranger.pem", Dga.Stranger) })
        {
            home.File(name, certificate.ExportCertificatePem());
        }

        await File.WriteAllBytesAsync(Path.Combine(home.Folder, "dga.p12"), new X509Certificate2Collection(new X509Certificate2[] { Dga.Ecdsa, TestPki.WithoutKey(Dga.Intermediate), TestPki.WithoutKey(Dga.Root) }).Export(X509ContentType.Pkcs12, KeyFiles.Password)!);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await tsa.DisposeAsync();
        home.Dispose();
    }

    [Test]
    public async Task Rejecting_leaves_the_agencys_part_as_it_was_and_verify_tells_of_both()
    {
        var before = await File.ReadAllBytesAsync(bundle);
        var signed = await Sign("reviewed 1.asice", "rejected");
        Assert.That(signed.ExitCode, Is.Zero, signed.All);
        Assert.That(JsonDocument.Parse(signed.Output).RootElement.GetProperty("bundle").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(before))));
        var after = await File.ReadAllBytesAsync(Path.Combine(home.Folder, "reviewed 1.asice"));
        var directory = before.AsSpan().LastIndexOf("PK\u0005\u0006"u8) - (int)BitConverter.ToUInt32(before, before.Length - 10);
        Assert.That(after.AsSpan(0, directory).SequenceEqual(before.AsSpan(0, directory)), Is.True);

        var verified = await Verify("reviewed 1.asice", "--review-root", "dga-root.pem");
        using var answer = JsonDocument.Parse(verified.Output);
        var one = answer.RootElement.GetProperty("bundles")[0];
        Assert.That(verified.ExitCode, Is.EqualTo(5), "a rejected bundle is not accepted");
        Assert.That((one.GetProperty("trusted").GetBoolean(), one.GetProperty("problems").GetArrayLength()), Is.EqualTo((true, 0)));
        var review = one.GetProperty("review");
        Assert.That((review.GetProperty("decision").GetString(), review.GetProperty("reviewer").GetString(), review.GetProperty("trusted").GetBoolean(), review.GetProperty("note").GetString()),
            Is.EqualTo(("rejected", "CN=Agency ECDSA", true, "แก้ไข AUTH แล้วส่งใหม่")));
        Assert.That(verified.Error, Does.Contain("intact, but rejected by the reviewer").And.Contain("review: rejected · CN=Agency ECDSA"));

        var stranger = await Verify("reviewed 1.asice", "--review-root", "stranger.pem");
        Assert.That((stranger.ExitCode, stranger.Error), Is.EqualTo((5, stranger.Error)));
        Assert.That(stranger.Error, Does.Contain("[review-chain-untrusted]"));
        var nobody = await Verify("reviewed 1.asice");
        Assert.That(nobody.Error, Does.Contain("[review-no-pinned-roots]").And.Contain("--review-root CA.pem"));

        var again = await Command.RunAsync(home, "review", "sign", "reviewed 1.asice", "--decision", "rejected", "--note", "x", "--key", "dga.p12", "--key-password-file", "password.txt", "--tsa", tsa.Address, "--out", "twice.asice");
        Assert.That(again.ExitCode, Is.EqualTo(5), again.All);
        Assert.That(again.Error, Does.Contain("it is reviewed already"));
        Assert.That(File.Exists(Path.Combine(home.Folder, "twice.asice")), Is.False);
    }

    [Test]
    public async Task What_is_not_conformant_is_not_accepted_and_nothing_is_written()
    {
        var signed = await Sign("accepted.asice", "accepted");
        Assert.That(signed.ExitCode, Is.EqualTo(5), signed.All);
        Assert.That(signed.Error, Does.Contain("its result is not conformant"));
        Assert.That(File.Exists(Path.Combine(home.Folder, "accepted.asice")), Is.False);
    }

    [TestCase("--decision maybe --note x", 2, "--decision maybe: it is accepted or rejected.")]
    [TestCase("--note x", 2, "--decision is missing.")]
    [TestCase("--decision rejected", 2, "--note is missing.")]
    [TestCase("--decision rejected --note x --out root.pem", 2, "--out root.pem: there is such a file already.")]
    [TestCase("--decision rejected --note x --out a-trial.asice", 2, "a trial bundle's file name must say -trial")]
    [TestCase("--decision accepted --note x --key dga.p12 --key-password-file password.txt --tsa http://127.0.0.1:1/", 2, "nobody vouches for the agency, so that nothing can be accepted")]
    [TestCase("--decision rejected --note x", 2, "--key is missing")]
    [TestCase("--decision rejected --note x --key dga.p12", 2, "--tsa is missing")]
    public async Task Usage_is_refused(string options, int exit, string said)
    {
        var end = await Command.RunAsync(home, ["review", "sign", bundle, .. options.Split(' ')]);
        Assert.That(end.ExitCode, Is.EqualTo(exit), end.All);
        Assert.That(end.Error, Does.Contain(said));
    }

    [Test]
    public async Task Feedback_is_written_and_the_next_run_of_another_service_refuses_it()
    {
        home.File("dga.yaml", "general: { th: ขอให้แก้ไข, en: Please mend it }\nLAND-02: { th: ต้องไม่มีเนื้อหา, en: \"=1+1 must be gone\" }\n");
        var end = await Command.RunAsync(home, "feedback", bundle, "--root", "root.pem", "--tsa-root", "tsa-root.pem", "--words", "dga.yaml", "--out", "ผล feedback", "--json");
        Assert.That(end.ExitCode, Is.Zero, end.All);
        using var answer = JsonDocument.Parse(end.Output);
        var json = answer.RootElement.GetProperty("json").GetString()!;
        Assert.That(answer.RootElement.GetProperty("counts").GetProperty("mustFailed").GetInt32(), Is.Positive);
        Assert.That(new FileInfo(answer.RootElement.GetProperty("html").GetString()!).Length, Is.GreaterThan(10_000));
        Assert.That((await File.ReadAllBytesAsync(answer.RootElement.GetProperty("pdf").GetString()!)).AsSpan().StartsWith("%PDF-"u8), Is.True);
        Assert.That((await File.ReadAllBytesAsync(answer.RootElement.GetProperty("xlsx").GetString()!)).AsSpan().StartsWith("PK"u8), Is.True);
        Assert.That(JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement.GetProperty("bundle").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(bundle)))));

        var other = await Command.RunAsync(home, "run", "--feedback", json);
        Assert.That(other.ExitCode, Is.EqualTo(2), other.All);
        Assert.That(other.Error, Does.Contain("it is on the service hard, and this is reference"));
    }

    [Test]
    public async Task Without_a_browser_the_rest_of_the_feedback_is_written_and_says_so()
    {
        var end = await Command.RunAsync(home, "feedback", bundle, "--out", "no-browser", "--browser-path", "/nowhere/chromium");
        Assert.That(end.ExitCode, Is.Zero, end.All);
        Assert.That(end.Output, Does.Contain("No PDF: there is no browser (looked for: /nowhere/chromium)."));
        Assert.That(Directory.GetFiles(Path.Combine(home.Folder, "no-browser")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "feedback.html", "feedback.xlsx", "feedback.json" }));
    }

    [Test]
    public async Task A_changed_bundle_gets_neither_feedback_nor_a_signature()
    {
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[bytes.AsSpan().IndexOf("statement.json"u8) + 40] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(home.Folder, "changed.asice"), bytes);
        foreach (var command in new[] { "feedback changed.asice --out none", $"review sign changed.asice --decision rejected --note x --key dga.p12 --key-password-file password.txt --tsa {tsa.Address} --out none.asice" })
        {
            var end = await Command.RunAsync(home, command.Split(' '));
            Assert.That(end.ExitCode, Is.EqualTo(5), end.All);
            Assert.That(end.Error, Does.Contain("the bundle is invalid").And.Contain("entry-damaged"));
        }

        Assert.That(Directory.GetFileSystemEntries(home.Folder, "none*"), Is.Empty);
    }

    [Test]
    public async Task A_stranger_gets_no_feedback()
    {
        var end = await Command.RunAsync(home, "feedback", bundle, "--root", "stranger.pem", "--tsa-root", "tsa-root.pem");
        Assert.That(end.ExitCode, Is.EqualTo(5), end.All);
        Assert.That(end.Error, Does.Contain("its signer is not trusted").And.Contain("[chain-untrusted]"));
    }

    [Test]
    public async Task An_inbox_is_told_as_table_page_and_json()
    {
        var inbox = Path.Combine(home.Folder, "กล่อง รับ");
        Directory.CreateDirectory(Path.Combine(inbox, "กรม"));
        File.Copy(bundle, Path.Combine(inbox, "กรม", "one.asice"));
        var good = await Command.RunAsync(home, "verify", inbox, "--root", "root.pem", "--tsa-root", "tsa-root.pem", "--deadline", "2099-12-31", "--html", "inbox.html");
        Assert.That(good.ExitCode, Is.Zero, good.All);
        Assert.That(good.Output, Does.Contain("in time").And.Contain("1 of 1 that count are acceptable").And.Not.Contain('\u001b'));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(home.Folder, "inbox.html")), Does.Contain("valid and trusted"));

        await File.WriteAllTextAsync(Path.Combine(inbox, "cut.asice"), "PK");
        var bad = await Command.RunAsync(home, "verify", inbox, "--root", "root.pem", "--tsa-root", "tsa-root.pem", "--deadline", "2020-12-31", "--json");
        using var answer = JsonDocument.Parse(bad.Output);
        Assert.That(bad.ExitCode, Is.EqualTo(5), bad.All);
        var rows = answer.RootElement.GetProperty("submissions").EnumerateArray().ToDictionary(r => r.GetProperty("file").GetString()!);
        Assert.That((rows["กรม/one.asice"].GetProperty("deadline").GetString(), rows["กรม/one.asice"].GetProperty("place").GetString()), Is.EqualTo(("late", "newest")));
        Assert.That(rows["กรม/one.asice"].GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString()), Is.EqualTo(new[] { "late" }));
        Assert.That(rows["cut.asice"].GetProperty("problems")[0].GetProperty("code").GetString(), Is.EqualTo("container-not-zip"));
    }

    [TestCase("--deadline soon", "--deadline soon: it is no day.")]
    [TestCase("--html none/inbox.html", "there is no such folder")]
    [TestCase("root.pem", "is a folder, which can't be named beside others")]
    public async Task Usage_of_an_inbox_is_refused(string options, string said)
    {
        var folder = Path.Combine(home.Folder, "small");
        Directory.CreateDirectory(folder);
        File.Copy(bundle, Path.Combine(folder, "a.asice"), overwrite: true);
        var end = await Command.RunAsync(home, ["verify", folder, .. options.Split(' ')]);
        Assert.That(end.ExitCode, Is.EqualTo(2), end.All);
        Assert.That(end.Error, Does.Contain(said));
    }

    [Test]
    public async Task An_empty_folder_is_no_answer()
    {
        var folder = Path.Combine(home.Folder, "empty");
        Directory.CreateDirectory(folder);
        var end = await Command.RunAsync(home, "verify", folder);
        Assert.That((end.ExitCode, end.Error.Contains("There is no .asice file", StringComparison.Ordinal)), Is.EqualTo((2, true)), end.All);
    }

    private Task<CommandEnd> Sign(string target, string decision) => Command.RunAsync(
        home, "review", "sign", bundle, "--root", "root.pem", "--tsa-root", "tsa-root.pem", "--decision", decision, "--note", "แก้ไข AUTH แล้วส่งใหม่",
        "--key", "dga.p12", "--key-password-file", "password.txt", "--tsa", tsa.Address, "--out", target, "--json");

    private Task<CommandEnd> Verify(string file, params string[] more) => Command.RunAsync(home, ["verify", "--root", "root.pem", "--tsa-root", "tsa-root.pem", .. more, file, "--json"]);
}
