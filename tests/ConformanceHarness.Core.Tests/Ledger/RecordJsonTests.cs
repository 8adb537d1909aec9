using System.Text;
using System.Text.Json;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Tests.Ledger;

public sealed class RecordJsonTests
{
    private const string Line = """{"number":1,"previous":"00","kind":"start","at":"2026-01-01T00:00:00+00:00"}""";

    [Test]
    public void A_ledger_line_survives_writing_and_reading_to_the_byte() =>
        Assert.That(Text(RecordJson.Write(RecordJson.ReadLedgerLine(Bytes(Line)))), Is.EqualTo(Line));

    [TestCase("\"number\":1,", "", TestName = "A_missing_member_is_refused")]
    [TestCase("\"number\":1", "\"number\":1,\"number\":1", TestName = "A_doubled_member_is_refused")]
    [TestCase("\"number\":1", "\"number\":1,\"more\":1", TestName = "An_unknown_member_is_refused")]
    [TestCase("\"number\":1", "\"number\":1,\"detail\":null", TestName = "A_null_is_refused")]
    [TestCase("\"number\":1", "\"number\":\"1\"", TestName = "A_number_in_quotes_is_refused")]
    [TestCase("\"number\":1", "\"number\":1,\"end\":0", TestName = "An_enum_as_a_number_is_refused")]
    [TestCase("{\"number\"", "/* */{\"number\"", TestName = "A_comment_is_refused")]
    [TestCase("+00:00\"}", "+00:00\"}{}", TestName = "Trailing_data_is_refused")]
    public void Anything_but_the_exact_shape_is_refused(string old, string replacement) =>
        Assert.That(() => RecordJson.ReadLedgerLine(Bytes(Line.Replace(old, replacement, StringComparison.Ordinal))), Throws.InstanceOf<JsonException>());

    [Test]
    public void A_null_inside_a_list_is_refused() =>
        Assert.That(() => RecordJson.ReadVerdicts("[null]"u8), Throws.InstanceOf<JsonException>());

    [Test]
    public void A_list_that_is_always_written_can_not_be_left_out() =>
        Assert.That(() => RecordJson.ReadObservation("""
            {"scenario":"entry","channel":"app","attempt":1,"provenance":{"surface":"emulated","engine":"chromium","login":"mock"},
            "startedAt":"2026-01-01T00:00:00Z","durationMs":1,"end":"completed"}
            """u8), Throws.InstanceOf<JsonException>().With.Message.Contains("visits"));

    [Test]
    public void Headers_are_read_as_they_stand_escaped_or_not() => Assert.That(
        Headers("[{\"name\":\"accept\",\"value\":\"a\"},{\"value\":\"b\",\"n\\u0061me\":\"ชื่อ\"},{\"name\":\"accept\",\"value\":\"a\"},{\"name\":\"\",\"value\":\"\\u0041\\n\"}]"),
        Is.EqualTo(new Header[] { new("accept", "a"), new("ชื่อ", "b"), new("accept", "a"), new("", "A\n") }));

    [TestCase("[{\"name\":\"a\"}]", "lacks")]
    [TestCase("[{}]", "lacks")]
    [TestCase("[{\"name\":\"a\",\"name\":\"a\",\"value\":\"b\"}]", "twice")]
    [TestCase("[{\"name\":\"a\",\"value\":\"b\",\"more\":\"c\"}]", "unknown")]
    [TestCase("[{\"Name\":\"a\",\"value\":\"b\"}]", "unknown")]
    [TestCase("[{\"name\":\"a\",\"value\":1}]", "no text")]
    [TestCase("[{\"name\":\"a\",\"value\":[\"b\"]}]", "no text")]
    [TestCase("[{\"name\":null,\"value\":\"b\"}]", "null")]
    [TestCase("[null]", "null")]
    [TestCase("[\"a\"]", "no object")]
    [TestCase("[[]]", "no object")]
    public void A_header_of_any_other_shape_is_refused(string headers, string why) =>
        Assert.That(() => Headers(headers), Throws.InstanceOf<JsonException>().With.Message.Contains(why));

    [Test]
    public void Equal_texts_and_headers_by_the_thousand_are_each_what_was_written()
    {
        // More than there are places to keep them, many of one length and with the same ends.
        var headers = Enumerable.Range(0, 10_000).Select(i => new Header($"x-{i % 7:000}-name", $"same beginning {i % 5_003:00000} same end")).ToList();
        Assert.That(Headers(JsonSerializer.Serialize(headers.Select(h => new { name = h.Name, value = h.Value }))), Is.EqualTo(headers));
    }

    [TestCase(LoginMode.Mint, "minted")]
    [TestCase(LoginMode.Proxy, "proxied")]
    [TestCase(LoginMode.Assisted, "assisted")]
    [TestCase(LoginMode.Mock, "mock")]
    public void A_record_says_how_the_login_was_done(LoginMode login, string word)
    {
        var provenance = new Provenance("emulated", "chromium", login);
        Assert.That((JsonSerializer.Serialize(login), provenance.Kind), Is.EqualTo(($"\"{word}\"", "emulated/chromium/" + word)));
        Assert.That(JsonSerializer.Deserialize<LoginMode>($"\"{word}\""), Is.EqualTo(login));
    }

    private static IReadOnlyList<Header> Headers(string headers)
    {
        var text = Text(RecordJson.Write(new Observation
        {
            Scenario = "entry",
            Channel = Channel.App,
            Attempt = 1,
            Provenance = new Provenance("emulated", "chromium", LoginMode.Mock),
            StartedAt = DateTimeOffset.UnixEpoch,
            DurationMs = 1,
            End = ObservationEnd.Completed,
            Exchanges = [new Exchange { Number = 1, Step = "enter", Session = "a", AtMs = 0, Method = "GET", Url = "https://x/", Kind = "document" }],
        }));
        var changed = text.Replace("\"requestHeaders\":[]", "\"requestHeaders\":" + headers, StringComparison.Ordinal);
        Assert.That(changed, Does.Contain(headers), "the place where headers stand");
        return RecordJson.ReadObservation(Bytes(changed)).Exchanges[0].RequestHeaders;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
