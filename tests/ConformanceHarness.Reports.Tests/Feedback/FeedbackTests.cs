using System.Text;
using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Reports.Feedback;
using ConformanceHarness.Reports.Tests.Samples;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ConformanceHarness.Reports.Tests.Feedback;

public sealed class FeedbackTests
{
    private const string Bundle = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static readonly Dictionary<string, RetestedCase> NoRetest = [];

    [Test]
    public void Must_failures_come_first_then_what_must_be_answered_then_advice()
    {
        var feedback = Make(FeedbackWords.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(feedback.Items.Select(i => i.Kind), Is.Ordered);
            Assert.That(feedback.Items.Where(i => i.Kind == FeedbackKind.MustFailed).Select(i => i.Case), Is.EqualTo(new[] { "AUTH-03", "AUTH-17" }));
            Assert.That(Of(feedback, "LAND-05").Kind, Is.EqualTo(FeedbackKind.MustUndecided));
            Assert.That(Of(feedback, "LAND-10").Kind, Is.EqualTo(FeedbackKind.MustUndecided));
            Assert.That(Of(feedback, "LAND-06").Kind, Is.EqualTo(FeedbackKind.Should));
            Assert.That((Of(feedback, "LAND-02").Kind, Of(feedback, "LAND-02").Waived), Is.EqualTo((FeedbackKind.Should, true)));
            Assert.That(feedback.Items.Select(i => i.Outcome), Has.None.EqualTo(Outcome.Passed).And.None.EqualTo(Outcome.Inapplicable));
            Assert.That(feedback.Bundle, Is.EqualTo(Bundle));
        }
    }

    [Test]
    public void A_conforming_submission_gets_only_what_was_said_about_it()
    {
        var record = SampleRuns.Conformant();
        var words = new FeedbackWords(null, new Dictionary<string, LocalText> { ["LAND-01"] = new("ใบรับรองจะหมดอายุเร็วๆ นี้", "It expires soon.") });
        var silent = FeedbackReport.Make(record, Bundle, FeedbackWords.None, NoRetest);
        var said = FeedbackReport.Make(record, Bundle, words, NoRetest);
        Assert.That(silent.Items.Select(i => i.Kind).Distinct(), Is.EqualTo(new[] { FeedbackKind.Should }));
        Assert.That((Of(said, "LAND-01").Kind, Of(said, "LAND-01").Words!.En), Is.EqualTo((FeedbackKind.Remark, "It expires soon.")));
    }

    [Test]
    public void What_only_the_retest_saw_must_be_mended_too()
    {
        var feedback = FeedbackReport.Make(SampleRuns.Conformant(), Bundle, FeedbackWords.None, new Dictionary<string, RetestedCase> { ["LAND-01"] = new(Outcome.Failed, new("ใบรับรองหมดอายุ", "expired")) });
        Assert.That((feedback.Items[0].Case, feedback.Items[0].Kind, feedback.Items[0].Outcome, feedback.Items[0].Retest!.Why!.En), Is.EqualTo(("LAND-01", FeedbackKind.MustFailed, Outcome.Passed, "expired")));
    }

    [Test]
    public void It_is_read_back_as_it_was_written_and_nothing_else_is_read()
    {
        var feedback = Make(FeedbackWords.None);
        var json = FeedbackJson.Write(feedback);
        Assert.That(FeedbackJson.Write(FeedbackJson.Read(json)), Is.EqualTo(json));
        var text = Encoding.UTF8.GetString(json);
        Assert.That(() => FeedbackJson.Read(Encoding.UTF8.GetBytes(text.Replace("feedback/1", "feedback/2", StringComparison.Ordinal))), Throws.TypeOf<JsonException>());
        Assert.That(() => FeedbackJson.Read(Encoding.UTF8.GetBytes(text.Replace("\"bundle\"", "\"bundel\"", StringComparison.Ordinal))), Throws.TypeOf<JsonException>());
        Assert.That(() => FeedbackJson.Read(FeedbackJson.Write(feedback with { Items = [feedback.Items[0], feedback.Items[0]] })), Throws.TypeOf<JsonException>());
    }

    [Test]
    public void No_cell_of_the_workbook_is_a_formula_whatever_the_bundle_says()
    {
        var hostile = FeedbackReport.Make(SampleRuns.Mixed(text: t => "=HYPERLINK(\"http://attacker.example\")" + t), Bundle, new(new("=1+1ก", "=1+1"), new Dictionary<string, LocalText>()), NoRetest);
        using var file = new MemoryStream(FeedbackWorkbook.Write(hostile));
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        var cells = document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().ToList();
        Assert.That(cells.Where(c => c.InlineString is not null).Count(c => c.InnerText.Contains("=HYPERLINK", StringComparison.Ordinal)), Is.GreaterThan(10));
        Assert.That(cells.Where(c => c.CellFormula is not null || (c.HasChildren && c.DataType?.Value != CellValues.InlineString)), Is.Empty);
        Assert.That(cells.Count(c => c.CellReference!.Value!.StartsWith('C')), Is.EqualTo(hostile.Items.Count + 5));
        Assert.That(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(document).Select(e => e.Description), Is.Empty);
    }

