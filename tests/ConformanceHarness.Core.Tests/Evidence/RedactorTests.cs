using System.Net;
using System.Text;
using System.Text.Json;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Core.Tests.Evidence;

public sealed class RedactorTests
{
    private const string Secret = "p@ss+word/42'quoted\"=";
    private const string Uuid = "7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90";

    [TestCaseSource(nameof(Encoded))]
    public void Replaces_a_secret_however_it_is_written(string text)
    {
        var redacted = Made(("consumerSecret", Secret)).Redact("before " + text + " after");

        Assert.That(redacted, Does.StartWith("before ").And.EndsWith(" after").And.Contain("‹consumerSecret #1 "));
        Assert.That(redacted, Does.Not.Contain(text));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Finds_base64_at_every_alignment(int before)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + Uuid + "yyy"));

        Assert.That(Made(("mToken", Uuid)).Redact(text), Does.Contain("‹mToken #1 ").And.Contain(" base64›"));
    }

    [Test]
    public void Finds_base64_for_addresses()
    {
        const string Value = "???>>>???>>>~~~";

        Assert.That(Made(("token", Value)).Redact(Convert.ToBase64String(Encoding.UTF8.GetBytes(Value)).Replace('+', '-').Replace('/', '_')), Does.Contain(" base64›"));
    }

    [Test]
    public void Takes_no_notice_of_case() => Assert.That(Made(("mToken", Uuid)).Redact(Uuid.ToUpperInvariant()), Does.Match("^‹mToken #1 [0-9a-f]{4}›$"));

    [Test]
    public void Finds_a_uuid_without_its_hyphens() => Assert.That(Made(("mToken", Uuid)).Redact("t=" + Uuid.Replace("-", "", StringComparison.Ordinal)), Does.StartWith("t=‹mToken #1 "));

    [Test]
    public void Numbers_secrets_by_kind_and_keeps_their_placeholders()
    {
        var redactor = Made(("mToken", "first-secret"), ("token", "other-secret"), ("mToken", "second-secret"));
        redactor.Add("cookie", "first-secret");

        Assert.Multiple(() =>
        {
            Assert.That(redactor.Redact("first-secret second-secret other-secret"), Does.Match("^‹mToken #1 .{4}› ‹mToken #2 .{4}› ‹token #1 .{4}›$"));
            Assert.That(redactor.Redact("first-secret"), Is.EqualTo(Made(("mToken", "first-secret")).Redact("first-secret")), "the same run, the same placeholder");
            Assert.That(redactor.KnownSecrets, Is.EquivalentTo(["first-secret", "other-secret", "second-secret"]));
        });
    }

    [Test]
    public void Prefers_the_longest_match() => Assert.That(Made(("token", "abcdefgh"), ("cookie", "abcdefghijkl")).Redact("abcdefghijkl|abcdefgh"), Does.Match("^‹cookie #1 .{4}›\\|‹token #1 .{4}›$"));

    [Test]
    public void Leaves_short_values_and_placeholders_alone()
    {
        var redactor = Made(("cookie", "th"), ("cookie", "1234567"));
        redactor.Add("cookie", "‹token #1 9f3c›.signature");

        Assert.That((redactor.Redact("lang=th 1234567"), redactor.KnownSecrets.Count), Is.EqualTo(("lang=th 1234567", 0)));
    }

    [Test]
    public void Redacting_twice_changes_nothing()
    {
        var redactor = Made(("mToken", Uuid), ("token", "aaaa-bbbb-cccc"));
        var once = redactor.Redact($"{Uuid} {Uri.EscapeDataString("aaaa-bbbb-cccc")}");

        Assert.That(redactor.Redact(once), Is.EqualTo(once));
    }

    private static IEnumerable<TestCaseData> Encoded()
    {
        TestCaseData Way(string name, string text) => new TestCaseData(text).SetArgDisplayNames(name);
        yield return Way("plain", Secret);
        yield return Way("url", Uri.EscapeDataString(Secret));
        yield return Way("url in lower case", Uri.EscapeDataString(Secret).ToLowerInvariant());
        yield return Way("url in url", Uri.EscapeDataString(Uri.EscapeDataString(Secret)));
        yield return Way("encodeURIComponent", Uri.EscapeDataString(Secret).Replace("%27", "'", StringComparison.Ordinal));
        yield return Way("form", WebUtility.UrlEncode(Secret));
        yield return Way("url with slashes", Uri.EscapeDataString(Secret).Replace("%2F", "/", StringComparison.Ordinal));
        yield return Way("html", WebUtility.HtmlEncode(Secret));
        yield return Way("json", JsonEncodedText.Encode(Secret).ToString());
        yield return Way("json, few escapes", Secret.Replace("\"", "\\\"", StringComparison.Ordinal));
        yield return Way("json of PHP", Secret.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal));
        yield return Way("hex", Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)));
        yield return Way("hex in lower case", Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)));
    }

    private static Redactor Made(params (string Kind, string Value)[] secrets)
    {
        var redactor = new Redactor([1, 2, 3, 4]);
        foreach (var (kind, value) in secrets)
        {
            redactor.Add(kind, value);
        }

        return redactor;
    }
}
