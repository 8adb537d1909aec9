using System.Security.Cryptography;
using System.Text;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// Compares the container with its manifest, reading every entry once. Records are kept for the checks that follow, observations as
/// what they say, other evidence only as digests.
/// </summary>
internal sealed class ManifestCheck
{
    /// <summary>Larger ones are read again when they are asked for.</summary>
    private const long LargestKept = 1 << 20;

    private static readonly string[] ReviewEntries = [EntryNames.Review, EntryNames.ReviewManifest, EntryNames.ReviewSignature];

    private readonly BundleReader bundle;
    private readonly List<BundleProblem> problems;
    private long charactersLeft = BundleBodies.MostCharacters;

    public ManifestCheck(BundleReader bundle, List<BundleProblem> problems)
    {
        this.bundle = bundle;
        this.problems = problems;
        Reviewed = bundle.Entries.TakeLast(ReviewEntries.Length).Select(e => e.Name).SequenceEqual(ReviewEntries, StringComparer.Ordinal);
    }

    /// <summary>A review stands behind the agency's part; what it says is <see cref="Reviews.ReviewCheck"/>'s.</summary>
    public bool Reviewed { get; }

    /// <summary>Entry → SHA-256 (hex) of its content, for every entry that could be read.</summary>
    public Dictionary<string, string> Digests { get; } = new(StringComparer.Ordinal);

    /// <summary>Entries that were read as a whole.</summary>
    public Dictionary<string, byte[]> Records { get; } = new(StringComparer.Ordinal);

    /// <summary>Entry → what stands in it, for every entry that is there as an observation: it is read while it is at hand.</summary>
    public Dictionary<string, ObservationReading> Observations { get; } = new(StringComparer.Ordinal);

    /// <summary>Digest → text of bodies, as many as memory is meant for: judging asks for nearly all of them, and here they are at hand.</summary>
    public Dictionary<string, string> Bodies { get; } = new(StringComparer.Ordinal);

    public void Run()
    {
        if (bundle.Entries.Where(e => IsRecord(e.Name) || e.Name.StartsWith(EntryNames.Observations, StringComparison.Ordinal)).Sum(e => e.Length) > bundle.Limits.Records)
        {
            // All of them are in memory at once.
            problems.Add(ContainerProblems.TooLarge);
            return;
        }

        foreach (var reading in Beside.Map(bundle.Entries, Read, e => e.Length))
        {
            Note(reading);
            CheckPlace(reading.Entry);
        }

        if (Records.TryGetValue(EntryNames.Mimetype, out var mimetype) && !mimetype.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(EntryNames.MimetypeContent)))
        {
            problems.Add(ContainerProblems.Mimetype);
        }

        if (!Reviewed && ReviewEntries.Any(n => bundle.Find(n) is not null))
        {
            problems.Add(Reviews.ReviewProblems.Incomplete);
        }

