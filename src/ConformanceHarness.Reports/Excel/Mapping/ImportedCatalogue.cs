using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>
/// The built-in catalogue with the list's own cases added, for a person to answer. The built-in part stays as it is, byte for byte except
/// its id and version: an added list takes nothing away from the minimum.
/// </summary>
internal static partial class ImportedCatalogue
{
    private const string OwnGroup = "LIST";

    /// <summary>Ids for the rows that are no known case, and the catalogue's text.</summary>
    /// <param name="list">the list</param>
    /// <param name="builtIn">the catalogue that it is added to</param>
    /// <param name="builtInText">its file's text</param>
    /// <param name="before">what an earlier import made of the list: a case with the same title keeps its id, and no id is used again</param>
    public static (string Text, IReadOnlyDictionary<(string Sheet, int Row), string> Ids) Write(TestcaseList list, Catalogue builtIn, string builtInText, Catalogue? before)
    {
        var ids = new Dictionary<(string Sheet, int Row), string>();
        var added = new StringBuilder();
        var known = builtIn.Cases.Select(c => c.Id).Concat(builtIn.Retired).ToHashSet(StringComparer.Ordinal);
        var earlier = (before?.Cases ?? []).Where(c => !known.Contains(c.Id)).ToList();
        var byTitle = earlier.GroupBy(c => c.Title.Th, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
        var used = known.Concat(earlier.Select(c => c.Id)).Concat(before?.Retired ?? []).ToHashSet(StringComparer.Ordinal);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        // The same title in two sheets (one for each stage) is one case.
        foreach (var same in list.Matches.Where(m => m.Case is null).GroupBy(m => Title(m.Listed.Title).Th, StringComparer.Ordinal))
        {
            var listed = same.First().Listed;
            var id = byTitle.TryGetValue(same.Key, out var old) ? old : NewId(listed.Id, builtIn, used);
            kept.Add(id);
            foreach (var match in same)
            {
                ids[(match.Listed.Sheet, match.Listed.Row)] = id;
            }

            Append(added, id, listed, [.. same.SelectMany(m => list.Mapping(m.Listed.Sheet).Stages).Distinct().Order()], Path.GetFileName(list.File.Path));
        }

        var retired = builtIn.Retired.Concat(before?.Retired ?? []).Concat(earlier.Select(c => c.Id).Where(id => !kept.Contains(id))).Distinct().Order(StringComparer.Ordinal);
        var digest = Convert.ToHexStringLower(SHA256.HashData(list.File.Bytes))[..8];
        var text = IdLine().Replace(builtInText.ReplaceLineEndings("\n"), $"id: {builtIn.Id}-with-list", 1);
        text = VersionLine().Replace(text, $"version: \"{builtIn.Version}+list.{digest}\"", 1);
        text = RetiredLine().Replace(text, $"retired: [{string.Join(", ", retired)}]", 1);
        return (text.TrimEnd('\n') + "\n\n  # Cases of " + VisibleText.Line(Path.GetFileName(list.File.Path)) + " that a person answers\n" + added, ids);
    }

    /// <summary>Whether an id of a mapping file can be that of an added case.</summary>
    public static bool IsOwnId(string id, IReadOnlySet<string> known) => CaseId().IsMatch(id) && !known.Any(k => k.Split('-')[0] == id.Split('-')[0]);

    /// <summary>The row's own id where it has a proper one of a group that is not the harness's, else the next of LIST.</summary>
    private static string NewId(string own, Catalogue builtIn, HashSet<string> used)
    {
        if (CaseId().IsMatch(own) && !builtIn.Cases.Any(c => c.Id.Split('-')[0] == own.Split('-')[0]) && used.Add(own))
        {
            return own;
        }

        for (var group = 1; ; group++)
        {
            for (var number = 1; number <= 999; number++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{OwnGroup}{(group == 1 ? "" : group)}-{number:000}");
                if (used.Add(id))
                {
                    return id;
                }
            }
        }
    }

    private static void Append(StringBuilder text, string id, ListedCase listed, IReadOnlyList<Stage> stages, string file)
    {
        var title = Title(listed.Title);
        var how = Text($"{(listed.Steps.Length > 0 ? listed.Steps : listed.Title)}{(listed.Expected.Length > 0 ? "\nผลที่คาดหวัง / expected: " + listed.Expected : "")}", "วิธีทดสอบ");
        var fix = listed.Expected.Length > 0
            ? new LocalText("แก้ไขให้ได้ผลตามที่คาดหวัง: " + Short(listed.Expected), "Make it do what is expected: " + Short(listed.Expected))
            : new LocalText("แก้ไขให้เป็นไปตามรายการทดสอบข้อนี้", "Make the service do what this item of the list says.");
        text.Append("  - id: ").Append(id).Append('\n');
        Both(text, "title", title);
        text.Append("    obligation: must\n    stages: [").AppendJoin(", ", stages.Select(ReportWords.Code)).Append("]\n    channels: [app, web, biz]\n    decision: person\n");
        text.Append("    source: ").Append(YamlQuote.Of(string.Create(CultureInfo.InvariantCulture, $"{file}, {listed.Sheet}, row {listed.Row}{(listed.Id.Length > 0 ? ", " + listed.Id : "")}"))).Append('\n');
        Both(text, "how", how);
        Both(text, "fix", fix);
        text.Append("    fixer: developer\n\n");
    }

    private static void Both(StringBuilder text, string name, LocalText value) =>
        text.Append("    ").Append(name).Append(":\n      th: ").Append(YamlQuote.Of(value.Th)).Append("\n      en: ").Append(YamlQuote.Of(value.En)).Append('\n');

    private static LocalText Title(string title) => Text(Short(title), "กรณีทดสอบ");

    /// <summary>The list says it once, in its own language: that is what both sides show. A Thai text needs a Thai letter.</summary>
    private static LocalText Text(string text, string thaiName) =>
        new(text.Any(c => c is >= '\u0E01' and <= '\u0E2E') ? text : $"{thaiName}: {text}", text);

    private static string Short(string text) => VisibleText.Of(text, 1000).Trim();

    [GeneratedRegex(@"^[A-Z][A-Z0-9]{1,11}-[0-9]{2,3}\z")]
    private static partial Regex CaseId();

    [GeneratedRegex(@"^id: .*$", RegexOptions.Multiline)]
    private static partial Regex IdLine();

    [GeneratedRegex(@"^version: .*$", RegexOptions.Multiline)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"^retired: .*$", RegexOptions.Multiline)]
    private static partial Regex RetiredLine();
}
