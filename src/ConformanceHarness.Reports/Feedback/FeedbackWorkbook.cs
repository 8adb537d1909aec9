using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Excel.Writing;
using ConformanceHarness.Reports.Words;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ConformanceHarness.Reports.Feedback;

/// <summary>feedback.xlsx: one row a case. Every cell is an inline string: whatever the bundle says, nothing is a formula.</summary>
internal static class FeedbackWorkbook
{
    private const string SheetName = "สิ่งที่ต้องแก้ไข Feedback";

    /// <summary>Excel takes at most 32,767 characters in a cell.</summary>
    private const int MostCharacters = 8000;

    private static readonly (string Head, double Width)[] Columns =
    [
        ("ลำดับ\nNo.", 7), ("ประเภท\nKind", 20), ("รหัส\nID", 11), ("กรณีทดสอบ\nTest case", 36), ("ผล\nResult", 14), ("ความเห็นของ สพร.\nDGA's words", 42),
        ("สิ่งที่พบ\nFindings", 56), ("ตำแหน่ง\nWhere", 34), ("วิธีแก้ไข\nHow to fix it", 52), ("ผู้แก้ไข\nWho", 22), ("ผลทดสอบซ้ำ\nRetest", 20), ("ภาพหน้าจอในชุดผล\nScreenshots in the bundle", 30),
        ("การแก้ไขของหน่วยงาน\nThe agency's answer", 36),
    ];

    public static byte[] Write(FeedbackDocument feedback)
    {
        using var written = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(written, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = SheetStyles.Make();
            var sheet = Sheet(feedback);
            var part = workbook.AddNewPart<WorksheetPart>();
            part.Worksheet = sheet.Finish(frozen: 4);
            workbook.Workbook = new Workbook(
                new BookViews(new WorkbookView { ActiveTab = 0 }),
                new Sheets(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = 1, Name = SheetName }),
                new DefinedNames(new DefinedName(string.Create(CultureInfo.InvariantCulture, $"'{SheetName}'!${sheet.Head}:${sheet.Head}")) { Name = "_xlnm.Print_Titles", LocalSheetId = 0 }));
            document.PackageProperties.Title = FeedbackLabels.Heading.Th;
            document.PackageProperties.Creator = "Conformance Harness";
        }

        return written.ToArray();
    }

    private static SheetWriter Sheet(FeedbackDocument feedback)
    {
        var sheet = new SheetWriter([.. Columns.Select(c => c.Width)]);
        sheet.AddAcross(FeedbackLabels.Heading.Th, Look.Title, 26);
        sheet.AddAcross(VisibleText.Line($"{feedback.ServiceName.Th} · {feedback.Agency.Th} · {ReportWords.Of(feedback.Stage).Th}"), Look.Note);
        sheet.AddAcross(VisibleText.Line($"{feedback.ServiceName.En} · {feedback.Agency.En} · sha256 {feedback.Bundle}"), Look.Note);
        if (feedback.Words is { } words)
        {
            sheet.AddAcross(Both(words), Look.Note);
        }

        sheet.AddHead([.. Columns.Select(c => c.Head)]);
        var number = 0;
        foreach (var item in feedback.Items)
        {
            sheet.Add(Row(item, ++number), 20);
        }

        return sheet;
    }

    private static List<(string Text, Look Look)> Row(FeedbackItem item, int number) =>
    [
        (number.ToString(CultureInfo.InvariantCulture), Look.Center),
        (Both(FeedbackLabels.Of(item.Kind)), Look.Text),
        (VisibleText.Line(item.Case), Look.Strong),
        (Both(item.Title), Look.Text),
        ($"{ReportWords.Mark(item.Outcome)} {Both(ReportWords.Of(item.Outcome))}", LookOf(item.Outcome)),
        (item.Words is { } words ? Both(words) : "", Look.Text),
        (VisibleText.Of(string.Join("\n", item.Findings.Select(Finding)), MostCharacters), Look.Text),
        (VisibleText.Of(string.Join("\n", item.Findings.Select(f => f.Where).OfType<string>().Distinct()), MostCharacters), Look.Text),
        (item.Kind == FeedbackKind.Remark ? "" : Both(item.Fix), Look.Text),
        (item.Kind == FeedbackKind.Remark ? "" : Both(ReportWords.Fixer(item.Fixer)), Look.Text),
        (item.Retest is { } retest ? $"{ReportWords.Mark(retest.Outcome)} {Both(ReportWords.Of(retest.Outcome))}{(retest.Why is { } why ? "\n" + Both(why) : "")}" : "", Look.Text),
        (string.Join("\n", item.Findings.SelectMany(f => f.Screenshots).Distinct().Select(d => $"evidence/screenshots/{d}.png")), Look.Text),
        ("", Look.Text),
    ];

    private static string Finding(FeedbackFinding finding) =>
        $"[{string.Join(", ", finding.Channels.Select(c => ReportWords.Of(c).Th))}] {Both(finding.Seen)}{(finding.Expected is { } expected ? $"\n  ที่คาดหวัง / expected: {Both(expected)}" : "")}";

    private static Look LookOf(Outcome outcome) => outcome switch
    {
        Outcome.Passed => Look.Passed,
        Outcome.Failed => Look.Failed,
        Outcome.CantTell => Look.CantTell,
        Outcome.Inapplicable => Look.Inapplicable,
        _ => Look.Untested,
    };

    private static string Both(LocalText text) => VisibleText.Of(text.Th == text.En ? text.Th : $"{text.Th}\n{text.En}", MostCharacters);
}