        string[] needed = [EntryNames.Statement, EntryNames.Ledger, EntryNames.Verdicts, EntryNames.Plan, EntryNames.Service, EntryNames.Manifest, EntryNames.Signature];
        problems.AddRange(needed.Where(n => bundle.Find(n) is null).Select(ContainerProblems.Missing));
        if (Records.TryGetValue(EntryNames.Manifest, out var manifest))
        {
            Compare(AsicManifest.Read(manifest));
        }
    }

    private static bool IsRecord(string entry) => entry is EntryNames.Mimetype or EntryNames.Statement or EntryNames.Ledger or EntryNames.Verdicts or EntryNames.Plan or EntryNames.Service or EntryNames.Review
        || entry.StartsWith(EntryNames.MetaInf, StringComparison.Ordinal) || entry.StartsWith(EntryNames.Catalogues, StringComparison.Ordinal)
        || entry.StartsWith(EntryNames.Previous, StringComparison.Ordinal);

    private EntryReading Read(BundleEntry entry)
    {
        try
        {
            if (entry.Name.StartsWith(EntryNames.Observations, StringComparison.Ordinal))
            {
                return entry.Length > bundle.Limits.Record
                    ? new(entry.Name, Convert.ToHexStringLower(bundle.Digest(entry)), null, null) { Observation = new(null, BundleReader.TooLarge(entry).Message) }
                    : bundle.ReadOnce(entry, content => new EntryReading(entry.Name, Convert.ToHexStringLower(SHA256.HashData(content)), null, null) { Observation = ObservationReading.Of(content) });
            }

            if (IsRecord(entry.Name))
            {
                var content = bundle.ReadAll(entry);
                return new(entry.Name, Convert.ToHexStringLower(SHA256.HashData(content)), content, null);
            }

            return entry.Name.StartsWith(EntryNames.Bodies, StringComparison.Ordinal) && entry.Length <= LargestKept && Interlocked.Read(ref charactersLeft) > 0
                ? bundle.ReadOnce(entry, content => Body(entry.Name, content))
                : new(entry.Name, Convert.ToHexStringLower(bundle.Digest(entry)), null, null);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException)
        {
            return new(entry.Name, null, null, problem.Message);
        }
    }

    private EntryReading Body(string entry, ReadOnlySpan<byte> content)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        if (entry != EntryNames.Body(digest))
        {
            return new(entry, digest, null, null);
        }

        var text = Encoding.UTF8.GetString(content);
        Interlocked.Add(ref charactersLeft, -text.Length);
        return new(entry, digest, null, null) { Body = text };
    }

    private void Note(EntryReading reading)
    {
        if (reading.Digest is { } digest)
        {
            Digests.TryAdd(reading.Entry, digest);
        }
        else
        {
            problems.Add(ContainerProblems.Content(reading.Entry, reading.Problem!));
        }

        if (reading.Content is { } content)
        {
            Records.TryAdd(reading.Entry, content);
        }

        if (reading.Observation is { } observation)
        {
            Observations.TryAdd(reading.Entry, observation);
        }

        if (reading.Body is { } text)
        {
            Bodies.TryAdd(reading.Digest!, text);
        }
    }

    private void CheckPlace(string entry)
    {
        if (Reviewed && ReviewEntries.Contains(entry))
        {
            return;
        }

        if (entry is EntryNames.ReviewManifest or EntryNames.ReviewSignature || (entry.StartsWith(EntryNames.MetaInf, StringComparison.OrdinalIgnoreCase) && entry.EndsWith(".p7s", StringComparison.OrdinalIgnoreCase) && entry != EntryNames.Signature))
        {
            problems.Add(ContainerProblems.UnexpectedSignature(entry));
        }
        else if (entry.StartsWith(EntryNames.MetaInf, StringComparison.OrdinalIgnoreCase) && entry is not EntryNames.Manifest and not EntryNames.Signature)
        {
            problems.Add(ContainerProblems.UnexpectedMetaInf(entry));
        }
    }

    private void Compare(ManifestReading manifest)
    {
        if (manifest.Problem is { } why)
        {
            problems.Add(ContainerProblems.ManifestMalformed(why));
        }

        if (manifest.Signature is { } signature && signature != EntryNames.Signature)
        {
            problems.Add(SignatureProblems.ReferencesOther(signature));
        }

        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in manifest.References)
        {
            Compare(reference, listed);
        }

        var agency = Reviewed ? [.. bundle.Entries.SkipLast(ReviewEntries.Length)] : bundle.Entries;
        var present = agency.Select(e => e.Name).Where(n => n != EntryNames.Mimetype && !n.StartsWith(EntryNames.MetaInf, StringComparison.Ordinal)).ToList();
        problems.AddRange(present.Where(n => !listed.Contains(n)).Select(ContainerProblems.Unlisted));
        if (!present.Where(listed.Contains).SequenceEqual(manifest.References.Select(r => r.Entry).Where(Digests.ContainsKey), StringComparer.Ordinal)
            || !agency.TakeLast(2).Select(e => e.Name).SequenceEqual([EntryNames.Manifest, EntryNames.Signature], StringComparer.Ordinal))
        {
            problems.Add(ContainerProblems.Order);
        }
    }

    private void Compare(ManifestReference reference, HashSet<string> listed)
    {
        if (!listed.Add(reference.Entry))
        {
            problems.Add(ContainerProblems.ListedTwice(reference.Entry));
        }

        if (bundle.Find(reference.Entry) is null)
        {
            problems.Add(ContainerProblems.Missing(reference.Entry));
        }
        else if (reference.Algorithm != AsicManifest.Sha256)
        {
            problems.Add(ContainerProblems.WeakDigest(reference.Entry, reference.Algorithm));
        }
        else if (Digests.TryGetValue(reference.Entry, out var digest) && digest != Convert.ToHexStringLower(reference.Digest))
        {
            problems.Add(ContainerProblems.Digest(reference.Entry));
        }
    }

    private sealed record EntryReading(string Entry, string? Digest, byte[]? Content, string? Problem)
    {
        public ObservationReading? Observation { get; init; }
        public string? Body { get; init; }
    }
}
