using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Reports.Excel.Mapping;

namespace ConformanceHarness.Reports.Tests.Excel;

public sealed class AMappingIsCorrected
{
    private static readonly string?[][] Rows = [["ลำดับ", "รายการทดสอบ", "อื่น ๆ"], ["1", "ข้อแรกของรายการนี้"], ["2", "หน้าแรกพร้อมใช้ภายใน 10 วินาที"], ["3", "แถวสรุป"]];

    private ListFolder folder = null!;

    [SetUp]
    public void Make() => folder = new ListFolder();

    [TearDown]
    public void Remove() => folder.Dispose();

    private static RawBook Book => new RawBook().Sheet("List", Rows);

    private const string Map = """
        sheets:
          - sheet: List
            headerRow: 1
            columns: { id: A, title: B, result: C }
            stages: [uat]
            words: { passed: "OK", failed: "NG" }
            rows:
              - { row: 2, case: SEC-11, title: "ข้อแรกของรายการนี้" }
              - { row: "3", case: person }
            skip: ["4"]

        """;

    [Test]
    public void What_a_person_settled_goes_before_everything_else()
    {
        using var list = folder.Open(Book, Map);
        Assert.That(list.Matches.Select(m => (m.Listed.Row, m.Case, m.Basis)), Is.EqualTo(new[] { (2, "SEC-11", MatchBasis.Settled), (3, null, MatchBasis.Settled) }));
        Assert.That(list.Skipped.Single().Row.Row, Is.EqualTo(4));
    }

    [Test]
    public void A_proposal_given_back_means_the_same()
    {
        using var proposed = folder.Open(Book);
        var ids = proposed.Matches.Where(m => m.Case is null).ToDictionary(m => (m.Listed.Sheet, m.Listed.Row), _ => "LIST-001");
        using var again = folder.Open(Book, MappingWriter.Write(proposed, ids));
        Assert.That(again.Matches.Select(m => (m.Listed.Row, m.Case)), Is.EqualTo(proposed.Matches.Select(m => (m.Listed.Row, m.Case))));
        Assert.That(again.Mappings.Single().Columns, Is.EqualTo(proposed.Mappings.Single().Columns));
    }

    [Test]
    public void A_row_that_has_moved_is_noticed_with_its_line()
    {
        var problem = ListFolder.Problems(() => folder.Open(Book, Map.Replace("ข้อแรก", "ข้ออื่น", StringComparison.Ordinal))).Single();
        Assert.That((problem.Line, problem.Problem.En), Is.EqualTo((8, "Row 2 of the sheet 'List' is not this case any more (now it says 'ข้อแรกของรายการนี้').")));
    }

    [TestCase("sheet: List", "sheet: Lsit", 2, "There is no sheet 'Lsit'.")]
    [TestCase("title: B,", "", 4, "'sheets[0].columns.title' is missing.")]
    [TestCase("result: C", "result: B", 4, "Column B has more than one meaning.")]
    [TestCase("result: C", "result: 3C", 4, "'sheets[0].columns.result': '3C' is no column.")]
    [TestCase("result: C", "results: C", 4, "Unknown member 'sheets[0].columns.results'.")]
    [TestCase("SEC-11", "SEC-111", 8, "'sheets[0].rows.case': there is no case 'SEC-111'.")]
    [TestCase("headerRow: 1", "headerRow: one", 3, "'sheets[0].headerRow': 'one' is no row number.")]
    public void A_wrong_file_is_refused_with_its_line(string right, string wrong, int line, string what)
    {
        var problem = ListFolder.Problems(() => folder.Open(Book, Map.Replace(right, wrong, StringComparison.Ordinal)))[0];
        Assert.That((problem.Line, problem.Problem.En), Is.EqualTo((line, what)));
        Assert.That(problem.File, Is.EqualTo(folder.File("map.yaml")));
    }
}
