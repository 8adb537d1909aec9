using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace ConformanceHarness.Platform.DigitalId;

/// <summary>Keys of this process, written nowhere. Making an RSA key takes a second of a small machine, so providers of one process share it.</summary>
internal static class ProviderKeys
{
    private static readonly Lazy<RsaSecurityKey> Signs = new(() => new RsaSecurityKey(RSA.Create(2048)) { KeyId = "mock-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)) });

    /// <summary>id_tokens are checked with it by whoever reads the discovery document (RS256).</summary>
    public static RsaSecurityKey Signing => Signs.Value;

    /// <summary>Codes are read by the provider alone.</summary>
    public static SymmetricSecurityKey Encryption { get; } = new(RandomNumberGenerator.GetBytes(32));
}
