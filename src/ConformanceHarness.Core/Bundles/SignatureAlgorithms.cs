using System.Security.Cryptography;

namespace ConformanceHarness.Core.Bundles;

/// <summary>Digest and signature algorithms that a CMS signature may rest on. Whatever is not here, MD5 and SHA-1 first of all, is refused.</summary>
internal static class SignatureAlgorithms
{
    /// <summary>Digest algorithm → its name, and the signature algorithms that may stand beside it. rsaEncryption takes the digest of the signer.</summary>
    private static readonly Dictionary<string, (HashAlgorithmName Name, string[] Signatures)> Known = new(StringComparer.Ordinal)
    {
        [CadesSignature.Sha256] = (HashAlgorithmName.SHA256, ["1.2.840.10045.4.3.2", "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.10"]),
        ["2.16.840.1.101.3.4.2.2"] = (HashAlgorithmName.SHA384, ["1.2.840.10045.4.3.3", "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.10"]),
        ["2.16.840.1.101.3.4.2.3"] = (HashAlgorithmName.SHA512, ["1.2.840.10045.4.3.4", "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.10"]),
    };

    /// <summary>The algorithm that is weak, unknown, or doesn't go with the other; null where both are good.</summary>
    public static string? Weak(string digest, string signature) =>
        !Known.TryGetValue(digest, out var known) ? digest : known.Signatures.Contains(signature) ? null : signature;

    /// <summary>Null for a digest algorithm that is weak or unknown.</summary>
    public static HashAlgorithmName? Digest(string oid) => Known.TryGetValue(oid, out var known) ? known.Name : null;
}
