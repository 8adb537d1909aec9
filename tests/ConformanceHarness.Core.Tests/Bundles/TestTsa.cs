using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Timestamps;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>A timestamp authority (RFC 3161) in process: a proper one, or one that does a single thing wrong.</summary>
internal sealed record TestTsa : ITimestampAuthority
{
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The time that it stamps.</summary>
    public Func<DateTimeOffset> At { get; init; } = () => TestPki.Now;

    public long? AccuracyInMicroseconds { get; init; } = 1_000_000;

    /// <summary>Digest algorithm of its signature.</summary>
    public string Digest { get; init; } = Sha256;

    /// <summary>Algorithm and value of the imprint that it puts in.</summary>
    public Func<string, byte[], (string Algorithm, byte[] Hash)> Imprint { get; init; } = (algorithm, hash) => (algorithm, hash);

    public Func<byte[]?, byte[]?> Nonce { get; init; } = n => n;

    public int Status { get; init; }

    /// <summary>Bit of PKIFailureInfo.</summary>
    public int? Failure { get; init; }

    public X509Certificate2? BoundTo { get; init; }

    public bool WithCertificate { get; init; } = true;

    public Func<byte[], byte[]> ChangeToken { get; init; } = t => t;

    public string Name => "the test's timestamp authority";

    public byte[] Answer(byte[] request, CancellationToken cancel)
    {
        Assert.That(Rfc3161TimestampRequest.TryDecode(request, out var asked, out _), Is.True);
        return Reply(Status, Failure, Status is 0 or 1 ? Token(asked!) : null);
    }

    /// <summary>A token over data without anybody's asking.</summary>
    public byte[] TokenOver(byte[] data) => Token(Rfc3161TimestampRequest.CreateFromHash(SHA256.HashData(data), new Oid(Sha256), requestSignerCertificates: true));

    private static byte[] Reply(int status, int? failure, byte[]? token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(status);
                if (failure is { } bit)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteCharacterString(UniversalTagNumber.UTF8String, "ไม่ให้บริการ");
                    }

                    var bits = new byte[(bit / 8) + 1];
                    bits[^1] = (byte)(0x80 >> (bit % 8));
                    writer.WriteBitString(bits, 7 - (bit % 8));
                }
            }

            if (token is not null)
            {
                writer.WriteEncodedValue(token);
            }
        }

        return writer.Encode();
    }

    private byte[] Token(Rfc3161TimestampRequest asked)
    {
        var (algorithm, hash) = Imprint(asked.HashAlgorithmId.Value!, asked.GetMessageHash().ToArray());
        byte[] number = [0x51, .. RandomNumberGenerator.GetBytes(8)];
        var nonce = Nonce(asked.GetNonce()?.ToArray());
        var info = new Rfc3161TimestampTokenInfo(new Oid("1.2.3.4.1"), new Oid(algorithm), hash, number, At(), AccuracyInMicroseconds, nonce: nonce is null ? null : (ReadOnlyMemory<byte>?)nonce);
        var cms = new SignedCms(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), info.Encode()));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Certificate)
        {
            DigestAlgorithm = new Oid(Digest),
            IncludeOption = WithCertificate ? X509IncludeOption.EndCertOnly : X509IncludeOption.None,
        };
        signer.SignedAttributes.Add(new AsnEncodedData("1.2.840.113549.1.9.16.2.47", TestSigner.Binding(BoundTo ?? Certificate)));
        cms.ComputeSignature(signer);
        return ChangeToken(cms.Encode());
    }
}
