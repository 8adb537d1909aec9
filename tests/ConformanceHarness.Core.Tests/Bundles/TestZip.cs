using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>One entry as a hostile writer would have it: every header field can lie.</summary>
public sealed record TestEntry(string Name, byte[] Bytes)
{
    public byte[] RawName { get; init; } = Encoding.UTF8.GetBytes(Name);
    public string? LocalName { get; init; }
    public ushort? Flags { get; init; }
    public bool Deflate { get; init; }
    public ushort? Method { get; init; }
    public byte[] Extra { get; init; } = [];
    public byte[] LocalExtra { get; init; } = [];
    public byte[] Comment { get; init; } = [];
    public uint Attributes { get; init; }
    public ushort MadeBy { get; init; } = 20;
    public uint DosTime { get; init; } = 0x00210000;
    public uint? Length { get; init; }
    public uint? Packed { get; init; }
    public uint? Crc { get; init; }
    public byte[] Before { get; init; } = [];
    public byte[] AfterPacked { get; init; } = [];

    /// <summary>An entry whose local header and data this one uses as well.</summary>
    public string? SameDataAs { get; init; }
}

/// <summary>Writes ZIP files by hand, independently of what is tested.</summary>
internal static class TestZip
{
    public static List<TestEntry> Read(string path, bool keepPacked = false)
    {
        using var zip = ZipFile.OpenRead(path);
        return [.. zip.Entries.Select(e =>
        {
            using var stream = e.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return new TestEntry(e.FullName, copy.ToArray()) { Deflate = keepPacked && e.CompressedLength != e.Length };
        })];
    }

    public static byte[] Write(IEnumerable<TestEntry> entries, byte[]? comment = null, byte[]? beforeDirectory = null, Func<uint, uint>? directoryStart = null, bool reverseDirectory = false, byte[]? afterDirectory = null, Func<int, int>? count = null)
    {
        using var output = new MemoryStream();
        var records = new List<byte[]>();
        var offsets = new Dictionary<string, uint>();
        foreach (var entry in entries)
        {
            output.Write(entry.Before);
            var offset = entry.SameDataAs is { } other ? offsets[other] : (uint)output.Position;
            offsets.TryAdd(entry.Name, offset);
            byte[] packed = [.. entry.Deflate ? Deflate(entry.Bytes) : entry.Bytes, .. entry.AfterPacked];
            var common = Common(entry, packed);
            var localName = entry.LocalName is { } local ? Encoding.UTF8.GetBytes(local) : entry.RawName;
            if (entry.SameDataAs is null)
            {
                output.Write([.. "PK\u0003\u0004"u8, .. common[..22], .. U16(localName.Length), .. U16(entry.LocalExtra.Length), .. localName, .. entry.LocalExtra, .. packed]);
            }

            records.Add([.. "PK\u0001\u0002"u8, .. U16(entry.MadeBy), .. common[..22], .. U16(entry.RawName.Length), .. U16(entry.Extra.Length), .. U16(entry.Comment.Length),
                0, 0, 0, 0, .. U32(entry.Attributes), .. U32(offset), .. entry.RawName, .. entry.Extra, .. entry.Comment]);
        }

        output.Write(beforeDirectory ?? []);
        var start = (uint)output.Position;
        if (reverseDirectory)
        {
            records.Reverse(1, records.Count - 1);
        }

        byte[] directory = [.. records.SelectMany(r => r)];
        output.Write(directory);
        output.Write(afterDirectory ?? []);
        var said = count?.Invoke(records.Count) ?? records.Count;
        output.Write([.. "PK\u0005\u0006"u8, 0, 0, 0, 0, .. U16(said), .. U16(said), .. U32((uint)directory.Length), .. U32(directoryStart?.Invoke(start) ?? start), .. U16(comment?.Length ?? 0), .. comment ?? []]);
        return output.ToArray();
    }

    /// <summary>CRC-32 bit by bit.</summary>
    public static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private static byte[] Common(TestEntry entry, byte[] packed)
    {
        var flags = entry.Flags ?? (ushort)(entry.RawName.Any(b => b > 127) ? 0x0800 : 0);
        return [20, 0, .. U16(flags), .. U16(entry.Method ?? (entry.Deflate ? 8 : 0)), .. U32(entry.DosTime), .. U32(entry.Crc ?? Crc32(entry.Bytes)), .. U32(entry.Packed ?? (uint)packed.Length), .. U32(entry.Length ?? (uint)entry.Bytes.Length)];
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] U16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    private static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
