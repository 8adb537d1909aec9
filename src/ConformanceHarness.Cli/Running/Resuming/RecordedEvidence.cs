using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Cli.Running.Resuming;

/// <summary>An attempt that the ledger names and whose record is not complete.</summary>
internal sealed record LostAttempt(LedgerLine Line, string Why)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line.Observation}#{Line.Attempt} ({Why})");
}

/// <summary>
/// What is left in the folder of a run that did not end: which attempts have a complete record (a ledger line, the observation's file of
/// that digest, and every body and screenshot that it names), and what has not. It only looks; <see cref="FolderMending"/> puts in order.
/// </summary>
internal sealed partial class RecordedEvidence
{
    private readonly string folder;
    private readonly HashSet<string> referenced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> digests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> placeholders = new(StringComparer.Ordinal);

    private RecordedEvidence(string folder) => this.folder = folder;

    /// <summary>The ledger's lines without those of lost attempts.</summary>
    public IReadOnlyList<LedgerLine> Lines { get; private set; } = [];

    /// <summary>The attempts whose record is complete, in ledger order.</summary>
    public IReadOnlyList<Observation> Observations { get; private set; } = [];

    public IReadOnlyList<LostAttempt> Lost { get; private set; } = [];

    /// <summary>A line that was being written: its bytes, which no line feed ends.</summary>
    public byte[] Torn { get; private set; } = [];

    /// <summary>Files below the folder that belong to no complete record, by their relative names.</summary>
    public IReadOnlyList<string> Strays { get; private set; } = [];

    /// <summary>Kind of secret → highest number of a placeholder in the evidence.</summary>
    public IReadOnlyDictionary<string, int> Placeholders => placeholders;

    /// <exception cref="ConfigurationException">the ledger is broken elsewhere than at its end</exception>
    public static RecordedEvidence Look(string folder)
    {
        var found = new RecordedEvidence(folder);
        found.ReadLedger();
        found.FindStrays();
        return found;
    }

    private void ReadLedger()
    {
        var path = Path.Combine(folder, EntryNames.Ledger);
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        Torn = bytes[whole..];
        if (whole == 0)
        {
            return;
        }

        var reading = LedgerReader.Read(bytes.AsSpan(0, whole));
        if (reading.Breaks is [var first, ..])
        {
            throw new ConfigurationException(
                new LocalText($"บัญชีบันทึกเสียหาย: {first.Text.Th}", $"The ledger is damaged: {first.Text.En}"),
                new LocalText("ทดสอบต่อจากโฟลเดอร์นี้ไม่ได้ โปรดเริ่มรอบทดสอบใหม่", "This run can't go on: begin a new one."), path, first.Line);
        }

        var (lines, observations, lost) = (new List<LedgerLine>(), new List<Observation>(), new List<LostAttempt>());
        foreach (var line in reading.Lines)
        {
            if (line.Kind != "attempt")
            {
                lines.Add(line);
                continue;
            }

            // The attempts at a scenario are numbered without a gap: what follows a lost one can't stay.
            var why = lost.Any(l => l.Line.Observation == line.Observation) ? "after a lost attempt" : Read(line, observations);
            if (why is null)
            {
                lines.Add(line);
            }
            else
            {
                lost.Add(new LostAttempt(line, why));
            }
        }

        (Lines, Observations, Lost) = (lines, observations, lost);
    }

    /// <summary>Why the attempt's record is not complete; null where it is, and was added.</summary>
    private string? Read(LedgerLine line, List<Observation> observations)
    {
        var entry = string.Create(CultureInfo.InvariantCulture, $"{EntryNames.Observations}{line.Observation}.{line.Attempt}.json");
        var path = Path.Combine(folder, entry);
        if (!File.Exists(path))
        {
            return "observation missing";
        }

        var bytes = File.ReadAllBytes(path);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != line.Digest)
        {
            return "observation of another digest";
        }

        Observation observation;
        try
        {
            observation = RecordJson.ReadObservation(bytes);
        }
        catch (JsonException)
        {
            return "observation unreadable";
        }

        var evidence = ReferencedEvidence.Of(observation).ToList();
        if (evidence.FirstOrDefault(e => Digest(e) != Path.GetFileNameWithoutExtension(e)) is { } damaged)
        {
            return (File.Exists(Path.Combine(folder, damaged)) ? "damaged: " : "missing: ") + damaged;
        }

        referenced.Add(entry);
        referenced.UnionWith(evidence);
        Note(Encoding.UTF8.GetString(bytes));
        observations.Add(observation);
        return null;
    }

    private string? Digest(string entry)
    {
        if (digests.TryGetValue(entry, out var known))
        {
            return known;
        }

        var path = Path.Combine(folder, entry);
        if (!File.Exists(path))
        {
            return digests[entry] = null;
        }

        var bytes = File.ReadAllBytes(path);
        if (entry.StartsWith(EntryNames.Bodies, StringComparison.Ordinal))
        {
            Note(Encoding.UTF8.GetString(bytes));
        }

        return digests[entry] = Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private void Note(string text)
    {
        foreach (var match in Placeholder().EnumerateMatches(text))
        {
            var (kind, rest) = text.Substring(match.Index + 1, match.Length - 1).Split(" #") is [var k, var n] ? (k, n) : ("", "");
            if (int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                placeholders[kind] = Math.Max(placeholders.GetValueOrDefault(kind), number);
            }
        }
    }

    private void FindStrays()
    {
        var evidence = Path.Combine(folder, "evidence");
        var files = Directory.Exists(evidence) ? Directory.EnumerateFiles(evidence, "*", SearchOption.AllDirectories) : [];
        Strays =
        [
            .. files.Concat(Directory.EnumerateFiles(folder, "*.part")).Select(f => Path.GetRelativePath(folder, f).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(f => !referenced.Contains(f)).Order(StringComparer.Ordinal),
        ];
    }

    // A page may show what looks like a placeholder with any number; those of more than six digits are none of ours.
    [GeneratedRegex(@"‹[A-Za-z]{1,40} #[0-9]{1,6}(?= [0-9a-f]{4})")]
    private static partial Regex Placeholder();
}
