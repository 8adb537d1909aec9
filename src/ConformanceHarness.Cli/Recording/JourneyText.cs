using System.Text;
using ConformanceHarness.Cli.Describing;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Recording;

/// <summary>A draft as the YAML that a service file takes: one item of <c>subServices</c>, with remarks in Thai and English.</summary>
internal static class JourneyText
{
    /// <summary>The item alone, indented as under <c>subServices:</c>.</summary>
    public static string Item(JourneyDraft draft)
    {
        var text = new StringBuilder();
        Line(text, $"  - id: {YamlText.Of(draft.Service.Id)}");
        Line(text, $"    name: {YamlText.Of(draft.Service.Name)}");
        Steps(text, "open", draft.Open);
        Steps(text, "journey", draft.Journey);
        if (draft.Cancel is { } cancel)
        {
            Line(text, $"    cancel: {YamlText.Of(cancel)}");
        }

        if (draft.Reference is { } reference)
        {
            Line(text, $"    reference: '{reference.Replace("'", "''", StringComparison.Ordinal)}'");
        }

        return text.ToString();
    }

    /// <summary>The file that is put beside the service file.</summary>
    public static string File(JourneyDraft draft, string serviceFile)
    {
        var text = new StringBuilder();
        Line(text, $"# ขั้นตอนที่บันทึกจากการใช้งานจริง ตรวจทานแล้วนำรายการด้านล่างไปแทนรายการ id เดียวกันใต้ subServices ใน {serviceFile}");
        Line(text, $"# Recorded steps. Read them, then let the item below take the place of the one with the same id under subServices in {serviceFile}.");
        Line(text, "# docs/service-file.md · Journeys");
        foreach (var note in draft.Notes)
        {
            Line(text, "# - " + OneLine(note.Th));
            Line(text, "#   " + OneLine(note.En));
        }

        Line(text, "subServices:");
        return text.Append(Item(draft)).ToString();
    }

    /// <summary>Reads the file again as a service file's reader would; a difference is an error of the harness.</summary>
    public static void CheckReadsBack(JourneyDraft draft, string text)
    {
        const string Rest = """

            service: { id: x, agency: { th: ก, en: a }, category: { th: ก, en: a }, name: { th: ก, en: a } }
            appId: 00000000-0000-0000-0000-000000000000
            channels: [app]
            stages: { uat: { landingUrl: "https://example.go.th/", login: mock } }
            gateway: { consumerKey: { env: A }, consumerSecret: { env: B } }
            """;
        var read = ServiceProfileReader.Read(Encoding.UTF8.GetBytes(text + Rest), "recorded journey").SubServices.Single();
        var meant = draft.Proposed;
        if (!read.Open.SequenceEqual(meant.Open) || !read.Journey.SequenceEqual(meant.Journey) || read.Cancel != meant.Cancel || read.Reference != meant.Reference || read.Name != meant.Name)
        {
            throw new InvalidOperationException("The recorded journey does not read back as it was written.");
        }
    }

    private static void Steps(StringBuilder text, string name, IReadOnlyList<DraftStep> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        Line(text, steps.Any(s => s.Step is not null) ? $"    {name}:" : $"    {name}: []");
        foreach (var (step, note) in steps)
        {
            if (note is not null)
            {
                Line(text, "      # " + OneLine(note.Th));
                Line(text, "      # " + OneLine(note.En));
            }

            if (step is not null)
            {
                Line(text, $"      - {step.Kind.ToString().ToLowerInvariant()}: {YamlText.Of(step.Target)}");
                if (step.Value is { } value)
                {
                    Line(text, $"        {(step.Kind switch { StepKind.Fill => "with", StepKind.Choose => "option", _ => "file" })}: {YamlText.Of(value)}");
                }
            }
        }
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
