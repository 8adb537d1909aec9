using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace ConformanceHarness.Core.Bundles;

/// <summary>One readable entry. Length: unpacked.</summary>
public sealed record BundleEntry
{
    public required string Name { get; init; }
    public required long Length { get; init; }
    internal ushort Method { get; init; }
    internal uint Crc { get; init; }
    internal long Packed { get; init; }
    internal long DataStart { get; init; }
}

/// <summary>
/// Reads a container that may be hostile. Nothing is ever written to the disk, contents are read only when asked for and never beyond
/// the size stated, and every header field that System.IO.Compression ignores is looked at.
/// Entries whose name is there twice are read as their first occurrence.
/// </summary>
public sealed class BundleReader : IDisposable
{
    private readonly SafeFileHandle? file;
    private readonly Dictionary<string, BundleEntry> byName;

    private BundleReader(SafeFileHandle? file, ContainerDirectory directory, BundleLimits limits)
    {
        this.file = file;
        Limits = limits;
        Problems = directory.Problems;
        Entries = directory.Entries;
        byName = new(StringComparer.Ordinal);
        foreach (var entry in Entries)
        {
            byName.TryAdd(entry.Name, entry);
        }
    }

    /// <summary>Everything that is wrong with the container's structure.</summary>
    public IReadOnlyList<BundleProblem> Problems { get; }

    /// <summary>The entries that can be read, in the order of the central directory.</summary>
    public IReadOnlyList<BundleEntry> Entries { get; }

    internal BundleLimits Limits { get; }

    /// <summary>Never throws for what is in the file: see <see cref="Problems"/>.</summary>
    public static BundleReader Open(string path, BundleLimits? limits = null)
    {
        limits ??= new BundleLimits();
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path);
            return new BundleReader(file, ContainerDirectory.Read(file, limits), limits);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            return new BundleReader(null, ContainerDirectory.Nothing(ContainerProblems.Unreadable(problem.Message)), limits);
        }
    }

    public BundleEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The entry's content, as a stream that throws <see cref="InvalidDataException"/> where it is not what the headers say.</summary>
    public Stream OpenEntry(BundleEntry entry) =>
        new CheckedContent(file ?? throw new InvalidOperationException("The container could not be opened."), entry);

    /// <exception cref="InvalidDataException">it is damaged, or larger than a record may be</exception>
    public byte[] ReadAll(BundleEntry entry)
    {
        if (entry.Length > Limits.Record)
        {
            throw TooLarge(entry);
        }

        var content = GC.AllocateUninitializedArray<byte>((int)entry.Length);
        Fill(entry, content);
        return content;
    }

    /// <summary>What <paramref name="read"/> makes of the entry's content, which is gone afterwards.</summary>
    /// <exception cref="InvalidDataException">it is damaged, or larger than a record may be</exception>
    internal TResult ReadOnce<TResult>(BundleEntry entry, Func<ArraySegment<byte>, TResult> read)
    {
        if (entry.Length > Limits.Record)
        {
            throw TooLarge(entry);
        }

        var rented = ArrayPool<byte>.Shared.Rent((int)entry.Length);
        try
        {
            var content = new ArraySegment<byte>(rented, 0, (int)entry.Length);
            Fill(entry, content);
            return read(content);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>SHA-256 of the entry's content, in constant memory.</summary>
    /// <exception cref="InvalidDataException">it is damaged</exception>
    public byte[] Digest(BundleEntry entry)
    {
        using var stream = OpenEntry(entry);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                hash.AppendData(buffer, 0, read);
            }

            return hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => file?.Dispose();

    internal static InvalidDataException TooLarge(BundleEntry entry) => new($"{entry.Length} bytes are too many for a record.");

    private void Fill(BundleEntry entry, Span<byte> content)
    {
        using var stream = OpenEntry(entry);
        stream.ReadExactly(content);
        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException("It is longer than its header says.");
        }
    }
}
