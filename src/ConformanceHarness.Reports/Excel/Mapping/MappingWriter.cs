using System.Globalization;
using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>A mapping as YAML that a person can correct and give again. Its members are described in docs/excel.md.</summary>
internal static class MappingWriter
{
    /// <param name="list">the list as it was understood</param>
    /// <param name="own">ids of the sheet's own cases by sheet and row</param>
    public static string Write(TestcaseList list, IReadOnlyDictionary<(string Sheet, int Row), string> own)
    {
        var text = new StringBuilder();
        text.Append("# คอลัมน์และกรณีทดสอบของ ").Append(VisibleText.Line(Path.GetFileName(list.File.Path))).Append(": แก้ไขแล้วใช้อีกครั้งด้วย --mapping (docs/excel.md)\n");
        text.Append("# How ").Append(VisibleText.Line(Path.GetFileName(list.File.Path))).Append(" is read: correct it, and give it again with --mapping.\n");
        text.Append("sheets:\n");
        foreach (var mapping in list.Mappings)
        {
            Sheet(text, list, mapping, own);
        }

        return text.ToString();
    }

    private static void Sheet(StringBuilder text, TestcaseList list, SheetMapping mapping, IReadOnlyDictionary<(string Sheet, int Row), string> own)
    {
        text.Append("  - sheet: ").Append(YamlQuote.Of(mapping.Sheet)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"    headerRow: \"{mapping.HeaderRow}\"\n");
        text.Append("    columns: { ").AppendJoin(", ", mapping.Columns.OrderBy(c => c.Value).Select(c => $"{ReportWords.Code(c.Key)}: {Reading.CellAddress.Letters(c.Value)}")).Append(" }\n");
        text.Append("    stages: [").AppendJoin(", ", mapping.Stages.Select(ReportWords.Code)).Append("]\n");
        if (mapping.Words.Count > 0)
        {
            text.Append("    words: { ").AppendJoin(", ", mapping.Words.OrderBy(w => w.Key).Select(w => $"{ReportWords.Code(w.Key)}: {YamlQuote.Of(w.Value)}")).Append(" }\n");
        }

        text.Append("    rows:\n");
        foreach (var match in list.Matches.Where(m => m.Listed.Sheet == mapping.Sheet))
        {
            var @case = match.Case ?? own.GetValueOrDefault((match.Listed.Sheet, match.Listed.Row), "person");
            var why = match.Basis switch
            {
                MatchBasis.Wording => string.Create(CultureInfo.InvariantCulture, $"   # ข้อความตรงกัน {match.Likeness:P0} / by wording").Replace(" %", "%", StringComparison.Ordinal),
                MatchBasis.Ambiguous => "   # อาจเป็น / may be " + string.Join(", ", match.Candidates),
                _ => "",
            };
            text.Append(CultureInfo.InvariantCulture, $"      - {{ row: \"{match.Listed.Row}\", case: {@case}, title: {YamlQuote.Of(Shown(match.Listed.Title))} }}{why}\n");
        }

        var skipped = list.Skipped.Where(s => s.Sheet == mapping.Sheet).ToList();
        if (skipped.Count > 0)
        {
            text.Append("    # แถวที่ไม่ใช่กรณีทดสอบ / rows that hold no case\n    skip:\n");
            foreach (var (_, row) in skipped)
            {
                text.Append(CultureInfo.InvariantCulture, $"      - \"{row.Row}\"   # {VisibleText.Line(row.Text, 80)}\n");
            }
        }
    }

    /// <summary>The beginning of a title, by which a row is known again.</summary>
    public static string Shown(string title)
    {
        var line = VisibleText.Line(title, int.MaxValue);
        return (line.Length <= 80 ? line : line[..(char.IsHighSurrogate(line[79]) ? 79 : 80)]).Trim();
    }
}

/// <summary>Texts in quotation marks, as every YAML 1.2 reader reads them.</summary>
internal static class YamlQuote
{
    /// <param name="text">a text without control characters other than line feeds and tabs (<see cref="VisibleText"/> makes it so)</param>
    public static string Of(string text) =>
        "\"" + VisibleText.Of(text, int.MaxValue).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal) + "\"";
}
