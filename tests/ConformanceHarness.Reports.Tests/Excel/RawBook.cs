using System.IO.Compression;
using System.Security;
using System.Text;

namespace ConformanceHarness.Reports.Tests.Excel;

/// <summary>Writes a workbook part by part, as odd as a test needs it.</summary>
internal sealed class RawBook
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private readonly List<(string Name, string Inside)> sheets = [];
    private readonly List<(string Name, byte[] Content)> more = [];

    public string WorkbookType { get; init; } = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    public string Shared { get; init; } = "";

    /// <summary>Put before the worksheet element: a document type, for example.</summary>
    public string Prolog { get; init; } = "";

    /// <summary>A sheet of rows of texts; "=…" is a formula with the value after '|', "#…" a number; null is no cell.</summary>
    public RawBook Sheet(string name, IEnumerable<string?[]> rows, string after = "") =>
        Raw(name, "<sheetData>" + string.Concat(rows.Select((cells, row) => cells.Length == 0 ? "" : $"<row r=\"{row + 1}\">{string.Concat(cells.Select((c, column) => Cell(c, row + 1, column)))}</row>")) + "</sheetData>" + after);

    public RawBook Raw(string name, string inside)
    {
        sheets.Add((name, inside));
        return this;
    }

    public RawBook Part(string name, string content) => Part(name, Encoding.UTF8.GetBytes(content));

    public RawBook Part(string name, byte[] content)
    {
        more.Add((name, content));
        return this;
    }

    public byte[] Bytes()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string name, string content) => Write(zip, name, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + content));
            const string R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            const string P = "http://schemas.openxmlformats.org/package/2006/relationships";
            Add("[Content_Types].xml", $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"bin\" ContentType=\"application/octet-stream\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{WorkbookType}\"/>{string.Concat(sheets.Select((_, i) => $"<Override PartName=\"/xl/worksheets/sheet{i + 1}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"))}</Types>");
            Add("_rels/.rels", $"<Relationships xmlns=\"{P}\"><Relationship Id=\"rId1\" Type=\"{R}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{R}\"><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{SecurityElement.Escape(s.Name)}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>");
            Add("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{P}\">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{R}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}{(Shared.Length > 0 ? $"<Relationship Id=\"rIdS\" Type=\"{R}/sharedStrings\" Target=\"sharedStrings.xml\"/>" : "")}<Relationship Id=\"rIdX\" Type=\"{R}/externalLink\" Target=\"http://127.0.0.1:9/never\" TargetMode=\"External\"/></Relationships>");
            if (Shared.Length > 0)
            {
                Add("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{Shared}</sst>");
            }

            for (var i = 0; i < sheets.Count; i++)
            {
                Add($"xl/worksheets/sheet{i + 1}.xml", $"{Prolog}<worksheet xmlns=\"{Main}\">{sheets[i].Inside}</worksheet>");
            }

            foreach (var (name, content) in more)
            {
                Write(zip, name, content);
            }
        }

        return bytes.ToArray();
    }

    public string Save(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, Bytes());
        return path;
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(content);
    }

    private static string Cell(string? text, int row, int column)
    {
        var at = $"{(char)('A' + column)}{row}";
        return text switch
        {
            null => "",
            ['=', ..] => $"<c r=\"{at}\" t=\"str\"><f>{SecurityElement.Escape(text[1..].Split('|')[0])}</f><v>{SecurityElement.Escape(text.Split('|')[^1])}</v></c>",
            ['#', ..] => $"<c r=\"{at}\"><v>{text[1..]}</v></c>",
            _ => $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
        };
    }
}