    [Test]
    public void Every_control_character_still_makes_a_workbook()
    {
        using var file = new MemoryStream(FeedbackWorkbook.Write(FeedbackReport.Make(SampleRuns.Mixed(text: Hostile.EveryField()), Bundle, FeedbackWords.None, NoRetest)));
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.That(document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Count(), Is.GreaterThan(10));
    }

    [Test]
    public void The_next_run_says_what_is_fixed_and_what_is_open()
    {
        var record = SampleRuns.Mixed();
        var now = record with
        {
            Verdicts =
            [
                .. record.Verdicts.Where(v => v.Case != "LAND-06").Select(v => v.Case is "AUTH-03" ? v with { Outcome = Outcome.Passed, Channels = [.. v.Channels.Select(c => c with { Outcome = Outcome.Passed })] } : v),
            ],
        };
        var progress = FeedbackProgress.Of(Make(FeedbackWords.None), now);
        ProgressItem One(string id) => progress.Items.Single(i => i.Item.Case == id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((One("AUTH-03").State, One("AUTH-03").Now), Is.EqualTo((ProgressState.Fixed, (Outcome?)Outcome.Passed)));
            Assert.That((One("AUTH-17").State, One("AUTH-17").Seen!.En), Is.EqualTo((ProgressState.Open, "The page shows System.NullReferenceException and the host db01.internal")));
            Assert.That(One("LAND-05").State, Is.EqualTo(ProgressState.Undecided));
            Assert.That(One("LAND-06").State, Is.EqualTo(ProgressState.NotTested));
        }

        using var page = new StringWriter();
        HtmlReport.Write(now, page, progress.Feedback);
        Assert.That(page.ToString(), Does.Contain("id=\"feedback-AUTH-03\"").And.Contain("still open"));
    }

    [Test]
    public void Words_are_refused_by_file_and_line()
    {
        var folder = Directory.CreateTempSubdirectory("ถ้อยคำ dga-");
        var path = Path.Combine(folder.FullName, "dga.yaml");
        File.WriteAllText(path, "general: { th: ขอให้แก้ไข, en: Please mend it }\nAUTH-03: { th: แลกซ้ำ, en: It is exchanged twice }\n");
        var good = FeedbackWords.Read(path, SampleRuns.Mixed().Catalogue);
        Assert.That((good.General!.En, good.Cases["AUTH-03"].Th), Is.EqualTo(("Please mend it", "แลกซ้ำ")));

        File.WriteAllText(path, "AUTH-33: { th: ก, en: b }\nAUTH-03: { th: only Latin, en: b }\nAUTH-17:\n  th: ก\n");
        var refused = Assert.Throws<ConfigurationProblemsException>(() => FeedbackWords.Read(path, SampleRuns.Mixed().Catalogue))!;
        Assert.That(refused.Problems.Select(p => (p.File, p.Line)), Is.EqualTo(new (string?, int?)[] { (path, 1), (path, 2), (path, 4) }));
        Assert.That(refused.Problems[0].Next.En, Does.Contain("AUTH-03"));
        folder.Delete(recursive: true);
    }

    [Test]
    public void A_comparison_is_read_and_one_of_another_submission_refused()
    {
        var cases = "'cases':[{'case':'AUTH-03','change':'worse','second':{'outcome':'failed'},'why':{'th':'เป้าหมายเปลี่ยน','en':'the target changed'}},{'case':'LAND-01','change':'onlyFirst'}]".Replace('\'', '"');
        var read = RetestReading.OfComparison(Encoding.UTF8.GetBytes("{\"submissionDigest\":\"" + Bundle + "\",\"comparison\":{" + cases + "}}"), Bundle);
        Assert.That(read.Keys, Is.EqualTo(new[] { "AUTH-03" }));
        Assert.That(read["AUTH-03"], Is.EqualTo(new RetestedCase(Outcome.Failed, new("เป้าหมายเปลี่ยน", "the target changed"))));
        Assert.That(RetestReading.OfComparison(Encoding.UTF8.GetBytes("{" + cases + "}"), Bundle), Has.Count.EqualTo(1));
        foreach (var wrong in new[] { "{\"submissionDigest\":\"b\"," + cases + "}", "{}", "[]", "{\"cases\":[{}]}", "{\"cases\":[{\"case\":\"A\",\"second\":{\"outcome\":\"fine\"}}]}" })
        {
            Assert.That(() => RetestReading.OfComparison(Encoding.UTF8.GetBytes(wrong), Bundle), Throws.InstanceOf<JsonException>(), wrong);
        }
    }

    private static FeedbackDocument Make(FeedbackWords words) => FeedbackReport.Make(SampleRuns.Mixed(), Bundle, words, NoRetest);

    private static FeedbackItem Of(FeedbackDocument feedback, string id) => feedback.Items.Single(i => i.Case == id);
}
