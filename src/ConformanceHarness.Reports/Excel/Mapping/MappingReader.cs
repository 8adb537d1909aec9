using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Yaml;
using ConformanceHarness.Reports.Excel.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>Mapping file (YAML) → <see cref="SheetMapping"/>, compared with the workbook that it is for.</summary>
internal static class MappingReader
{
    /// <summary>The word for a case that no catalogue knows and a person answers.</summary>
    public const string Person = "person";

    private static readonly IReadOnlyDictionary<string, ColumnRole> Roles = Enum.GetValues<ColumnRole>().ToDictionary(ReportWords.Code, StringComparer.Ordinal);
    private static readonly IReadOnlyDictionary<string, Outcome> Outcomes = Enum.GetValues<Outcome>().ToDictionary(ReportWords.Code, StringComparer.Ordinal);
    private static readonly IReadOnlyDictionary<string, Stage> Stages = Enum.GetValues<Stage>().ToDictionary(ReportWords.Code, StringComparer.Ordinal);

    /// <exception cref="ConfigurationProblemsException">it is wrong; holds every problem with its line</exception>
    public static IReadOnlyList<SheetMapping> Read(string path, IReadOnlyList<SheetContent> sheets, Catalogue catalogue)
    {
        var problems = new Problems(path);
        var bytes = YamlBytes.Of(path, problems);
        problems.ThrowIfAny();
        var root = YamlTree.Read(bytes!, problems) is { } value ? Members.Of(value, "", problems, ["sheets"]) : null;
        var mappings = (root?.RequiredList("sheets") ?? []).Select((item, i) => Sheet(item, $"sheets[{i}]", sheets, catalogue, problems)).OfType<SheetMapping>().ToList();
        foreach (var twice in mappings.GroupBy(m => m.Sheet).Where(g => g.Count() > 1))
        {
            problems.Add(null, new($"แผ่นงาน '{twice.Key}' มีมากกว่าหนึ่งรายการ", $"The sheet '{twice.Key}' is there more than once."), new("ลบออกให้เหลือรายการเดียว", "Keep one of them."));
        }

        problems.ThrowIfAny();
        return mappings;
    }

    /// <summary>A mapping file of another day must not put results into rows that have moved.</summary>
    /// <exception cref="ConfigurationProblemsException">a settled row is no case any more, or another one</exception>
    public static void CompareRows(string path, IReadOnlyList<(SheetMapping Mapping, IReadOnlyList<ListedCase> Cases)> read)
    {
        var problems = new Problems(path);
        foreach (var (mapping, cases) in read)
        {
            var byRow = cases.ToDictionary(c => c.Row);
            foreach (var (row, settled) in mapping.Rows)
            {
                if (!byRow.TryGetValue(row, out var listed) || (settled.Title is { } title && MappingWriter.Shown(title) != MappingWriter.Shown(listed.Title)))
                {
                    var now = listed is null ? "" : Problems.Shown(listed.Title);
                    problems.Add(
                        settled.Line,
                        new($"แถว {row} ของแผ่นงาน '{mapping.Sheet}' ไม่ใช่กรณีทดสอบนี้แล้ว (ขณะนี้คือ '{now}')", $"Row {row} of the sheet '{mapping.Sheet}' is not this case any more (now it says '{now}')."),
                        new("สั่ง catalogue import อีกครั้งโดยไม่ระบุ --mapping เพื่อจัดทำไฟล์ใหม่", "Run catalogue import again without --mapping to make a new file."));
                }
            }
        }

        problems.ThrowIfAny();
    }

    private static SheetMapping? Sheet(YamlValue item, string path, IReadOnlyList<SheetContent> sheets, Catalogue catalogue, Problems problems)
    {
        if (Members.Of(item, path, problems, ["sheet", "headerRow", "columns", "stages", "words", "rows", "skip"]) is not { } members)
        {
            return null;
        }

        var name = members.RequiredText("sheet");
        var sheet = sheets.FirstOrDefault(s => s.Sheet.Name.Trim() == name);
        if (name is not null && sheet is null)
        {
            problems.Add(members.LineOf("sheet"), new($"ไม่มีแผ่นงาน '{Problems.Shown(name)}'", $"There is no sheet '{Problems.Shown(name)}'."), Nearest.Advice(name, [.. sheets.Select(s => s.Sheet.Name)]));
        }

        var header = members.Required("headerRow") is { } row ? Number(row, members.Path("headerRow"), problems) : null;
        var columns = Columns(members, problems);
        var rows = Rows(members, catalogue, problems);
        var skip = members.OptionalWords("skip").Select(w => Number(w, members.Path("skip"), problems)).OfType<int>().ToList();
        return sheet is null || header is null || columns is null ? null : new SheetMapping
        {
            Sheet = sheet.Sheet.Name,
            HeaderRow = header.Value,
            Columns = columns,
            Stages = members.Optional("stages") is null ? [Stage.Uat, Stage.Preproduction] : members.RequiredChoices("stages", Stages),
            Words = Words(members, problems),
            Rows = rows,
            Skip = skip,
            English = sheet.Row(header.Value) is { } head && !head.Cells.Values.Any(c => c.Text.Any(HeaderFinder.IsThai)),
        };
    }

