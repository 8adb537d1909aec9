using System.Globalization;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Cli.Running.Resuming;

/// <summary>
/// Puts a folder in order before its run goes on. Nothing is deleted: what belongs to no complete record goes to <c>set-aside/1</c>, 2, …
/// Killed in the middle, it can be done again.
/// </summary>
internal static class FolderMending
{
    public const string SetAside = "set-aside";

    /// <summary>What was done, for the ledger; null where nothing had to be.</summary>
    public static string? Mend(string folder, RecordedEvidence evidence)
    {
        var parts = new List<string>();
        var aside = new Lazy<string>(() => NewPlace(folder));
        if (evidence.Torn.Length > 0)
        {
            // LedgerWriter cuts it when it opens the ledger.
            File.WriteAllBytes(Path.Combine(aside.Value, "ledger-torn-line.txt"), evidence.Torn);
            parts.Add("a torn ledger line");
        }

        if (evidence.Lost.Count > 0)
        {
            var ledger = Path.Combine(folder, EntryNames.Ledger);
            File.Copy(ledger, Path.Combine(aside.Value, EntryNames.Ledger));
            var part = Path.Combine(aside.Value, EntryNames.Ledger + ".next");
            File.WriteAllBytes(part, Chained(evidence.Lines));
            File.Move(part, ledger, overwrite: true);
            parts.AddRange(evidence.Lost.Select(l => l.ToString()));
        }

        foreach (var stray in evidence.Strays)
        {
            var target = Path.Combine(aside.Value, stray);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(Path.Combine(folder, stray), target);
        }

        if (evidence.Strays.Count > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{evidence.Strays.Count} files of no complete record"));
        }

        return parts.Count == 0 ? null : "set aside: " + string.Join(", ", parts);
    }

    /// <summary>The same lines in the same order, numbered and chained anew.</summary>
    private static byte[] Chained(IReadOnlyList<LedgerLine> lines)
    {
        using var chained = new MemoryStream();
        var previous = LedgerReader.NoLine;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = RecordJson.Write(lines[i] with { Number = i + 1, Previous = previous });
            previous = LedgerReader.Hash(line);
            chained.Write(line);
            chained.WriteByte((byte)'\n');
        }

        return chained.ToArray();
    }

    private static string NewPlace(string folder)
    {
        for (var number = 1; ; number++)
        {
            var place = Path.Combine(folder, SetAside, number.ToString(CultureInfo.InvariantCulture));
            if (!Directory.Exists(place))
            {
                return Directory.CreateDirectory(place).FullName;
            }
        }
    }
}
