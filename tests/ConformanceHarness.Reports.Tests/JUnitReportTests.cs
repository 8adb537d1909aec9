using System.Xml.Linq;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Tests.Samples;

namespace ConformanceHarness.Reports.Tests;

[TestFixture]
public sealed class JUnitReportTests
{
    [Test]
    public void Every_planned_case_is_a_test_in_each_of_its_channels()
    {
        var record = SampleRuns.Mixed();
        var tests = Tests(Xml(record)).Where(t => (string?)t.Attribute("classname") != "run").Select(t => (string?)t.Attribute("name")).ToList();
        Assert.That(tests, Is.Unique);
        // LAND-01 was judged once for all channels.
        Assert.That(tests, Has.Count.EqualTo((record.Plan.Cases.Count * 2) - 1));
    }

    [Test]
    public void The_counts_are_those_of_the_elements()
    {
        var xml = Xml(SampleRuns.Mixed());
        foreach (var counted in xml.Descendants("testsuite").Append(xml.Root!))
        {
            var tests = counted.Descendants("testcase").ToList();
            Assert.That(Number(counted, "tests"), Is.EqualTo(tests.Count));
            Assert.That(Number(counted, "failures"), Is.EqualTo(tests.Count(t => t.Element("failure") is not null)));
            Assert.That(Number(counted, "errors"), Is.EqualTo(tests.Count(t => t.Element("error") is not null)));
            Assert.That(Number(counted, "skipped"), Is.EqualTo(tests.Count(t => t.Element("skipped") is not null)));
        }

        Assert.That(Number(xml.Root!, "failures"), Is.EqualTo(4), "AUTH-03 twice, AUTH-17 once, the run");
    }

    [TestCase("AUTH-03", "app", "failure", "must failed:")]
    [TestCase("AUTH-17", "web", null, null)]
    [TestCase("LAND-02", "app", "skipped", "must failed, waived:")]
    [TestCase("LAND-06", "app", "skipped", "should failed:")]
    [TestCase("LAND-05", "web", "error", "must cantTell:")]
    [TestCase("SEC-11", "web", "skipped", "should cantTell:")]
    [TestCase("DATA-01", "app", "skipped", "must untested:")]
    [TestCase("APP-04", "app", "skipped", "inapplicable:")]
    [TestCase("LAND-04", "app", null, null)]
    public void Red_is_what_counts_against_conformance(string id, string channel, string? element, string? message)
    {
        var test = Tests(Xml(SampleRuns.Mixed())).Single(t => ((string)t.Attribute("name")!).StartsWith(id + " ", StringComparison.Ordinal) && ((string)t.Attribute("name")!).EndsWith($"[{channel}]", StringComparison.Ordinal));
        var results = test.Elements().Where(e => e.Name != "system-out").ToList();
        if (element is null)
        {
            Assert.That(results, Is.Empty);
            return;
        }

        Assert.That(results.Single().Name.LocalName, Is.EqualTo(element));
        Assert.That((string?)results.Single().Attribute("message"), Does.StartWith(message!));
    }

    [Test]
    public void A_failure_tells_what_was_expected_seen_where_and_how_to_fix_it()
    {
        var failure = Xml(SampleRuns.Mixed()).Descendants("failure").Last().Value;
        Assert.That(failure, Does.Contain("expected").And.Contain("NullReferenceException").And.Contain("entry.app#2 exchange 12").And.Contain("how to fix it"));
    }

    [TestCase(RunResult.Conformant, null)]
    [TestCase(RunResult.NotConformant, "failure")]
    [TestCase(RunResult.Incomplete, "error")]
    [TestCase(RunResult.HarnessError, "error")]
    public void The_runs_result_is_a_test_so_that_an_empty_run_is_never_green(RunResult result, string? element)
    {
        var test = Tests(Xml(new SampleRun { Result = result }.Build())).Single();
        Assert.That((string?)test.Attribute("classname"), Is.EqualTo("run"));
        Assert.That(test.Elements().SingleOrDefault(e => e.Name != "system-out")?.Name.LocalName, Is.EqualTo(element));
    }

    [Test]
    public void A_hostile_record_stays_well_formed_and_adds_no_test()
    {
        var plain = Tests(Xml(SampleRuns.Mixed())).Count();
        Assert.That(Tests(Xml(SampleRuns.Mixed(text: Hostile.EveryField()))).Count(), Is.EqualTo(plain));
    }

    private static IEnumerable<XElement> Tests(XDocument xml) => xml.Descendants("testcase");

    private static int Number(XElement element, string name) => (int)element.Attribute(name)!;

    private static XDocument Xml(RunRecord record)
    {
        using var stream = new MemoryStream();
        JUnitReport.Write(record, stream);
        stream.Position = 0;
        return XDocument.Load(stream);
    }
}
