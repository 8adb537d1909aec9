using System.Security.Cryptography;

namespace ConformanceHarness.Core.Challenges;

/// <summary>A run order that DGA hands out: which service, which stage, which catalogue, until when. Its nonce also draws the sample of a retest.</summary>
public sealed record Challenge
{
    public const string CurrentFormat = "conformance-harness-challenge/1";
    private const int NonceBytes = 32;

    public required string Format { get; init; }
    public required string ServiceId { get; init; }
    public required Stage Stage { get; init; }

    /// <summary>SHA-256 (lower-case hex) of the catalogue file to run.</summary>
    public required string CatalogueDigest { get; init; }

    /// <summary>32 random bytes in base64url without padding.</summary>
    public required string Nonce { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The last moment at which the run may end.</summary>
    public required DateTimeOffset Until { get; init; }

    public static string NewNonce() => Base64Url(RandomNumberGenerator.GetBytes(NonceBytes));

    /// <exception cref="FormatException">it is no base64url of 32 bytes</exception>
    public static byte[] NonceOf(string text)
    {
        var bytes = Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/') + "=");
        return bytes.Length == NonceBytes && Base64Url(bytes) == text ? bytes : throw new FormatException($"The nonce must be {NonceBytes} bytes in base64url.");
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
