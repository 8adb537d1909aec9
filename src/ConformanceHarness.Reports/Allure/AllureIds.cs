using System.Security.Cryptography;
using System.Text;

namespace ConformanceHarness.Reports.Allure;

/// <summary>Ids that depend on nothing but what they name, so that the same record gives the same files and runs find their history.</summary>
internal static class AllureIds
{
    /// <summary>32 hex digits.</summary>
    public static string Hash(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(Digest(parts).AsSpan(0, 16));

    /// <summary>A version 8 UUID (RFC 9562: made by the application's own rule).</summary>
    public static string Uuid(params ReadOnlySpan<string> parts)
    {
        var bytes = Digest(parts).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    // The length before each part keeps ("a", "bc") and ("ab", "c") apart.
    private static byte[] Digest(ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Length).Append(':').Append(part);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
