using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Tests;

[TestFixture]
public sealed class ReportDatesTests
{
    [Test]
    public void A_moment_near_midnight_is_on_Thailands_day() =>
        Assert.That(ReportDates.Moment(new DateTimeOffset(2025, 12, 31, 17, 0, 1, TimeSpan.Zero)).Th, Is.EqualTo("1 มกราคม 2569 เวลา 00:00:01 น. (+07:00)"));

    [Test]
    [SetCulture("th-TH")]
    public void The_machines_culture_changes_nothing() =>
        Assert.That(ReportDates.Moment(new DateTimeOffset(2026, 2, 28, 1, 2, 3, TimeSpan.Zero)).En, Is.EqualTo("28 February 2026, 08:02:03 (+07:00)"));

    [Test]
    public void The_ends_of_the_calendar_stop_no_report() =>
        Assert.That(() => ReportDates.Moment(DateTimeOffset.MaxValue).Th + ReportDates.Moment(DateTimeOffset.MinValue).Th, Throws.Nothing);

    [TestCase(0, "0.0 s")]
    [TestCase(4210, "4.2 s")]
    [TestCase(47500, "48 s")]
    [TestCase(125_000, "2 min 5 s")]
    public void A_duration_is_as_exact_as_a_reader_needs(long milliseconds, string expected) =>
        Assert.That(ReportDates.Duration(milliseconds).En, Is.EqualTo(expected));
}
