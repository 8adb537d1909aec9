using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Challenges;

/// <summary>
/// challenge.json: indented JSON whose second line is the signature (base64 of a detached CMS signature, DER). What is signed is the file
/// without that line, so that <c>grep -v '"signature":'</c> and openssl suffice to check it. There is one way only to write a challenge.
/// </summary>
public sealed partial record ChallengeFile(Challenge Challenge, byte[] Bytes, byte[] Content, byte[] Signature)
{
    private const int MostBytes = 64 << 10;

    /// <summary>SHA-256 (lower-case hex) of the file: what a run's statement carries.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <param name="at">the time of signing, as the signer says</param>
    public static ChallengeFile Sign(Challenge challenge, SigningKey key, DateTimeOffset at)
    {
        var content = ContentOf(challenge);
        var signature = CadesSignature.Sign(content, key, at, null, CancellationToken.None);
        var text = Encoding.UTF8.GetString(content);
        var bytes = Encoding.UTF8.GetBytes("{\n  \"signature\": \"" + Convert.ToBase64String(signature) + "\",\n" + text[2..]);
        return new ChallengeFile(challenge, bytes, content, signature);
    }

    /// <summary>Reads the file and nothing else: <see cref="ChallengeSignature"/> tells whether the signature holds.</summary>
    /// <param name="name">how messages name the file</param>
    /// <exception cref="ConfigurationException">it is no challenge</exception>
    public static ChallengeFile Read(byte[] bytes, string name)
    {
        try
        {
            var text = bytes.Length <= MostBytes ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes) : throw new FormatException($"It has {bytes.Length} bytes.");
            var line = SignatureLine().Match(text);
            var content = line.Success ? Encoding.UTF8.GetBytes("{\n" + text[line.Length..]) : throw new FormatException("Its second line is not the signature.");
            var challenge = JsonSerializer.Deserialize(content, ChallengeContext.Strict.Challenge) ?? throw new FormatException("It is null.");
            Demand(challenge.Format == Challenge.CurrentFormat, $"Its format is '{challenge.Format}', and '{Challenge.CurrentFormat}' is the one that is known.");
            Demand(Challenge.NonceOf(challenge.Nonce).Length > 0 && challenge.CatalogueDigest.Length == 64 && challenge.CatalogueDigest.All(char.IsAsciiHexDigitLower), "The catalogue's digest is no SHA-256.");
            Demand(challenge.Until > challenge.IssuedAt, "It ends before it begins.");
            // Whoever writes the same order otherwise writes another file, with another digest.
            Demand(ContentOf(challenge).AsSpan().SequenceEqual(content), "It is not written as a challenge is.");
            return new ChallengeFile(challenge, bytes, content, Convert.FromBase64String(line.Groups["signature"].Value));
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            throw new ConfigurationException(
                new LocalText("ไม่ใช่ไฟล์ challenge ที่ใช้ได้: " + e.Message, "It is no challenge that can be used: " + e.Message),
                new LocalText("ใช้ไฟล์ตามที่ได้รับจาก สพร. โดยไม่แก้ไข", "Use the file as you got it from DGA, unchanged."), name, inner: e);
        }
    }

    private static byte[] ContentOf(Challenge challenge) => [.. JsonSerializer.SerializeToUtf8Bytes(challenge, ChallengeContext.Strict.Challenge), (byte)'\n'];

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }

    [GeneratedRegex("""\A\{\n  "signature": "(?<signature>[A-Za-z0-9+/=]+)",\n""")]
    private static partial Regex SignatureLine();
}

[JsonSerializable(typeof(Challenge))]
internal sealed partial class ChallengeContext : JsonSerializerContext
{
    public static ChallengeContext Strict { get; } = new(HarnessJson.NewOptions(indented: true));
}
