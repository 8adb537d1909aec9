using System.Net;
using System.Text;
using System.Text.Json;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Tests.Bundles;

public sealed class SecretsNeverLeaveTests
{
    private const string Secret = "s3cr3t/ค่า+\"<&>\"?key=1";

    private static IEnumerable<TestCaseData> Encodings()
    {
        var utf8 = Encoding.UTF8.GetBytes(Secret);
        yield return Of("plain", Secret);
        yield return Of("URL_encoded", Uri.EscapeDataString(Secret));
        yield return Of("URL_encoded_in_lower_case", WebUtility.UrlEncode(Secret).ToLowerInvariant());
        yield return Of("every_byte_percent_encoded", string.Concat(utf8.Select(b => $"%{b:X2}")));
        yield return Of("in_JSON", JsonSerializer.Serialize(Secret));
        yield return Of("in_JSON_relaxed", System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Secret));
        yield return Of("in_HTML", WebUtility.HtmlEncode(Secret));
        yield return Of("in_the_text_of_a_document", "s3cr3t/ค่า+\"&lt;&amp;&gt;\"?key=1");
        yield return Of("in_an_attribute_of_a_document", "s3cr3t/ค่า+&quot;&lt;&amp;&gt;&quot;?key=1");
        yield return Of("in_hex", Convert.ToHexString(utf8));
        yield return Of("in_lower_case_hex", Convert.ToHexStringLower(utf8));
        foreach (var before in new[] { "", "a", "ab", "abc" })
        {
            var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + "z"));
            yield return Of($"in_base64_behind_{before.Length}_bytes", base64);
            yield return Of($"in_URL_safe_base64_behind_{before.Length}_bytes", base64.Replace('+', '-').Replace('/', '_'));
        }
    }

    [TestCaseSource(nameof(Encodings))]
    public void A_known_secret_is_found(string encoded)
    {
        using var folder = new TestFolder();
        var problem = Refusal(folder, "report.txt", Encoding.UTF8.GetBytes("before " + encoded + " after"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.Entries, Is.EqualTo(new[] { "report.txt" }));
            Assert.That(problem.Message, Does.Contain("report.txt").And.Not.Contain("s3cr3t"));
            Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty, "nothing is left behind");
        }
    }

    [TestCase(65536 - 5)]
    [TestCase(65536 - 1)]
    [TestCase(131072 - 7)]
    public void A_secret_across_two_blocks_is_found(int at)
    {
        using var folder = new TestFolder();
        Assert.That(Refusal(folder, "report.txt", Encoding.UTF8.GetBytes(new string('x', at) + Secret + new string('y', 70_000))).Entries, Is.EqualTo(new[] { "report.txt" }));
    }

    [Test]
    public void All_leaking_entries_are_named()
    {
        using var folder = new TestFolder();
        var contents = new SampleRun { ChangeEntries = e => { e["a.txt"] = Encoding.UTF8.GetBytes(Secret); e["b.txt"] = Encoding.UTF8.GetBytes(Secret); } }.Contents();
        Assert.That(Assert.Throws<SecretFoundException>(() => Write(folder, contents))!.Entries, Is.EqualTo(new[] { "a.txt", "b.txt" }));
    }

    [Test]
    public void A_run_without_a_leak_is_signed()
    {
        using var folder = new TestFolder();
        Assert.That(File.Exists(Write(folder, new SampleRun().Contents())), Is.True);
    }

    [Test]
    public void A_word_in_other_case_than_the_secret_is_no_leak()
    {
        using var folder = new TestFolder();
        var contents = new SampleRun { ChangeEntries = e => e["a.txt"] = "Demo-Consumer"u8.ToArray() }.Contents();
        using var key = SigningKey.Trial(new FixedClock(TestPki.Now));
        Assert.That(() => BundleWriter.Write(folder.Path, contents, key, new FixedClock(TestPki.Now), ["demo-consumer"]), Throws.Nothing);
    }

    private static TestCaseData Of(string how, string encoded) => new TestCaseData(encoded).SetName("A_known_secret_is_found_" + how);

    private static SecretFoundException Refusal(TestFolder folder, string entry, byte[] content) =>
        Assert.Throws<SecretFoundException>(() => Write(folder, new SampleRun { ChangeEntries = e => e[entry] = content }.Contents()))!;

    private static string Write(TestFolder folder, BundleContents contents)
    {
        using var key = SigningKey.Trial(new FixedClock(TestPki.Now));
        return BundleWriter.Write(folder.Path, contents, key, new FixedClock(TestPki.Now), ["", "abc", Secret]);
    }
}
