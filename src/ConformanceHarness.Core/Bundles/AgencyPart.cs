using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// The bundle as the agency handed it in, inside a container that may have been reviewed since: its entries are the file's first bytes, and
/// because no header field has a choice, its central directory can be told from the reviewed one's.
/// </summary>
/// <param name="Length">bytes of the entries, from the file's beginning</param>
/// <param name="Entries">number of the agency's entries</param>
/// <param name="Records">their records of the central directory</param>
/// <param name="Digest">SHA-256 (hex) of the file as it was before any review</param>
internal sealed record AgencyPart(long Length, int Entries, byte[] Records, string Digest)
{
    private const int EndSize = 22;
    private const int RecordSize = 46;

    /// <summary>Reads a container in whose structure nothing is wrong.</summary>
    public static AgencyPart Read(SafeFileHandle file)
    {
        var end = Bytes(file, RandomAccess.GetLength(file) - EndSize, EndSize);
        var (size, start) = (BinaryPrimitives.ReadInt32LittleEndian(end.AsSpan(12)), BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16)));
        var directory = Bytes(file, start, size);
        var (at, entries, length) = (0, 0, (long)start);
        while (at < directory.Length)
        {
            var record = directory.AsSpan(at);
            var nameSize = BinaryPrimitives.ReadUInt16LittleEndian(record[28..]);
            if (Encoding.UTF8.GetString(record.Slice(RecordSize, nameSize)) == EntryNames.Review)
            {
                length = BinaryPrimitives.ReadUInt32LittleEndian(record[42..]);
                break;
            }

            at += RecordSize + nameSize;
            entries++;
        }

        var records = directory[..at];
        return new AgencyPart(length, entries, records, Hash(file, length, records, ContainerWriter.End(entries, records.Length, length)));
    }

    private static string Hash(SafeFileHandle file, long length, byte[] records, byte[] end)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (var at = 0L; at < length;)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - at)), at);
            at += read > 0 ? read : throw new EndOfStreamException();
            hash.AppendData(buffer, 0, read);
        }

        hash.AppendData(records);
        hash.AppendData(end);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
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
}
