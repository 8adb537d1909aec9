using System.Security.Cryptography;
using ConformanceHarness.Core.Catalogues;

namespace ConformanceHarness.Core.Tests.Catalogues;

public sealed class AGoodCatalogueIsRead
{
    [Test]
    public void With_every_member()
    {
        var catalogue = Read(CatalogueSample.Good);
        var first = catalogue.Cases[0];

        Assert.Multiple(() =>
        {
            Assert.That((catalogue.Id, catalogue.Version, catalogue.Title), Is.EqualTo(("sample", "1.0", new LocalText("ตัวอย่าง", "Sample"))));
            Assert.That(catalogue.Retired, Is.EqualTo(["OLD-01"]));
            Assert.That(catalogue.Cases.Select(c => (c.Id, c.Decision)), Is.EqualTo([("AUTH-01", Decision.Check), ("AUTH-02", Decision.Person), ("AUTH-03", Decision.NotBuilt)]));
            Assert.That(first.Obligation, Is.EqualTo(Obligation.Must));
            Assert.That(first.Stages, Is.EqualTo([Stage.Uat, Stage.Preproduction]));
            Assert.That(first.Channels, Is.EqualTo([Channel.App, Channel.Web, Channel.Biz]));
            Assert.That(first.Check, Is.EqualTo("AUTH-01"));
            Assert.That(first.Scenarios, Is.EqualTo(["entry"]));
            Assert.That(first.Evidence, Is.EqualTo(["text"]));
            Assert.That(first.Parameters, Is.EqualTo(new Dictionary<string, string> { ["seconds"] = "2.5", ["widths"] = "320,360" }));
            Assert.That((first.Source, first.Fix, first.Fixer), Is.EqualTo(("A document", new LocalText("แก้ไข", "Mend it"), "developer")));
            Assert.That(catalogue.Cases[1].DependsOn, Is.EqualTo(["AUTH-01"]));
            Assert.That((catalogue.Cases[2].Feature, catalogue.Cases[2].NotBuilt), Is.EqualTo(("sendFile", new LocalText("ยังไม่มี", "Not yet"))));
        });
    }

    [Test]
    public void With_the_digest_of_the_very_bytes() =>
        Assert.That(Read(CatalogueSample.Good).Digest, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Yaml.Bytes(CatalogueSample.Good)))));

    [Test]
    public void With_Windows_line_ends_and_a_byte_order_mark() =>
        Assert.That(Read("\uFEFF" + CatalogueSample.Good.Replace("\n", "\r\n", StringComparison.Ordinal)).Cases, Has.Count.EqualTo(3));

    [Test]
    public void With_the_same_lines_in_messages_whatever_the_line_ends()
    {
        var text = CatalogueSample.Good.With("obligation: must", "obligation: muss");
        var windows = Yaml.Problems(() => Read("\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

        Assert.That(windows.Single().Line, Is.EqualTo(text.LineOf("muss")));
    }

    [Test]
    public void With_tabs_where_they_do_not_indent() => Assert.That(Read(CatalogueSample.Good.With("id: sample", "id: sample\t# a\tcomment")).Id, Is.EqualTo("sample"));

    private static Catalogue Read(string text) => CatalogueReader.Read(Yaml.Bytes(text), "sample.yaml");
}
