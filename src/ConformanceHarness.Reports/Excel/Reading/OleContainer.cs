using System.Buffers.Binary;

namespace ConformanceHarness.Reports.Excel.Reading;

/// <summary>The container of old .xls files and of encrypted .xlsx files. Source: [MS-CFB] 2.2, [MS-OFFCRYPTO] 2.3.</summary>
internal static class OleContainer
{
    private static ReadOnlySpan<byte> Signature => [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    /// <summary>Whether its directory names an encrypted package. Only the directory's first sector is looked at: it names the few streams there are.</summary>
    public static bool IsEncryptedWorkbook(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 76)
        {
            return false;
        }

        var shift = BinaryPrimitives.ReadUInt16LittleEndian(bytes[30..]);
        var first = BinaryPrimitives.ReadUInt32LittleEndian(bytes[48..]);
        var start = ((long)first + 1) << Math.Clamp((int)shift, 9, 12);
        var name = System.Text.Encoding.Unicode.GetBytes("EncryptedPackage");
        return start < bytes.Length && bytes[(int)start..].IndexOf(name) >= 0;
    }
}
