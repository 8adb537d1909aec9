using System.Security.Cryptography;

namespace ConformanceHarness.Reports.Reading;

/// <summary>Reads screenshots by digest from a record's evidence folder. A picture that is not what its digest says is never shown.</summary>
internal sealed class Pictures(string evidenceFolder)
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>The PNG's bytes; null where it is missing, too large to be a screenshot, or not the one that was recorded.</summary>
    public byte[]? Read(string digest)
    {
        if (PathOf(digest) is not { } path || new FileInfo(path).Length > 64 * 1024 * 1024)
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().StartsWith(PngSignature) && Convert.ToHexStringLower(SHA256.HashData(bytes)) == digest ? bytes : null;
    }

    private string? PathOf(string digest)
    {
        // Only a digest becomes part of a path: a record may come from somebody else.
        if (digest.Length != 64 || !digest.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        string[] candidates =
        [
            Path.Combine(evidenceFolder, "evidence", "screenshots", digest + ".png"),
            Path.Combine(evidenceFolder, "evidence", "screenshots", digest),
            Path.Combine(evidenceFolder, "screenshots", digest + ".png"),
            Path.Combine(evidenceFolder, "screenshots", digest),
        ];
        return candidates.FirstOrDefault(File.Exists);
    }
}
