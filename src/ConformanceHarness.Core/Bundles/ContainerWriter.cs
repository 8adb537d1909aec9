using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// Writes a ZIP file (APPNOTE 6.3) whose every header field has one possible value: no extra fields, comments, descriptors or
/// attributes, one fixed time. System.IO.Compression's headers depend on the platform.
/// </summary>
internal sealed class ContainerWriter(Stream output)
{
    /// <summary>1980-01-01, the first date ZIP knows: times belong into the signed statement.</summary>
    internal const ushort DosDate = 0x0021;
    internal const ushort Version = 20;
    internal const ushort Utf8Flag = 0x0800;
    internal const ushort Stored = 0;
    internal const ushort Deflated = 8;

    /// <summary>What the reader takes for a bomb is stored instead, so that an honest page of a million spaces can be submitted.</summary>
    internal const long BombSize = 1 << 20;
    internal const int BombRatio = 100;

    private readonly ArrayBufferWriter<byte> directory = new();
    private readonly byte[] buffer = new byte[1 << 16];
    private int count;

    /// <summary>Goes on behind entries that stand in <paramref name="output"/> already, up to its position; not a byte of them is touched.</summary>
    /// <param name="records">their records of the central directory</param>
    /// <param name="entries">how many they are</param>
    public static ContainerWriter Behind(Stream output, ReadOnlySpan<byte> records, int entries)
    {
        var writer = new ContainerWriter(output) { count = entries };
        writer.directory.Write(records);
        return writer;
    }

    /// <summary>The end record of a central directory of so many entries and bytes that begins at <paramref name="start"/>.</summary>
    internal static byte[] End(int entries, int size, long start)
    {
        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)entries);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)entries);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)size);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)start);
        return end;
    }

    /// <summary>Writes one entry.</summary>
    /// <param name="look">sees the content, block by block, as it is written</param>
    /// <returns>the content's SHA-256</returns>
    public byte[] Add(string name, bool compress, Func<Stream> open, Action<ReadOnlySpan<byte>>? look = null)
    {
        var start = output.Position;
        var method = compress ? Deflated : Stored;
        var content = Copy(name, method, open, look);
        if (compress && (content.Length == 0 || (content.Length > BombSize && content.Length / BombRatio >= content.Packed)))
        {
            output.Position = start;
            output.SetLength(start);
            method = Stored;
            content = Copy(name, method, open, look: null);
        }

        if (output.Position > uint.MaxValue - (1 << 24) || ++count >= ushort.MaxValue)
        {
            throw new IOException("The bundle would be larger than 4 GB or hold more than 65534 entries.");
        }

        var header = Header(name, method, content);
        output.Position = start;
        output.Write(LocalHeader(header));
        output.Position = output.Length;
        AddToDirectory(header, (uint)start);
        return content.Digest;
    }

    /// <summary>Writes the central directory.</summary>
    public void Finish()
    {
        var end = End(count, directory.WrittenCount, output.Position);
        output.Write(directory.WrittenSpan);
        output.Write(end);
    }

    private Content Copy(string name, ushort method, Func<Stream> open, Action<ReadOnlySpan<byte>>? look)
    {
        var empty = Header(name, method, default);
        output.Write(LocalHeader(empty));
        var start = output.Position;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var crc = 0u;
        var length = 0L;
        using (var source = open())
        {
            var packer = method == Deflated ? new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true) : null;
            using (packer)
            {
                var target = packer ?? output;
                int read;
                while ((read = source.Read(buffer)) > 0)
                {
                    var block = buffer.AsSpan(0, read);
                    hash.AppendData(block);
                    crc = Crc32.Append(crc, block);
                    length += read;
                    look?.Invoke(block);
                    target.Write(block);
                }
            }
        }

        return length > int.MaxValue
            ? throw new IOException($"'{name}' is larger than 2 GB.")
            : new Content(crc, length, output.Position - start, hash.GetHashAndReset());
    }

    /// <summary>The fields that the local header and the central directory have in common.</summary>
    private static byte[] Header(string name, ushort method, Content content)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var header = new byte[26 + bytes.Length];
        var flags = bytes.Length == name.Length ? (ushort)0 : Utf8Flag;
        BinaryPrimitives.WriteUInt16LittleEndian(header, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), method);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), DosDate);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(10), content.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(14), (uint)content.Packed);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(18), (uint)content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(22), (ushort)bytes.Length);
        bytes.CopyTo(header, 26);
        return header;
    }

    private static byte[] LocalHeader(byte[] header) => [.. "PK\u0003\u0004"u8, .. header];

    private void AddToDirectory(byte[] header, uint offset)
    {
        Span<byte> rest = stackalloc byte[14];
        rest.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(rest[10..], offset);
        directory.Write("PK\u0001\u0002"u8);
        directory.Write<byte>([(byte)Version, 0]);
        directory.Write(header.AsSpan(0, 26));
        directory.Write(rest);
        directory.Write(header.AsSpan(26));
    }

    private readonly record struct Content(uint Crc, long Length, long Packed, byte[] Digest);
}
