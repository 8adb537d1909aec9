using Microsoft.Win32.SafeHandles;

namespace ConformanceHarness.Core.Bundles;

/// <summary>A part of a file, without a position shared with other readers.</summary>
internal sealed class FileSlice(SafeFileHandle file, long start, long length) : ReadOnlyForwardStream
{
    private long at;

    /// <summary>Bytes that nobody asked for yet.</summary>
    public long Left => length - at;

    /// <summary>
    /// The last byte is handed out on its own: a decompressor that has come to its end before it never asks for it, so that data hidden
    /// behind the compressed data is noticed.
    /// </summary>
    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, Left > 1 ? Left - 1 : Left);
        if (wanted == 0)
        {
            return 0;
        }

        var read = RandomAccess.Read(file, buffer[..wanted], start + at);
        at += read;
        return read;
    }
}
