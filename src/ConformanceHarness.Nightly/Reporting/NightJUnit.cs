using System.Globalization;
using System.Text;
using System.Xml;
using ConformanceHarness.Nightly.News;
using ConformanceHarness.Nightly.Nights;

namespace ConformanceHarness.Nightly.Reporting;

/// <summary>
/// nightly.xml for CI: one test for each target, by agency, and one for each incident. Red is exactly what is new and worse; what is known
/// to fail is skipped with its reason, so that a pipeline is red only when somebody has to act.
/// </summary>
public static class NightJUnit
{
    /// <summary>Writes UTF-8 without a byte order mark and leaves the stream open.</summary>
    public static void Write(NightReport report, Stream output)
    {
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n", CloseOutput = false, CheckCharacters = false };
        using var xml = XmlWriter.Create(output, settings);
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "nightly " + report.Night);
        Suite(xml, "incidents", report.Incidents, (i, _) => ("incident", NightWords.Of(i).En, (Kind.Failure, NightWords.Of(i).Th)));
        foreach (var agency in report.Lines.GroupBy(l => l.Target.Service.Agency.En, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Suite(xml, agency.Key, [.. agency], (line, _) => (agency.Key, line.Target.Id, Verdict(report, line)));
        }

        xml.WriteEndElement();
    }

    private static (Kind Kind, string Message) Verdict(NightReport report, TargetLine line)
    {
        var worse = report.News.Where(n => n.Line == line && n.News.Worse).Select(n => n.News.Words.En).ToList();
        return worse.Count > 0 ? (Kind.Failure, string.Join("; ", worse))
            : line.Incident is not null ? (Kind.Skipped, "part of an incident")
            : line.Tonight is null ? (Kind.Skipped, "not looked at")
            : report.Down || line.Tonight.State == TargetState.NoVerdict ? (Kind.Skipped, "no verdict")
            : line.Tonight.State == TargetState.Sound ? (Kind.Passed, "")
            : (Kind.Skipped, "known: " + NightWords.Signature(line.Tonight.Signature).En);
    }

    private static void Suite<T>(XmlWriter xml, string name, IReadOnlyList<T> items, Func<T, int, (string Class, string Name, (Kind Kind, string Message) Verdict)> test)
    {
        if (items.Count == 0)
        {
            return;
        }

        var tests = items.Select(test).ToList();
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean(name));
        xml.WriteAttributeString("tests", Number(tests.Count));
        xml.WriteAttributeString("failures", Number(tests.Count(t => t.Verdict.Kind == Kind.Failure)));
        xml.WriteAttributeString("skipped", Number(tests.Count(t => t.Verdict.Kind == Kind.Skipped)));
        foreach (var (type, title, (kind, message)) in tests)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", Clean(type));
            xml.WriteAttributeString("name", Clean(title));
            if (kind != Kind.Passed)
            {
                xml.WriteStartElement(kind == Kind.Failure ? "failure" : "skipped");
                xml.WriteAttributeString("message", Clean(message));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // What a page says may hold what XML can't.
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : ' '));

    private enum Kind
    {
        Passed,
        Failure,
        Skipped,
    }
}
