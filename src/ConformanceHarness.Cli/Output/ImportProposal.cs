using System.Text.Json.Nodes;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Reports;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Cli.Output;

/// <summary>Shows how an Excel list is understood, above all what a person should look at.</summary>
internal sealed class ImportProposal(Screen screen, TestcaseImport import)
{
    private const int Most = 40;

    public void Write()
    {
        if (import.HasMacros)
        {
            screen.Line("! สมุดงานมีแมโคร: อ่านเฉพาะข้อมูล ไม่เรียกใช้แมโคร และเขียนผลกลับลงไฟล์นี้ไม่ได้", "! The workbook holds macros: only its data was read, no macro was run, and no results can be written back into it.", Ink.Yellow);
        }

        foreach (var sheet in import.Sheets)
        {
            var stages = string.Join(", ", sheet.Stages.Select(s => screen.Say(ReportWords.Of(s))));
            screen.Line($"แผ่นงาน '{sheet.Sheet}' · หัวตารางแถว {sheet.HeaderRow} · {stages}", $"Sheet '{sheet.Sheet}' · heads in row {sheet.HeaderRow} · {stages}", Ink.Bold);
            foreach (var (role, letters, head) in sheet.Columns)
            {
                screen.Line($"    {letters,-3} {role,-9} {head}");
            }

            screen.Line($"    แถวที่ไม่ใช่กรณีทดสอบ: {sheet.Skipped}", $"    rows that hold no case: {sheet.Skipped}", Ink.Dim);
        }

        if (import.LeftOut.Count > 0)
        {
            var names = string.Join(", ", import.LeftOut.Select(s => $"'{s}'"));
            screen.Line($"ไม่มีรายการทดสอบในแผ่นงาน {names}", $"No list in the sheets {names}", Ink.Dim);
        }

        screen.Line();
        Rows(screen.Say("ตรงกันตามข้อความ โปรดตรวจ", "Recognised by wording: please look"), [.. import.Rows.Where(r => r.Basis == "wording")], r => $"{r.Known} {r.Likeness:P0}");
        Rows(screen.Say("ไม่ชัดเจน จึงไม่จับคู่", "Unclear, hence not matched"), [.. import.Rows.Where(r => r.Basis == "ambiguous")], r => $"{r.Id} ({string.Join(", ", r.Candidates)}?)");
        Rows(screen.Say("กรณีสำหรับบุคคล", "Cases for a person"), [.. import.Rows.Where(r => r.Known is null && r.Basis != "ambiguous")], r => r.Id);
        screen.Line(
            $"{import.Rows.Count} กรณี: ตรงตามรหัส {Count("id")} · ตามข้อความ {Count("wording")} · ระบุเอง {Count("settled")} · สำหรับบุคคล {import.Rows.Count(r => r.Known is null)}",
            $"{import.Rows.Count} cases: {Count("id")} by id · {Count("wording")} by wording · {Count("settled")} settled by you · {import.Rows.Count(r => r.Known is null)} for a person", Ink.Bold);
    }

    public static void Conclude(Screen screen, TestcaseImport import, Catalogue made, string mapping, string catalogue)
    {
        screen.Line();
        screen.Line($"{screen.Say("ไฟล์จับคู่", "Mapping")}    {mapping}");
        screen.Line($"{screen.Say("กรณีทดสอบ", "Catalogue")}  {catalogue} ({made.Cases.Count})");
        screen.Line($"ถัดไป: ./conformance run --catalogue \"{catalogue}\" --workbook LIST.xlsx", $"Next: ./conformance run --catalogue \"{catalogue}\" --workbook LIST.xlsx");
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject
            {
                ["exitCode"] = 0,
                ["mapping"] = mapping,
                ["catalogue"] = catalogue,
                ["macros"] = import.HasMacros,
                ["leftOut"] = new JsonArray([.. import.LeftOut.Select(s => (JsonNode)s)]),
                ["sheets"] = new JsonArray([.. import.Sheets.Select(s => (JsonNode)new JsonObject
                {
                    ["sheet"] = s.Sheet,
                    ["headerRow"] = s.HeaderRow,
                    ["columns"] = new JsonObject(s.Columns.Select(c => KeyValuePair.Create(c.Role, (JsonNode?)c.Letters))),
                    ["skipped"] = s.Skipped,
                })]),
                ["rows"] = new JsonArray([.. import.Rows.Select(r => (JsonNode)new JsonObject
                {
                    ["sheet"] = r.Sheet,
                    ["row"] = r.Row,
                    ["title"] = r.Title,
                    ["case"] = r.Id,
                    ["known"] = r.Known is not null,
                    ["basis"] = r.Basis,
                    ["likeness"] = Math.Round(r.Likeness, 2),
                    ["candidates"] = new JsonArray([.. r.Candidates.Select(c => (JsonNode)c)]),
                })]),
            });
        }
    }

    private int Count(string basis) => import.Rows.Count(r => r.Basis == basis);

    private void Rows(string heading, List<ImportedRow> rows, Func<ImportedRow, string> what)
    {
        if (rows.Count == 0)
        {
            return;
        }

        screen.Line($"{heading} ({rows.Count})", Ink.Yellow);
        foreach (var row in rows.Take(Most))
        {
            screen.Line($"    {row.Sheet}:{row.Row}  {what(row)}  {(row.Title.Length > 90 ? row.Title[..90] + "…" : row.Title)}");
        }

        if (rows.Count > Most)
        {
            screen.Line($"    … อีก {rows.Count - Most} แถวในไฟล์จับคู่", $"    … and {rows.Count - Most} more in the mapping file");
        }

        screen.Line();
    }
}
