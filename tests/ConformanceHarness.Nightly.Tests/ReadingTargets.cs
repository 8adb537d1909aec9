using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.Targets;

namespace ConformanceHarness.Nightly.Tests;

public sealed class ReadingTargets
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void A_table_of_Excel_is_read_with_its_mark_line_ends_quotes_and_line_breaks()
    {
        var text = Samples.Header + "\r\na-1,\"กรม \"\"หนึ่ง\"\", กลาง\",\"Department\r\nOne\",บริการ,Service,https://a.example.go.th/x,,\r\n" + Samples.Row("a-2") + "\r\n";
        var list = TargetsReader.Read(folder.Write("t.csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]), Samples.Catalogue);
        Assert.Multiple(() =>
        {
            Assert.That(list.Targets.Select(t => t.Id), Is.EqualTo(new[] { "a-1", "a-2" }));
            Assert.That(list.Targets[0].Service.Agency.Th, Is.EqualTo("กรม \"หนึ่ง\", กลาง"));
            Assert.That(list.Targets[0].Owner, Is.Null);
            Assert.That((list.Targets[1].Owner, list.Targets[1].Group, list.Targets[1].Line), Is.EqualTo(("someone@example.go.th", "north", 4)));
            Assert.That(list.Targets[1].Service.Targets.Single().Login, Is.EqualTo(LoginMode.None));
        });
    }

    [TestCase(';')]
    [TestCase('\t')]
    public void Other_separators_are_understood(char separator) =>
        Assert.That(TargetsReader.Read(folder.Write("t.csv", (Samples.Header + "\n" + Samples.Row("a")).Replace(',', separator)), Samples.Catalogue).Targets, Has.Count.EqualTo(1));

    [Test]
    public void Every_bad_row_is_refused_with_file_line_reason_and_next_step()
    {
        var file = folder.Write("t.csv", string.Join('\n', Samples.Header, Samples.Row("good"), Samples.Row("Bad Id"), Samples.Row("plain", "http://a.example.go.th/"), "short,row", Samples.Row("noagency", agency: ""), Samples.Row("good")));
        var e = Assert.Throws<ConfigurationProblemsException>(() => TargetsReader.Read(file, Samples.Catalogue));
        Assert.Multiple(() =>
        {
            Assert.That(e!.Problems.Select(p => p.Line), Is.EquivalentTo(new[] { 3, 4, 5, 6, 7 }));
            Assert.That(e.Problems.Select(p => p.File), Is.All.EqualTo(file));
            Assert.That(e.Problems.SelectMany(p => new[] { p.Problem.Th, p.Problem.En, p.Next.Th, p.Next.En }), Is.All.Not.Empty);
        });
    }

    [Test]
    public void Doubled_ids_are_named_with_both_places()
    {
        var file = folder.Write("t.csv", string.Join('\n', Samples.Header, Samples.Row("a"), Samples.Row("b"), Samples.Row("a")));
        var e = Assert.Throws<ConfigurationProblemsException>(() => TargetsReader.Read(file, Samples.Catalogue));
        Assert.That(e!.Message, Does.Contain("t.csv:4").And.Contain("t.csv:2"));
    }

    [TestCase("id,agencyTh\na,b", 1)]
    [TestCase("id,agencyTh,agencyEn,nameTh,nameEn,landingUrl,ownr\n", 1)]
    [TestCase("id,agencyTh,agencyEn,nameTh,nameEn,landingUrl\na,\"b", 2)]
    [TestCase("", 1)]
    public void A_table_that_is_none_is_refused_with_its_line(string text, int line)
    {
        var e = Assert.Throws<ConfigurationProblemsException>(() => TargetsReader.Read(folder.Write("t.csv", text), Samples.Catalogue));
        Assert.That(e!.Problems.Select(p => p.Line), Has.Member(line));
    }

    [Test]
    public void Another_encoding_is_told_with_its_line()
    {
        var e = Assert.Throws<ConfigurationProblemsException>(() => TargetsReader.Read(folder.Write("t.csv", [.. "id\n"u8, 0xA1, 0xA2]), Samples.Catalogue));
        Assert.That(e!.Problems.Single().Line, Is.EqualTo(2));
    }

    [Test]
    public void A_list_names_service_files_folders_and_tables()
    {
        folder.Write("more/t.csv", Samples.Header + "\n" + Samples.Row("from-table"));
        var service = Encoding.UTF8.GetString(Samples.Target("from-folder").ServiceBytes);
        folder.Write("services/a.yaml", service);
        folder.Write("b.yaml", service.Replace("from-folder", "from-file", StringComparison.Ordinal));
        var list = TargetsReader.Read(folder.Write("targets.yaml", "targets: [more/t.csv, services, b.yaml]\n"), Samples.Catalogue);
        Assert.That(list.Targets.Select(t => t.Id), Is.EqualTo(new[] { "from-file", "from-folder", "from-table" }));
    }

    [Test]
    public void A_list_that_names_what_is_not_there_says_which_line()
    {
        var e = Assert.Throws<ConfigurationProblemsException>(() => TargetsReader.Read(folder.Write("targets.yaml", "targets:\n  - nowhere.csv\n"), Samples.Catalogue));
        Assert.That((e!.Problems.Single().Line, e.Problems.Single().Problem.En), Is.EqualTo((2, "There is no nowhere.csv.")));
    }

    [Test]
    public void The_digest_tells_lists_apart_whatever_their_order()
    {
        string Digest(params string[] rows) => TargetsReader.Read(folder.Write("t.csv", string.Join('\n', [Samples.Header, .. rows])), Samples.Catalogue).Digest;
        var one = Digest(Samples.Row("a"), Samples.Row("b"));
        Assert.That(Digest(Samples.Row("b"), Samples.Row("a")), Is.EqualTo(one));
        Assert.That(Digest(Samples.Row("a"), Samples.Row("b", "https://other.example.go.th/")), Is.Not.EqualTo(one));
    }
}
