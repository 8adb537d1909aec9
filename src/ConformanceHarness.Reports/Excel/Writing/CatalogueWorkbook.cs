using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ConformanceHarness.Reports.Excel.Writing;

/// <summary>The catalogue as a workbook in Thai and English: one sheet with the list, and with results one with the summary before it.</summary>
internal static class CatalogueWorkbook
{
    private static readonly (string Head, double Width)[] Columns =
    [
        ("รหัส\nID", 11), ("รายการทดสอบ\nTest case (Thai)", 46), ("รายการทดสอบ (อังกฤษ)\nTest case (English)", 42), ("ระดับ\nObligation", 11),
        ("ขั้น\nStages", 16), ("ช่องทาง\nChannels", 14), ("วิธีตัดสิน\nDecided by", 15), ("ผลการทดสอบ\nResult", 15), ("หมายเหตุ\nRemark", 52),
        ("วันที่ทดสอบ\nTested on", 17), ("หลักฐาน\nEvidence", 40),
    ];

    /// <param name="catalogue">the cases</param>
    /// <param name="run">results to fill in; null: none</param>
    public static byte[] Write(Catalogue catalogue, ReportedRun? run)
    {
        using var written = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(written, DocumentFormat.OpenXml.SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            PlainXml.Save(SheetStyles.Make(), workbook.AddNewPart<WorkbookStylesPart>());
            var sheets = new Sheets();
            var names = new DefinedNames();
            if (run is not null)
            {
                Attach(workbook, sheets, "สรุป Summary", Summary(run), 0);
            }

            var list = List(catalogue, run);
            Attach(workbook, sheets, "รายการทดสอบ Test cases", list, 2);
            names.Append(new DefinedName(string.Create(CultureInfo.InvariantCulture, $"'รายการทดสอบ Test cases'!${list.Head}:${list.Head}")) { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)sheets.ChildElements.Count - 1 });
            PlainXml.Save(new Workbook(new BookViews(new WorkbookView { ActiveTab = 0 }), sheets, names), workbook);
            document.PackageProperties.Title = VisibleText.Line(catalogue.Title.Th);
            document.PackageProperties.Creator = "Conformance Harness";
        }

