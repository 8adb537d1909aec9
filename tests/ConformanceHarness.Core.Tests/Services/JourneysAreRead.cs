using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Tests.Services;

public sealed class JourneysAreRead
{
    private const string Journey = """
            name: { th: ขอหนังสือรับรอง, en: Request a certificate }
            open: [{ tap: งานทะเบียน }, { tap: { role: link, name: ขอหนังสือรับรอง } }]
            journey:
              - { fill: วัตถุประสงค์, with: สมัครงาน }
              - { choose: ภาษา, option: ภาษาไทย }
              - { attach: สำเนาบัตร, file: pdf }
              - tap: ส่งคำขอ
              - confirm: { selector: "#yes" }
              - expect: เลขที่อ้างอิง
            cancel: ยกเลิก
            reference: 'AB-\d{4}'
        """;

    private const string Name = "    name: { th: ขอหนังสือรับรอง, en: Request a certificate }";

    [Test]
    public void With_every_kind_of_step()
    {
        var service = Read(Journey).Single();

        Assert.Multiple(() =>
        {
            Assert.That(service.WayIn, Is.EqualTo([new JourneyStep(StepKind.Tap, new StepTarget("งานทะเบียน")), new JourneyStep(StepKind.Tap, new StepTarget("ขอหนังสือรับรอง", "link"))]));
            Assert.That(service.Journey, Is.EqualTo(
            [
                new JourneyStep(StepKind.Fill, new StepTarget("วัตถุประสงค์"), "สมัครงาน"),
                new JourneyStep(StepKind.Choose, new StepTarget("ภาษา"), "ภาษาไทย"),
                new JourneyStep(StepKind.Attach, new StepTarget("สำเนาบัตร"), "pdf"),
                new JourneyStep(StepKind.Tap, new StepTarget("ส่งคำขอ")),
                new JourneyStep(StepKind.Confirm, new StepTarget(null, null, "#yes")),
                new JourneyStep(StepKind.Expect, new StepTarget("เลขที่อ้างอิง")),
            ]));
            Assert.That((service.Submitting, service.Cancel, service.Reference), Is.EqualTo((4, new StepTarget("ยกเลิก"), @"AB-\d{4}")));
        });
    }

    [Test]
    public void A_sub_service_without_a_way_in_is_reached_by_tapping_its_name() =>
        Assert.That(Read(Name).Single().WayIn, Is.EqualTo([new JourneyStep(StepKind.Tap, new StepTarget("ขอหนังสือรับรอง"))]));

    [TestCase("- tap: ส่งคำขอ", "- { tap: ส่งคำขอ, confirm: ใช่ }", "One step has tap and confirm.")]
    [TestCase("- tap: ส่งคำขอ", "- { with: ส่งคำขอ }", "This step doesn't say what it does.")]
    [TestCase("- tap: ส่งคำขอ", "- press: ส่งคำขอ", "Unknown member 'subServices[0].journey[3].press'.", "This step doesn't say what it does.")]
    [TestCase(", with: สมัครงาน", "", "'subServices[0].journey[0].with' is missing.")]
    [TestCase("option: ภาษาไทย", "with: ภาษาไทย", "'with' does not belong to 'choose'.", "'subServices[0].journey[1].option' is missing.")]
    [TestCase("role: link", "role: knob", "'subServices[0].open[1].tap.role': 'knob' is not known.")]
    [TestCase(@"'AB-\d{4}'", @"'(AB'", "'subServices[0].reference' is no regular expression")]
    [TestCase(@"'AB-\d{4}'", @"'(?=AB)AB'", "'subServices[0].reference' is no regular expression")]
    public void A_wrong_step_is_refused_with_its_reason(string old, string @new, params string[] expected)
    {
        var problems = Yaml.Problems(() => ServiceProfileReader.Read(Yaml.Bytes(Text(Journey.With(old, @new))), "my.yaml"));

        Assert.That(problems.Select(p => expected.FirstOrDefault(e => p.Problem.En.StartsWith(e, StringComparison.Ordinal)) ?? p.Problem.En), Is.EqualTo(expected));
    }

    private static string Text(string journey) => ServiceSample.Good.With(Name, journey.TrimEnd('\n'));

    private static IReadOnlyList<SubService> Read(string journey) => ServiceProfileReader.Read(Yaml.Bytes(Text(journey)), "my.yaml").SubServices;
}
