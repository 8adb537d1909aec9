using System.Globalization;
using System.Text;
using System.Xml;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Junit;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports;

/// <summary>
/// junit.xml as Jenkins and GitLab read it: one suite for each group of cases, one test for each planned case in each channel, and a suite
/// "run" with the run's result, because a run that tested nothing must not be green. Red (failure, error) is exactly what counts against
/// conformance: must cases that are not waived. See docs/reports.md for the mapping.
/// </summary>
public static class JUnitReport
{
    /// <summary>Writes UTF-8 without a byte order mark and leaves the stream open.</summary>
    public static void Write(RunRecord record, Stream output)
    {
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n", CloseOutput = false };
        using var xml = XmlWriter.Create(output, settings);
        var run = new ReportedRun(record);
        List<JUnitSuite> suites =
        [
            new("run", [JUnitMapping.OfRun(run)]),
            .. run.Cases.GroupBy(c => c.Group).Select(g => new JUnitSuite(g.Key, [.. g.SelectMany(c => c.Channels.Select(v => JUnitMapping.Of(run, c, v)))])),
        ];
        xml.WriteStartDocument();
        xml.WriteStartElement("testsuites");
        Attribute(xml, "name", $"{record.Statement.ServiceId} {ReportWords.Code(record.Statement.Stage)}");
        Counts(xml, [.. suites.SelectMany(s => s.Tests)]);
        Attribute(xml, "time", Seconds(record.Statement.EndedAt - record.Statement.StartedAt));
        foreach (var suite in suites)
        {
            Suite(xml, record.Statement, suite);
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void Suite(XmlWriter xml, Statement statement, JUnitSuite suite)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", suite.Name);
        Counts(xml, suite.Tests);
        // The scenarios are shared by all suites: only the run as a whole has a time.
        Attribute(xml, "time", suite.Name == "run" ? Seconds(statement.EndedAt - statement.StartedAt) : "0");
        Attribute(xml, "timestamp", statement.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        if (suite.Name == "run")
        {
            Properties(xml, statement);
        }

        foreach (var test in suite.Tests)
        {
            Test(xml, test);
        }

        xml.WriteEndElement();
    }

    private static void Properties(XmlWriter xml, Statement statement)
    {
        (string Name, string Value)[] properties =
        [
            ("result", ReportWords.Code(statement.Result)),
            ("trial", statement.Trial ? "true" : "false"),
            ("withWaivers", statement.WithWaivers ? "true" : "false"),
            ("service", statement.ServiceId),
            ("stage", ReportWords.Code(statement.Stage)),
            ("landingUrl", statement.LandingUrl),
            ("catalogue", $"{statement.CatalogueId} {statement.CatalogueVersion}"),
            ("harness", statement.HarnessVersion),
            ("runId", statement.RunId),
            ("ledgerHead", statement.LedgerHead),
        ];
        xml.WriteStartElement("properties");
        foreach (var (name, value) in properties)
        {
            xml.WriteStartElement("property");
            Attribute(xml, "name", name);
            Attribute(xml, "value", value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Test(XmlWriter xml, JUnitTest test)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", test.ClassName);
        Attribute(xml, "name", test.Name);
        Attribute(xml, "time", "0");
        if (test.Kind != JUnitKind.Passed)
        {
            xml.WriteStartElement(ReportWords.Code(test.Kind));
            Attribute(xml, "message", VisibleText.Line(test.Message, 500));
            if (test.Kind != JUnitKind.Skipped)
            {
                Attribute(xml, "type", test.Type);
                xml.WriteString(VisibleText.Of(test.Details, 20_000));
            }

            xml.WriteEndElement();
        }

        if (test.Output.Length > 0)
        {
            xml.WriteElementString("system-out", VisibleText.Of(test.Output, 20_000));
        }

        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, IReadOnlyList<JUnitTest> tests)
    {
        Attribute(xml, "tests", Number(tests.Count));
        Attribute(xml, "failures", Number(tests.Count(t => t.Kind == JUnitKind.Failure)));
        Attribute(xml, "errors", Number(tests.Count(t => t.Kind == JUnitKind.Error)));
        Attribute(xml, "skipped", Number(tests.Count(t => t.Kind == JUnitKind.Skipped)));
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, VisibleText.Line(value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => Math.Max(0, time.TotalSeconds).ToString("0.000", CultureInfo.InvariantCulture);
}