        return written.ToArray();
    }

    private static void Attach(WorkbookPart workbook, Sheets sheets, string name, SheetWriter writer, int frozen)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        PlainXml.Save(writer.Finish(frozen), part);
        sheets.Append(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = (uint)sheets.ChildElements.Count + 1, Name = name });
    }

    private static SheetWriter List(Catalogue catalogue, ReportedRun? run)
    {
        var sheet = new SheetWriter([.. Columns.Select(c => c.Width)]);
        sheet.AddAcross(VisibleText.Line(catalogue.Title.Th), Look.Title, 26);
        sheet.AddAcross(VisibleText.Line($"{catalogue.Title.En} · {catalogue.Id} {catalogue.Version}"), Look.Note);
        sheet.AddHead([.. Columns.Select(c => c.Head)]);
        var reported = run?.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal) ?? [];
        foreach (var @case in catalogue.Cases)
        {
            sheet.Add(Row(@case, run, reported.GetValueOrDefault(@case.Id)), 20);
        }

        return sheet;
    }

    private static List<(string Text, Look Look)> Row(CatalogueCase @case, ReportedRun? run, ReportedCase? reported)
    {
        var cells = new List<(string Text, Look Look)>
        {
            (@case.Id, Look.Strong),
            (VisibleText.Of(@case.Title.Th), Look.Text),
            (VisibleText.Of(@case.Title.En), Look.Text),
            (Both(ReportWords.Of(@case.Obligation)), Look.Center),
            (string.Join("\n", @case.Stages.Select(s => s switch { Stage.Uat => "UAT", Stage.Preproduction => "Pre-Production", _ => "Production" })), Look.Center),
            (string.Join("\n", @case.Channels.Select(c => ReportWords.Of(c).Th)), Look.Center),
            (Both(@case.Decision switch { Decision.Check => new("เครื่องมือ", "harness"), Decision.Person => new("บุคคล", "person"), _ => new("ยังไม่มีการตรวจ", "not built") }), Look.Center),
        };
        if (run is null)
        {
            cells.AddRange([("", Look.Center), ("", Look.Text), ("", Look.Center), ("", Look.Text)]);
            return cells;
        }

        var date = ReportDates.Day(ResultText.Thai(run.Record.Statement.EndedAt));
        var result = reported is null ? ResultText.NotPlanned(@case.Id, date) : ResultText.Of(run, reported);
        cells.AddRange(
        [
            ($"{ReportWords.Mark(result.Outcome)} {Both(result.Word)}", LookOf(result.Outcome)),
            (result.Remark.Th == result.Remark.En ? result.Remark.Th : $"{result.Remark.Th}\n{result.Remark.En}", Look.Text),
            (Both(result.Date), Look.Center),
            (result.Evidence, Look.Text),
        ]);
        return cells;
    }

    private static SheetWriter Summary(ReportedRun run)
    {
        var sheet = new SheetWriter([30, 34, 16, 16]);
        var statement = run.Record.Statement;
        sheet.AddAcross("ผลการทดสอบตามเกณฑ์ขั้นต่ำ (Minimum Testcase)", Look.Title, 26);
        sheet.AddAcross("Results of the Minimum Testcases", Look.Note);
        void Fact(string name, string value) => sheet.AddFact(name, VisibleText.Of(value));
        Fact("ผล\nResult", Both(ReportWords.Of(statement.Result)) + (statement.WithWaivers ? "\nโดยมีข้อยกเว้น / with waivers" : ""));
        if (statement.Trial)
        {
            Fact("ผลทดลอง\nTrial", "ใช้ส่งผลต่อ สพร. ไม่ได้\nnever accepted as an official submission");
        }

        if (statement.Filter is { } filter)
        {
            Fact("ทดสอบเพียงบางส่วน\nOnly a part was run", filter);
        }

        Fact("บริการ\ne-Service", Both(statement.ServiceName));
        Fact("หน่วยงาน\nAgency", Both(statement.Agency));
        Fact("ขั้น\nStage", ReportWords.Of(statement.Stage).Th);
        Fact("เวลาที่ทดสอบ\nTested", Both(ReportDates.Moment(statement.EndedAt)));
        Fact("รอบทดสอบ\nRun", statement.RunId);
        sheet.AddAcross("", Look.Plain);
        sheet.Add([("ผลการทดสอบ\nResult", Look.Heading), ("ความหมาย\nMeaning", Look.Heading), (Both(ReportWords.Of(Obligation.Must)), Look.Heading), (Both(ReportWords.Of(Obligation.Should)), Look.Heading)], 34);
        foreach (var (outcome, meaning) in new (Outcome, string)[]
        {
            (Outcome.Passed, "เป็นไปตามเกณฑ์"), (Outcome.Failed, "ไม่เป็นไปตามเกณฑ์ ต้องแก้ไข"), (Outcome.CantTell, "หลักฐานไม่พอให้ตัดสิน"),
            (Outcome.Untested, "ยังไม่มีคำตอบ"), (Outcome.Inapplicable, "ไม่ใช้กับบริการนี้"),
        })
        {
            sheet.Add(
            [
                ($"{ReportWords.Mark(outcome)} {Both(ReportWords.Of(outcome))}", LookOf(outcome)), (meaning, Look.Text),
                (run.Count(outcome, Obligation.Must).ToString(CultureInfo.InvariantCulture), Look.Center),
                (run.Count(outcome, Obligation.Should).ToString(CultureInfo.InvariantCulture), Look.Center),
            ], 34);
        }

        return sheet;
    }

    private static Look LookOf(Outcome outcome) => outcome switch
    {
        Outcome.Passed => Look.Passed,
        Outcome.Failed => Look.Failed,
        Outcome.CantTell => Look.CantTell,
        Outcome.Inapplicable => Look.Inapplicable,
        _ => Look.Untested,
    };

    private static string Both(LocalText text) => text.Th == text.En ? text.Th : $"{text.Th}\n{text.En}";
}
