namespace ConformanceHarness.Core.Bundles;

/// <summary>What goes into a bundle: entry name → a file on the disk, or bytes.</summary>
public sealed class BundleContents
{
    private readonly SortedDictionary<string, Func<Stream>> entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> folded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names in the order in which they stand in the container.</summary>
    public IReadOnlyList<string> Names => [.. entries.Keys.OrderBy(Rank).ThenBy(n => n, StringComparer.Ordinal)];

    /// <exception cref="ArgumentException">the name can't be used, is taken, or belongs to the container itself</exception>
    public BundleContents AddFile(string entry, string path)
    {
        Add(entry, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0));
        return this;
    }

    /// <exception cref="ArgumentException">the name can't be used, is taken, or belongs to the container itself</exception>
    public BundleContents AddBytes(string entry, byte[] content)
    {
        Add(entry, () => new MemoryStream(content, writable: false));
        return this;
    }

    /// <summary>Every file below <paramref name="folder"/>, if it exists, under <paramref name="prefix"/> (which ends in '/').</summary>
    /// <exception cref="ArgumentException">a name can't be used, or is taken</exception>
    public BundleContents AddFolder(string prefix, string folder)
    {
        if (Directory.Exists(folder))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                AddFile(prefix + Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), path);
            }
        }

        return this;
    }

    internal Stream Open(string entry) => entries[entry]();

    internal bool Contains(string entry) => entries.ContainsKey(entry);

    private static int Rank(string entry) => entry switch
    {
        EntryNames.Statement => 0,
        EntryNames.Ledger => 1,
        EntryNames.Verdicts => 2,
        EntryNames.Plan => 3,
        EntryNames.Service => 6,
        _ when entry.StartsWith("evidence/", StringComparison.Ordinal) => 4,
        _ when entry.StartsWith(EntryNames.Catalogues, StringComparison.Ordinal) => 5,
        _ when entry.StartsWith("report.", StringComparison.Ordinal) => 7,
        _ => 8,
    };

    private void Add(string entry, Func<Stream> open)
    {
        if (EntryNames.Problem(entry) is { } problem)
        {
            throw new ArgumentException($"'{entry}' can't be an entry's name: {problem}.", nameof(entry));
        }

        if (entry.Equals(EntryNames.Mimetype, StringComparison.OrdinalIgnoreCase) || entry.StartsWith(EntryNames.MetaInf, StringComparison.OrdinalIgnoreCase) || entry.Equals(EntryNames.Review, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"'{entry}' is written by the container itself.", nameof(entry));
        }

        if (!folded.Add(entry))
        {
            throw new ArgumentException($"There is an entry '{entry}' already, perhaps in other letter case.", nameof(entry));
        }

        entries.Add(entry, open);
    }
}
