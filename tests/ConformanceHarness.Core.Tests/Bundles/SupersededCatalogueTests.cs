using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>A bundle made with a catalogue that is not taken any more names exactly what has to be run again.</summary>
public sealed class SupersededCatalogueTests
{
    private static readonly SampleRun Older = new() { Catalogue = "id: sample\ncases: LAND-05 A11Y-05\n" };

    [Test]
    public void The_cases_and_the_command_are_named()
    {
        var (text, path) = Told(new SampleJudge().ReadCatalogue("", Encoding.UTF8.GetBytes("id: sample\ncases: LAND-05 DATA-01 A11Y-05\n")) is var own ? own with { Version = "2", Cases = [.. own.Cases.Select(c => c.Id == "A11Y-05" ? c with { Obligation = Obligation.Should } : c)] } : null!);

        Assert.That(text.En, Does.Contain("Against sample 2, to be run again: added DATA-01; changed A11Y-05.").And.EndWith($"Run ./conformance run --failed-from {path} --only DATA-01,A11Y-05"));
        Assert.That(text.Th, Does.Contain("กรณีที่ต้องทดสอบใหม่คือ DATA-01, A11Y-05").And.EndWith("--only DATA-01,A11Y-05"));
    }

    [Test]
    public void Other_words_alone_need_no_case_again()
    {
        var (text, path) = Told(Own(c => c with { Title = new("ก", "b"), Fix = new("ค", "d") }));
        Assert.That(text.En, Does.Contain("no case is decided otherwise").And.EndWith($"Run ./conformance run --failed-from {path}"));
    }

    [Test]
    public void A_catalogue_of_another_list_gives_no_advice() =>
        Assert.That(Told(Own(c => c) with { Id = "another" }).Text.En, Does.Not.Contain("--failed-from"));

    [Test]
    public void The_difference_leaves_out_what_is_of_other_stages()
    {
        var older = Own(c => c);
        var newer = older with { Cases = [.. older.Cases.Select(c => c with { Stages = [Stage.Production] }), older.Cases[0] with { Id = "NEW-01" }] };
        Assert.That(CatalogueDifference.Of(older, newer, Stage.Uat), Has.Property("Added").EqualTo(new[] { "NEW-01" }).And.Property("Removed").EqualTo(new[] { "LAND-05", "A11Y-05" }).And.Property("ToRun").EqualTo(new[] { "NEW-01" }));
        Assert.That(CatalogueDifference.Of(older, newer).ToRun, Is.EqualTo(["LAND-05", "A11Y-05", "NEW-01"]));
    }

    private static IEnumerable<TestCaseData> Deciding()
    {
        static TestCaseData Of(string name, Func<CatalogueCase, CatalogueCase> change) => new TestCaseData(change).SetName("Changed_by_" + name);
        yield return Of("obligation", c => c with { Obligation = Obligation.Should });
        yield return Of("channels", c => c with { Channels = [Channel.App] });
        yield return Of("decision", c => c with { Decision = Decision.NotBuilt });
        yield return Of("check", c => c with { Check = "other" });
        yield return Of("feature", c => c with { Feature = "notification" });
        yield return Of("scenarios", c => c with { Scenarios = [.. c.Scenarios, "tour"] });
        yield return Of("evidence", c => c with { Evidence = ["network"] });
        yield return Of("dependencies", c => c with { DependsOn = ["AUTH-01"] });
        yield return Of("parameters", c => c with { Parameters = new Dictionary<string, string> { ["seconds"] = "3" } });
    }

    [TestCaseSource(nameof(Deciding))]
    public void Is_a_case_to_run_again(Func<CatalogueCase, CatalogueCase> change) =>
        Assert.That(CatalogueDifference.Of(Own(c => c), Own(c => c.Id == "LAND-05" ? change(c) : c)).ToRun, Is.EqualTo(["LAND-05"]));

    private static Catalogue Own(Func<CatalogueCase, CatalogueCase> change) =>
        new SampleJudge().ReadCatalogue("", Encoding.UTF8.GetBytes(Older.Catalogue)) is var read ? read with { Digest = new string('e', 64), Version = "2", Cases = [.. read.Cases.Select(change)] } : null!;

    private static (LocalText Text, string Path) Told(Catalogue own)
    {
        using var folder = new TestFolder();
        var path = Older.Write(folder);
        var report = new BundleVerifier(new SampleJudge { Own = own }).Verify(path, new VerifyPolicy { Catalogues = [new AcceptedCatalogue(own.Digest)] });
        Assert.That(report.Valid, Is.True, "it is intact all the same");
        return (report.Problems.Single(p => p.Code == "catalogue-not-accepted").Text, path);
    }
}
