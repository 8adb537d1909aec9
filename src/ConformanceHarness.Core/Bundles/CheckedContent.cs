using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace ConformanceHarness.Core.Bundles;

/// <summary>An entry's unpacked content: never more than its header states, and at its end the size and CRC must be those stated.</summary>
internal sealed class CheckedContent : ReadOnlyForwardStream
{
    private readonly BundleEntry entry;
    private readonly FileSlice packed;
    private readonly Stream content;
    private long at;
    private uint crc;

    public CheckedContent(SafeFileHandle file, BundleEntry entry)
    {
        this.entry = entry;
        packed = new FileSlice(file, entry.DataStart, entry.Packed);
        content = entry.Method == ContainerWriter.Deflated ? new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true) : packed;
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var read = content.Read(buffer);
        if (read > 0)
        {
            at += read;
            crc = Crc32.Append(crc, buffer[..read]);
            return at <= entry.Length ? read : throw new InvalidDataException("It is longer than its header says.");
        }

        if (at != entry.Length)
        {
            throw new InvalidDataException($"It ends after {at} bytes, the header says {entry.Length}.");
        }

        if (packed.Left > 0)
        {
            throw new InvalidDataException("There is data behind the compressed data.");
        }

        return crc == entry.Crc ? 0 : throw new InvalidDataException("The checksum (CRC-32) is wrong.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            packed.Dispose();
        }

        base.Dispose(disposing);
    }
}
