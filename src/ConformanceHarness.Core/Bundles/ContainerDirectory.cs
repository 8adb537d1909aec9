using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// The central directory of a container (APPNOTE 4.3.12) with everything that is wrong with it. The format leaves no header field a choice, so
/// that a file has one meaning for every program that reads ZIP.
/// </summary>
internal sealed class ContainerDirectory
{
    private const int EndSize = 22;
    private const int RecordSize = 46;
    private const int LocalSize = 30;
    private const int MaxNameBytes = 4096;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly List<BundleProblem> problems = [];
    private readonly List<BundleEntry> entries = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> folded = new(StringComparer.OrdinalIgnoreCase);
    private readonly BundleLimits limits;
    private long total;

    private ContainerDirectory(BundleLimits limits) => this.limits = limits;

    public IReadOnlyList<BundleProblem> Problems => problems;
    public IReadOnlyList<BundleEntry> Entries => entries;

    public static ContainerDirectory Nothing(BundleProblem problem)
    {
        var nothing = new ContainerDirectory(new BundleLimits());
        nothing.problems.Add(problem);
        return nothing;
    }

    public static ContainerDirectory Read(SafeFileHandle file, BundleLimits limits)
    {
        var directory = new ContainerDirectory(limits);
        directory.Read(file);
        return directory;
    }

    private void Read(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        if (FindEnd(file, length) is not { } end)
        {
            problems.Add(ContainerProblems.NotZip);
            return;
        }

        var record = Bytes(file, end, EndSize);
        var (count, size, start) = (U16(record, 10), U32(record, 12), U32(record, 16));
        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
        {
            problems.Add(ContainerProblems.Zip64);
            return;
        }

        if (U16(record, 4) != 0 || U16(record, 6) != 0 || U16(record, 8) != count)
        {
            problems.Add(ContainerProblems.EndRecord);
        }

        if (count > limits.Entries)
        {
            problems.Add(ContainerProblems.TooManyEntries);
            return;
        }

        if (start + (long)size > end || size > count * (long)(RecordSize + MaxNameBytes))
        {
            problems.Add(ContainerProblems.DirectoryDamaged);
            return;
        }

        if (start + (long)size != end)
        {
            problems.Add(ContainerProblems.Gap(null));
        }

        var expected = ReadRecords(file, Bytes(file, start, (int)size), count, start);
        CheckFolders();
        if (expected != start)
        {
            problems.Add(ContainerProblems.Gap(null));
        }

        if (entries.Count == 0 || entries[0] is not { Name: EntryNames.Mimetype, Method: ContainerWriter.Stored })
        {
            problems.Add(ContainerProblems.FirstEntry);
        }

        if (total > limits.Total)
        {
            problems.Add(ContainerProblems.TooLarge);
            entries.Clear();
        }
    }

    /// <summary>Position of the end record: it must be the file's last 22 bytes; one further up is used to report what else is wrong.</summary>
    private long? FindEnd(SafeFileHandle file, long length)
    {
        if (length < EndSize)
        {
            return null;
        }

        var tail = Bytes(file, Math.Max(0, length - EndSize - ushort.MaxValue), (int)Math.Min(length, EndSize + ushort.MaxValue));
        for (var at = tail.Length - EndSize; at >= 0; at--)
        {
            if (tail.AsSpan(at).StartsWith("PK\u0005\u0006"u8))
            {
                var comment = U16(tail, at + 20);
                var after = tail.Length - EndSize - at;
                if (comment > 0)
                {
                    problems.Add(ContainerProblems.Comment);
                }

                if (after != comment)
                {
                    problems.Add(ContainerProblems.TrailingData);
                }

                return length - tail.Length + at;
            }
        }

        return null;
    }

    /// <returns>where the last entry's data ends</returns>
    private long ReadRecords(SafeFileHandle file, byte[] directory, int count, long limit)
    {
        var at = 0;
        var expected = 0L;
        for (var i = 0; i < count; i++)
        {
            if (directory.Length - at < RecordSize || !directory.AsSpan(at).StartsWith("PK\u0001\u0002"u8))
            {
                problems.Add(ContainerProblems.DirectoryDamaged);
                return expected;
            }

            var (nameSize, extraSize, commentSize) = (U16(directory, at + 28), U16(directory, at + 30), U16(directory, at + 32));
            var size = RecordSize + nameSize + extraSize + commentSize;
            if (directory.Length - at < size)
            {
                problems.Add(ContainerProblems.DirectoryDamaged);
                return expected;
            }

            expected = ReadEntry(file, directory.AsSpan(at, size).ToArray(), nameSize, expected, limit);
            at += size;
        }

        if (at != directory.Length)
        {
            problems.Add(ContainerProblems.DirectoryDamaged);
        }

        return expected;
    }

