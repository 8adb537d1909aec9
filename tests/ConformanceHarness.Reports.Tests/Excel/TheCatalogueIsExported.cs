using ConformanceHarness.Reports.Excel.Mapping;
using ConformanceHarness.Reports.Tests.Samples;
using ConformanceHarness.Reports.Tests.Tools;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace ConformanceHarness.Reports.Tests.Excel;

public sealed class TheCatalogueIsExported
{
    private ListFolder folder = null!;

    [SetUp]
    public void Make() => folder = new ListFolder();

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void As_a_sound_workbook_with_a_frozen_head_and_a_filter([Values] bool results)
    {
        var path = Export(results);
        using (var document = SpreadsheetDocument.Open(path, isEditable: false))
        {
            Assert.That(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"), Is.Empty);
        }

        var read = ExcelJs.Read(path);
        var sheet = read.GetProperty("รายการทดสอบ Test cases");
        Assert.Multiple(() =>
        {
            Assert.That(sheet.Text("A3"), Is.EqualTo("รหัส\nID"));
            Assert.That(sheet.GetProperty("frozen").GetInt32(), Is.EqualTo(3));
            Assert.That(sheet.GetProperty("filter").GetString(), Is.EqualTo($"A3:K{3 + ListFolder.Catalogue.Cases.Count}"));
            Assert.That(sheet.GetProperty("widths").EnumerateArray().Select(w => w.GetDouble()), Is.All.GreaterThan(9));
            Assert.That(sheet.GetProperty("cells").GetProperty("B4").GetProperty("style").GetString(), Does.Contain("\"wrapText\":true").And.Contain("Tahoma"));
            Assert.That(read.TryGetProperty("สรุป Summary", out _), Is.EqualTo(results));
            Assert.That(sheet.Text("H5"), Is.EqualTo(results ? "✗ ไม่ผ่าน\nfailed" : ""));
        });
    }

    [Test]
    public void And_reads_back_as_the_same_cases([Values] bool results)
    {
        using var list = TestcaseList.Open(Export(results), null, ListFolder.Catalogue, CancellationToken.None);
        Assert.That(list.Matches.Select(m => (m.Case, m.Basis)), Is.EqualTo(ListFolder.Catalogue.Cases.Select(c => (c.Id, MatchBasis.Id))));
    }

    private string Export(bool results)
    {
        var run = SampleRuns.Mixed();
        File.WriteAllBytes(folder.File("export.xlsx"), TestcaseWorkbook.Export(run.Catalogue, results ? run : null));
        return folder.File("export.xlsx");
    }
}