    private static Dictionary<ColumnRole, int>? Columns(Members members, Problems problems)
    {
        if (members.RequiredMembers("columns", [.. Roles.Keys]) is not { } given)
        {
            return null;
        }

        var columns = new Dictionary<ColumnRole, int>();
        foreach (var (word, role) in Roles)
        {
            if (given.OptionalText(word) is { } letters)
            {
                var column = CellAddress.ColumnOf(letters);
                if (column is 0 or > ExcelLimits.Columns)
                {
                    problems.Add(given.LineOf(word), new($"'{given.Path(word)}': '{Problems.Shown(letters)}' ไม่ใช่คอลัมน์", $"'{given.Path(word)}': '{Problems.Shown(letters)}' is no column."), new("ใช้อักษรของคอลัมน์ เช่น B หรือ AA", "Use the column's letters, for example B or AA."));
                }

                columns[role] = column;
            }
        }

        if (!columns.ContainsKey(ColumnRole.Title))
        {
            given.RequiredText("title");
        }

        foreach (var twice in columns.GroupBy(c => c.Value).Where(g => g.Key > 0 && g.Count() > 1))
        {
            problems.Add(given.Line, new($"คอลัมน์ {CellAddress.Letters(twice.Key)} มีมากกว่าหนึ่งความหมาย", $"Column {CellAddress.Letters(twice.Key)} has more than one meaning."), new("ให้แต่ละคอลัมน์มีความหมายเดียว", "Give each column one meaning."));
        }

        return columns;
    }

    private static Dictionary<Outcome, string> Words(Members members, Problems problems)
    {
        var words = new Dictionary<Outcome, string>();
        if (members.Optional("words") is { } value && Members.Of(value, members.Path("words"), problems, [.. Outcomes.Keys]) is { } given)
        {
            foreach (var (word, outcome) in Outcomes)
            {
                if (given.OptionalText(word) is { } text)
                {
                    words[outcome] = text;
                }
            }
        }

        return words;
    }

    private static Dictionary<int, SettledRow> Rows(Members members, Catalogue catalogue, Problems problems)
    {
        var known = catalogue.Cases.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var rows = new Dictionary<int, SettledRow>();
        foreach (var item in members.OptionalList("rows"))
        {
            if (Members.Of(item, members.Path("rows"), problems, ["row", "case", "title"]) is not { } given)
            {
                continue;
            }

            var number = given.Required("row") is { } row ? Number(row, given.Path("row"), problems) : null;
            var id = given.RequiredText("case");
            // Ids of an earlier import are no slips: they are the list's own cases.
            if (id is not null && id != Person && !known.Contains(id) && !ImportedCatalogue.IsOwnId(id, known))
            {
                problems.Add(given.LineOf("case"), new($"'{given.Path("case")}': ไม่มีกรณีทดสอบ '{Problems.Shown(id)}'", $"'{given.Path("case")}': there is no case '{Problems.Shown(id)}'."), Nearest.Of(id, known) is { } near ? new($"หมายถึง '{near}' ใช่หรือไม่ หากเป็นกรณีสำหรับบุคคลให้ใช้ {Person}", $"Did you mean '{near}'? Write {Person} for a case that a person answers.") : new($"ใช้รหัสจาก ./conformance list หรือ {Person}", $"Use an id of ./conformance list, or {Person}."));
            }

            if (number is { } at && id is not null && !rows.TryAdd(at, new SettledRow(known.Contains(id) ? id : null, given.OptionalText("title"), given.Line)))
            {
                Members.Doubled(given.Line, $"rows: {at}", rows[at].Line ?? 0, problems);
            }
        }

        return rows;
    }

    /// <summary>With or without quotation marks: both are natural here.</summary>
    private static int? Number(YamlValue value, string path, Problems problems) =>
        value is YamlScalar scalar ? Number(new Word(scalar.Value, scalar.Line), path, problems) : Number(new Word("", value.Line), path, problems);

    private static int? Number(Word word, string path, Problems problems)
    {
        if (int.TryParse(word.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= CellAddress.LastRow)
        {
            return number;
        }

        problems.Add(word.Line, new($"'{path}': '{Problems.Shown(word.Text)}' ไม่ใช่เลขแถว", $"'{path}': '{Problems.Shown(word.Text)}' is no row number."), new("ใช้เลขแถวตามที่ Excel แสดง เช่น \"12\"", "Use the number that Excel shows, for example \"12\"."));
        return null;
    }
}
