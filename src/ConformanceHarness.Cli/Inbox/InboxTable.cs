using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Reviewing;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Inbox;
using ConformanceHarness.Reports.Words;
using Spectre.Console;

namespace ConformanceHarness.Cli.Inbox;

/// <summary>An inbox on the screen, and as JSON.</summary>
internal static class InboxTable
{
    private const int ProblemsShown = 3;

    public static void Show(Screen screen, InboxReport inbox)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in new LocalText[] { new("", ""), new("หน่วยงาน", "Agency"), new("บริการ", "Service"), new("ขั้น", "Stage"), new("ผล", "Result"), new("กำหนดส่ง", "Deadline"), new("การรับรอง", "Review"), new("ลำดับ", "Place"), new("ไฟล์และปัญหา", "File and problems") })
        {
            table.AddColumn(new TableColumn(new Text(screen.Say(column))));
        }

        foreach (var row in inbox.Rows)
        {
            var style = row.Place == InboxPlace.Superseded ? new Style(Color.Grey) : row.Acceptable ? new Style(Color.Green) : new Style(row.Valid ? Color.Yellow : Color.Red);
            Text Cell(string text) => new(Screen.Plain(text), style);
            table.AddRow(
                Cell(InboxLabels.Mark(row)), Cell(row.Agency(screen.Language)), Cell(row.Statement?.ServiceId ?? "–"), Cell(row.Statement is { } s ? Short(s.Stage) : "–"),
                Cell(row.Statement is { } t ? screen.Say(ReportWords.Of(t.Result)) : "–"), Cell(screen.Say(InboxLabels.Of(row.Deadline))), Cell(screen.Say(InboxLabels.Review(row.Review))),
                Cell(screen.Say(InboxLabels.Of(row.Place))), Cell(row.File + Problems(row)));
        }

        screen.Ansi.Write(table);
        var current = inbox.Rows.Where(r => r.Place != InboxPlace.Superseded).ToList();
        screen.Line(
            $"{inbox.Rows.Count} ไฟล์ · รับได้ {current.Count(r => r.Acceptable)} จาก {current.Count} ฉบับที่มีผล · มีฉบับใหม่กว่า {inbox.Rows.Count - current.Count}",
            $"{inbox.Rows.Count} files · {current.Count(r => r.Acceptable)} of {current.Count} that count are acceptable · {inbox.Rows.Count - current.Count} superseded",
            inbox.AllAcceptable ? Ink.Green : Ink.Yellow);
    }

    public static JsonObject Json(InboxReport inbox, int exit, string? html) => new()
    {
        ["exitCode"] = exit,
        ["files"] = inbox.Total,
        ["verified"] = inbox.Rows.Count,
        ["acceptable"] = inbox.AllAcceptable,
        ["html"] = html,
        ["submissions"] = new JsonArray([.. inbox.Rows.Select(r => (JsonNode)Json(r))]),
    };

    private static JsonObject Json(InboxRow row) => new()
    {
        ["file"] = row.File,
        ["sha256"] = row.Digests.Count > 0 ? row.Digests[0] : null,
        ["agency"] = row.Statement is { } s ? Messages.Node(s.Agency) : null,
        ["service"] = row.Statement?.ServiceId,
        ["stage"] = row.Statement is { } t ? ReportWords.Code(t.Stage) : null,
        ["result"] = row.Statement is { } u ? ReportWords.Code(u.Result) : null,
        ["trial"] = row.Statement?.Trial,
        ["acceptable"] = row.Acceptable,
        ["valid"] = row.Valid,
        ["trusted"] = row.Trusted,
        ["signer"] = row.Signer,
        ["timestamp"] = row.Timestamp?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["deadline"] = Word(row.Deadline),
        ["review"] = row.Review is { } review ? ReviewLines.Json(review) : null,
        ["place"] = Word(row.Place),
        ["problems"] = new JsonArray([.. row.Problems.Select(p => (JsonNode)new JsonObject { ["code"] = p.Code, ["entry"] = p.Entry, ["text"] = Messages.Node(p.Text) })]),
    };

    private static string Problems(InboxRow row)
    {
        var codes = row.Problems.Select(p => p.Code).Distinct().ToList();
        return codes.Count == 0 ? "" : "\u00a0\u00a0" + string.Join(' ', codes.Take(ProblemsShown).Select(c => $"[{c}]")) + (codes.Count > ProblemsShown ? $" +{codes.Count - ProblemsShown}" : "");
    }

    private static string Short(Stage stage) => stage switch { Stage.Uat => "UAT", Stage.Preproduction => "Pre-Prod", _ => "Prod" };

    private static string Word<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());
}
