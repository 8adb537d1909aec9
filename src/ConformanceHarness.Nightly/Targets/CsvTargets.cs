using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Nightly.Targets;

/// <summary>A table of targets → targets. Every bad row is named with its line; none is left out in silence.</summary>
internal static class CsvTargets
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private static readonly string[] Needed = ["id", "agencyTh", "agencyEn", "nameTh", "nameEn", "landingUrl"];
    private static readonly string[] Known = [.. Needed, "appId", "channels", "owner", "group"];
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<NightlyTarget> Read(byte[] bytes, string file, Catalogue catalogue, Problems problems)
    {
        if (Rows(bytes, problems) is not { } rows)
        {
            return [];
        }

        if (rows.Count == 0 || Columns(rows[0], problems) is not { } columns)
        {
            if (rows.Count == 0)
            {
                problems.Add(1, new("ตารางว่าง", "The table is empty."), new($"บรรทัดแรกต้องเป็นชื่อคอลัมน์: {string.Join(',', Needed)}", $"Its first line names the columns: {string.Join(',', Needed)}."));
            }

            return [];
        }

        var targets = new List<NightlyTarget>();
        foreach (var row in rows.Skip(1))
        {
            if (row.Fields.Count != rows[0].Fields.Count)
            {
                problems.Add(
                    row.Line,
                    new($"แถวนี้มี {row.Fields.Count} ช่อง แต่หัวตารางมี {rows[0].Fields.Count} คอลัมน์", $"This row has {row.Fields.Count} fields; the header names {rows[0].Fields.Count} columns."),
                    new("ตรวจเครื่องหมายจุลภาค และใส่เครื่องหมายคำพูดครอบข้อความที่มีจุลภาค", "Check the separators, and put a text that holds one into quotation marks."));
            }
            else if (Target(row, columns, file, catalogue, problems) is { } target)
            {
                targets.Add(target);
            }
        }

        return targets;
    }

    private static IReadOnlyList<CsvRow>? Rows(byte[] bytes, Problems problems)
    {
        if (bytes.Length > MaxBytes)
        {
            problems.Add(null, new("ไฟล์ใหญ่เกินไป", $"The table has more than {MaxBytes} bytes."), new("แบ่งเป็นหลายไฟล์", "Split it into several."));
            return null;
        }

        try
        {
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return CsvTable.Read(Strict.GetString(bytes, start, bytes.Length - start));
        }
        catch (DecoderFallbackException e)
        {
            problems.Add(
                1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n'),
                new("ไฟล์ไม่ได้เข้ารหัสเป็น UTF-8", "The file isn't encoded in UTF-8."),
                new("ใน Excel ให้บันทึกเป็น CSV UTF-8", "In Excel, save it as CSV UTF-8."));
        }
        catch (FormatException e)
        {
            problems.Add(
                int.Parse(e.Message, CultureInfo.InvariantCulture),
                new("เครื่องหมายคำพูดไม่ครบคู่", "A quoted field does not end, or something follows its closing quotation mark."),
                new("ปิดเครื่องหมายคำพูด และเขียนเครื่องหมายคำพูดในข้อความเป็นสองตัว (\"\")", "Close it; a quotation mark inside a text is written twice (\"\")."));
        }

        return null;
    }

    private static Dictionary<string, int>? Columns(CsvRow header, Problems problems)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, index) in header.Fields.Select((f, i) => (f.Trim(), i)))
        {
            if (!Known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add(header.Line, new($"ไม่รู้จักคอลัมน์ '{Problems.Shown(name)}'", $"Unknown column '{Problems.Shown(name)}'."), Nearest.Advice(name, Known));
            }
            else if (!columns.TryAdd(name, index))
            {
                Members.Doubled(header.Line, name, header.Line, problems);
            }
        }

        var missing = Needed.Where(n => !columns.ContainsKey(n)).ToList();
        if (missing.Count == 0)
        {
            return columns;
        }

        problems.Add(header.Line, new($"ไม่มีคอลัมน์ {string.Join(", ", missing)}", $"The columns {string.Join(", ", missing)} are missing."), new("เพิ่มคอลัมน์ในบรรทัดแรก", "Add them to the first line."));
        return null;
    }

    private static NightlyTarget? Target(CsvRow row, Dictionary<string, int> columns, string file, Catalogue catalogue, Problems problems)
    {
        string Of(string name) => columns.TryGetValue(name, out var index) ? row.Fields[index].Trim() : "";
        var empty = Needed.Where(n => Of(n).Length == 0).ToList();
        if (empty.Count > 0)
        {
            problems.Add(row.Line, new($"ช่อง {string.Join(", ", empty)} ว่างเปล่า", $"Empty: {string.Join(", ", empty)}."), new("กรอกให้ครบ หรือลบแถวนี้", "Fill it in, or delete the row."));
            return null;
        }

        var id = Of("id");
        var bytes = Encoding.UTF8.GetBytes(ServiceFile(id, Of("agencyTh"), Of("agencyEn"), Of("nameTh"), Of("nameEn"), Of("landingUrl"), Of("appId"), Of("channels")));
        try
        {
            return new NightlyTarget
            {
                Service = ServiceProfileReader.Read(bytes, file, catalogue),
                ServiceBytes = bytes,
                File = file,
                Line = row.Line,
                Owner = Of("owner") is { Length: > 0 } owner ? owner : null,
                Group = Of("group") is { Length: > 0 } group ? group : null,
            };
        }
        catch (ConfigurationProblemsException e)
        {
            foreach (var problem in e.Problems)
            {
                problems.Add(row.Line, problem.Problem, problem.Next);
            }

            return null;
        }
    }

    /// <summary>The service file that a row stands for. Nobody logs in at production, so there is no credential to name.</summary>
    private static string ServiceFile(string id, string agencyTh, string agencyEn, string nameTh, string nameEn, string landing, string appId, string channels) =>
        $$"""
        service:
          id: {{Quoted(id)}}
          agency: { th: {{Quoted(agencyTh)}}, en: {{Quoted(agencyEn)}} }
          category: { th: ไม่ระบุ, en: not given }
          name: { th: {{Quoted(nameTh)}}, en: {{Quoted(nameEn)}} }
        appId: {{Quoted(appId.Length > 0 ? appId : Stand(id).ToString())}}
        channels: [{{string.Join(", ", (channels.Length == 0 ? "app" : channels).Split([' ', '+', '/', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(Quoted))}}]
        stages:
          production:
            landingUrl: {{Quoted(landing)}}
            login: none
        gateway:
          consumerKey: { env: CONFORMANCE_NIGHTLY_LOGS_NOBODY_IN }
          consumerSecret: { env: CONFORMANCE_NIGHTLY_LOGS_NOBODY_IN }

        """.ReplaceLineEndings("\n");

    /// <summary>The same made-up appId every night, where the table has none.</summary>
    private static Guid Stand(string id) => new(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));

    // A JSON string is a double-quoted scalar of YAML.
    private static string Quoted(string text) => JsonSerializer.Serialize(text, Readable);
}
