using System.Text;
using System.Text.Json;
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

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
