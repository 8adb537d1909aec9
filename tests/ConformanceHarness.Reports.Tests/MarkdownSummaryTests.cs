using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Tests.Samples;

namespace ConformanceHarness.Reports.Tests;

[TestFixture]
public sealed class MarkdownSummaryTests
{
    [Test]
    public void Result_counts_and_failures_are_told_in_Thai()
    {
        var text = Markdown(SampleRuns.Mixed());
        Assert.That(text, Does.StartWith("## ❌ ไม่ผ่านเกณฑ์ขั้นต่ำ\n"));
        Assert.That(text, Does.Contain("| ไม่ผ่าน | 3 | 1 |").And.Contain("### ✗ AUTH-03 แลก mToken เพียงครั้งเดียวต่อการเข้าใช้งาน \\(บังคับ\\)".Replace("\\", "", StringComparison.Ordinal)).And.Contain("วิธีแก้ไข"));
    }

    [Test]
    public void The_same_in_English()
    {
        var text = Markdown(SampleRuns.Mixed(), "en");
        Assert.That(text, Does.StartWith("## ❌ Not conformant\n").And.Contain("| failed | 3 | 1 |").And.Contain("How to fix it"));
        Assert.That(text.Any(c => c is >= 'ก' and <= '๛'), Is.False, "no Thai in the English summary");
    }

    [Test]
    public void A_hostile_record_makes_no_markup_link_picture_or_mention()
    {
        var text = Markdown(SampleRuns.Mixed(text: Hostile.EveryField()));
        Assert.That(new[] { "<", "](", "@everyone", "\0" }.Where(part => text.Contains(part, StringComparison.Ordinal)), Is.Empty);
        Assert.That(text, Does.Contain("&lt;/script&gt;"));
    }

    [Test]
    public void Another_language_is_refused_by_name() =>
        Assert.That(() => Markdown(SampleRuns.Empty(), "fr"), Throws.ArgumentException.With.Message.Contains("'fr'"));

    private static string Markdown(RunRecord record, string language = "th")
    {
        using var writer = new StringWriter();
        MarkdownSummary.Write(record, writer, language);
        return writer.ToString();
    }
}