    /// <returns>where the next entry must begin</returns>
    private long ReadEntry(SafeFileHandle file, byte[] record, int nameSize, long expected, long limit)
    {
        var name = Name(record.AsSpan(RecordSize, nameSize));
        CheckFields(name, record, nameSize);
        var (packed, unpacked, offset) = ((long)U32(record, 20), (long)U32(record, 24), (long)U32(record, 42));
        if (packed == uint.MaxValue || unpacked == uint.MaxValue || offset == uint.MaxValue)
        {
            problems.Add(ContainerProblems.Zip64);
            return expected;
        }

        if (offset + LocalSize > limit)
        {
            problems.Add(ContainerProblems.OutOfRange(name));
            return expected;
        }

        var local = Bytes(file, offset, LocalSize);
        var (localNameSize, localExtraSize) = (U16(local, 26), U16(local, 28));
        var data = offset + LocalSize + localNameSize + localExtraSize;
        if (data + packed > limit)
        {
            problems.Add(ContainerProblems.OutOfRange(name));
            return expected;
        }

        // Versions to sizes are the same 24 bytes in both headers; the name follows.
        if (!local.AsSpan(0, 4).SequenceEqual("PK\u0003\u0004"u8) || !local.AsSpan(4, 24).SequenceEqual(record.AsSpan(6, 24)) || localExtraSize != 0
            || !Bytes(file, offset + LocalSize, localNameSize).AsSpan().SequenceEqual(record.AsSpan(RecordSize, nameSize)))
        {
            problems.Add(ContainerProblems.LocalHeader(name));
        }

        if (offset != expected)
        {
            problems.Add(ContainerProblems.Gap(name));
        }

        Take(new BundleEntry { Name = name, Length = unpacked, Method = U16(record, 10), Crc = U32(record, 16), Packed = packed, DataStart = data }, encrypted: (U16(record, 8) & 1) != 0);
        return data + packed;
    }

    /// <summary>A name that is a file and a folder at once can't be unpacked, and which of the two is left depends on the program.</summary>
    private void CheckFolders()
    {
        var files = folded.GetAlternateLookup<ReadOnlySpan<char>>();
        var both = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            for (var at = name.IndexOf('/', StringComparison.Ordinal); at > 0; at = name.IndexOf('/', at + 1))
            {
                if (files.Contains(name.AsSpan(0, at)) && both.Add(name[..at]))
                {
                    problems.Add(ContainerProblems.Name(name[..at], "it is the folder of another entry as well"));
                }
            }
        }
    }

    private void CheckFields(string name, byte[] record, int nameSize)
    {
        if (EntryNames.Problem(name) is { } why)
        {
            problems.Add(ContainerProblems.Name(name, why));
        }

        if (!names.Add(name))
        {
            problems.Add(ContainerProblems.Doubled(name));
        }
        else if (!folded.Add(name))
        {
            problems.Add(ContainerProblems.LetterCase(name));
        }

        var flags = U16(record, 8);
        if ((flags & 1) != 0)
        {
            problems.Add(ContainerProblems.Encrypted(name));
        }

        var attributes = U32(record, 38);
        if ((attributes >> 28) is not 0 and not 8)
        {
            problems.Add(ContainerProblems.Link(name));
        }

        // Version made by names MS-DOS: attributes are then those of DOS, none.
        (string Field, bool Holds)[] fields =
        [
            ("version", U16(record, 4) == ContainerWriter.Version && U16(record, 6) == ContainerWriter.Version),
            ("flags", (flags & ~1) == (Encoding.UTF8.GetCharCount(record, RecordSize, nameSize) == nameSize ? 0 : ContainerWriter.Utf8Flag)),
            ("time", U32(record, 12) == (uint)ContainerWriter.DosDate << 16),
            ("extra field", U16(record, 30) == 0),
            ("comment", U16(record, 32) == 0),
            ("disk", U16(record, 34) == 0),
            ("attributes", U16(record, 36) == 0 && attributes == 0),
        ];
        problems.AddRange(fields.Where(f => !f.Holds).Select(f => ContainerProblems.Header(name, f.Field)));
    }

    /// <summary>Makes the entry readable unless reading it could do harm or tell nothing.</summary>
    private void Take(BundleEntry entry, bool encrypted)
    {
        if (entry.Method is not ContainerWriter.Stored and not ContainerWriter.Deflated)
        {
            problems.Add(ContainerProblems.Method(entry.Name));
            return;
        }

        if (entry.Length > limits.Entry || (entry.Length > ContainerWriter.BombSize && entry.Length / ContainerWriter.BombRatio > entry.Packed))
        {
            problems.Add(ContainerProblems.Bomb(entry.Name));
            return;
        }

        total += entry.Length;
        if (!encrypted)
        {
            entries.Add(entry);
        }
    }

    private string Name(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            var name = Encoding.Latin1.GetString(bytes);
            problems.Add(ContainerProblems.Name(name, "it is not UTF-8"));
            return name;
        }
    }

    private static byte[] Bytes(SafeFileHandle file, long at, int count)
    {
        var bytes = new byte[count];
        for (var done = 0; done < count;)
        {
            var read = RandomAccess.Read(file, bytes.AsSpan(done), at + done);
            done += read > 0 ? read : throw new EndOfStreamException();
        }

        return bytes;
    }

    private static ushort U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
