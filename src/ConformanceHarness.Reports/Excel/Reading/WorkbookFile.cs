using System.IO.Compression;
using System.Text;
using System.Xml;
using ConformanceHarness.Core;

namespace ConformanceHarness.Reports.Excel.Reading;

/// <summary>
/// An .xlsx as a package of parts, read without running or following anything: no macros, no formulas, no external links, no DTDs, and
/// never more than <see cref="ExcelLimits"/>. Source: ECMA-376 parts 1 and 2.
/// </summary>
internal sealed class WorkbookFile : IDisposable
{
    private readonly ZipArchive zip;
    private readonly Dictionary<string, ZipArchiveEntry> parts = new(StringComparer.OrdinalIgnoreCase);

    private WorkbookFile(string path, byte[] bytes)
    {
        (Path, Bytes) = (path, bytes);
        zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
    }

    /// <summary>As the user named it; for messages only.</summary>
    public string Path { get; }

    public byte[] Bytes { get; }

    public string WorkbookPart { get; private set; } = "";

    public bool HasMacros { get; private set; }

    public IReadOnlyList<SheetPart> Sheets { get; private set; } = [];

    public IReadOnlyList<ZipArchiveEntry> Entries => zip.Entries;

    /// <exception cref="ConfigurationException">it is no workbook that can be read; says why and what to do</exception>
    public static WorkbookFile Open(string path)
    {
        byte[] bytes;
        try
        {
            if (!File.Exists(path))
            {
                throw WorkbookProblems.Missing(path);
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > ExcelLimits.FileBytes)
            {
                throw WorkbookProblems.TooLarge(path);
            }

            using var all = new MemoryStream();
            file.CopyTo(all);
            bytes = all.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WorkbookProblems.Unreadable(path, e);
        }

        return Open(bytes, path);
    }

    /// <inheritdoc cref="Open(string)"/>
    public static WorkbookFile Open(byte[] bytes, string path)
    {
        if (OleContainer.Is(bytes))
        {
            throw OleContainer.IsEncryptedWorkbook(bytes) ? WorkbookProblems.Encrypted(path) : WorkbookProblems.OldFormat(path);
        }

        if (!bytes.AsSpan().StartsWith("PK"u8))
        {
            throw WorkbookProblems.NoWorkbook(path);
        }

        WorkbookFile? file = null;
        try
        {
            file = new WorkbookFile(path, bytes);
            file.List();
            file.FindSheets();
            var opened = file;
            file = null;
            return opened;
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or ArgumentException or NotSupportedException)
        {
            throw WorkbookProblems.Damaged(path, e.Message);
        }
        finally
        {
            file?.Dispose();
        }
    }

    public bool Has(string part) => parts.ContainsKey(part);

    /// <summary>The part's bytes, up to the limit of one part.</summary>
    public Stream OpenPart(string part) => parts.TryGetValue(part, out var entry)
        ? OpenEntry(entry, ExcelLimits.XmlBytes)
        : throw WorkbookProblems.Damaged(Path, $"'{part}' is missing.");

    public Stream OpenEntry(ZipArchiveEntry entry, long limit) => new BoundedStream(entry.Open(), limit, () => WorkbookProblems.Bomb(Path));

    public XmlReader OpenXml(string part) => XmlReader.Create(OpenPart(part), SafeXml());

    /// <summary>No DTD, hence no entities; no resolver, hence nothing is fetched.</summary>
    public static XmlReaderSettings SafeXml() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = true,
        MaxCharactersInDocument = ExcelLimits.XmlBytes,
        CheckCharacters = false,
    };

    /// <summary>Runs what reads the workbook; whatever is malformed in it becomes one message.</summary>
    public T Reading<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or OverflowException or IOException)
        {
            throw WorkbookProblems.Damaged(Path, e.Message);
        }
    }

    public void Dispose() => zip.Dispose();

    private void List()
    {
        if (zip.Entries.Count > ExcelLimits.Parts || zip.Entries.Sum(e => Math.Min(e.Length, ExcelLimits.UnpackedBytes)) > ExcelLimits.UnpackedBytes)
        {
            throw WorkbookProblems.Bomb(Path);
        }

        foreach (var entry in zip.Entries.Where(e => !e.FullName.EndsWith('/')))
        {
            if (!parts.TryAdd(entry.FullName.TrimStart('/'), entry))
            {
                throw WorkbookProblems.Damaged(Path, $"'{entry.FullName}' is in it twice.");
            }
        }
    }

    private void FindSheets()
    {
        if (!Has("[Content_Types].xml") || !Has("_rels/.rels"))
        {
            throw WorkbookProblems.NoWorkbook(Path);
        }

        WorkbookPart = Relationships.Of(this, "").FirstOrDefault(r => r.Type.EndsWith("/officeDocument", StringComparison.Ordinal))?.Target ?? throw WorkbookProblems.NoWorkbook(Path);
        var type = ContentType(WorkbookPart);
        if (type.Contains("sheet.binary", StringComparison.OrdinalIgnoreCase))
        {
            throw WorkbookProblems.Binary(Path);
        }

        if (!type.Contains("sheet", StringComparison.OrdinalIgnoreCase))
        {
            throw WorkbookProblems.NoWorkbook(Path);
        }

        HasMacros = type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || parts.Keys.Any(p => p.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase));
        var targets = Relationships.Of(this, WorkbookPart).ToDictionary(r => r.Id, StringComparer.Ordinal);
        var sheets = new List<SheetPart>();
        using var xml = OpenXml(WorkbookPart);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && Relationships.Id(xml) is { } id
                && targets.TryGetValue(id, out var target) && target.Type.EndsWith("/worksheet", StringComparison.Ordinal) && Has(target.Target))
            {
                sheets.Add(new SheetPart(xml.GetAttribute("name") ?? "", target.Target, xml.GetAttribute("state") is "hidden" or "veryHidden"));
            }
        }

        Sheets = sheets;
    }

    private string ContentType(string part)
    {
        using var xml = OpenXml("[Content_Types].xml");
        var byExtension = "";
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Override" } && string.Equals(xml.GetAttribute("PartName")?.TrimStart('/'), part, StringComparison.OrdinalIgnoreCase))
            {
                return xml.GetAttribute("ContentType") ?? "";
            }

            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Default" } && part.EndsWith("." + xml.GetAttribute("Extension"), StringComparison.OrdinalIgnoreCase))
            {
                byExtension = xml.GetAttribute("ContentType") ?? "";
            }
        }

        return byExtension;
    }
}

/// <summary>A worksheet: the name on its tab, and the part that holds it.</summary>
internal sealed record SheetPart(string Name, string Part, bool Hidden);
