using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Timestamps;

namespace ConformanceHarness.Core.Bundles;

/// <summary>Checks a detached CAdES signature over a manifest's bytes.</summary>
internal sealed class SignatureCheck : IDisposable
{
    private const string ContentType = "1.2.840.113549.1.9.3";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string SigningTimeOid = "1.2.840.113549.1.9.5";

    private readonly List<BundleProblem> problems;

    private SignatureCheck(List<BundleProblem> problems) => this.problems = problems;

    public X509Certificate2? Signer { get; private set; }
    public IReadOnlyList<X509Certificate2> Certificates { get; private set; } = [];
    public DateTimeOffset? SigningTime { get; private set; }

    /// <summary>The signature's timestamp; null where there is none, as in every trial bundle.</summary>
    public TimestampCheck? Timestamp { get; private set; }

    public static SignatureCheck Of(byte[] signature, byte[] content, List<BundleProblem> problems)
    {
        var check = new SignatureCheck(problems);
        try
        {
            check.Check(signature, content);
        }
        catch (Exception problem) when (problem is AsnContentException or CryptographicException)
        {
            problems.Add(SignatureProblems.Malformed(problem.Message));
        }

        return check;
    }

    public void Dispose()
    {
        Signer?.Dispose();
        Timestamp?.Dispose();
        foreach (var certificate in Certificates)
        {
            certificate.Dispose();
        }
    }

    private void Check(byte[] signature, byte[] content)
    {
        var shape = CmsShape.Read(signature);
        Certificates = shape.Certificates;
        if (shape.Signers != 1)
        {
            problems.Add(SignatureProblems.Count(shape.Signers));
            return;
        }

        if (SignatureAlgorithms.Weak(shape.DigestAlgorithm, shape.SignatureAlgorithm) is { } weak)
        {
            problems.Add(SignatureProblems.Weak(weak));
        }
        else
        {
            CheckAttributes(shape, CryptographicOperations.HashData(SignatureAlgorithms.Digest(shape.DigestAlgorithm)!.Value, content));
        }

        CheckMathematics(signature, content, shape);
        CheckUnsigned(shape);
    }

    private void CheckMathematics(byte[] signature, byte[] content, CmsShape shape)
    {
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.Decode(signature);
        Signer = cms.SignerInfos[0].Certificate;
        if (Signer is null)
        {
            problems.Add(SignatureProblems.CertificateMissing);
            return;
        }

        try
        {
            cms.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            problems.Add(SignatureProblems.Wrong);
        }

        var binding = Single(shape, SigningCertificateV2.Oid);
        if (binding is not null && !SigningCertificateV2.Names(binding.Value, Signer, shape.Certificates))
        {
            problems.Add(SignatureProblems.CertificateBinding);
        }
    }

    /// <summary>The timestamp of an official bundle's signature is the one attribute that nobody has to sign: it bears a signature of its own.</summary>
    private void CheckUnsigned(CmsShape shape)
    {
        var official = Signer is null || !CertificateRules.IsTrial(Signer);
        var expected = official && shape.UnsignedAttributes.TryGetValue(SignatureTimestamp.Oid, out var tokens) && tokens.Count == 1 ? tokens[0] : default(ReadOnlyMemory<byte>?);
        if (shape.UnsignedAttributes.Count > (expected is null ? 0 : 1))
        {
            problems.Add(SignatureProblems.Unsigned);
        }

        if (expected is { } token)
        {
            Timestamp = TimestampCheck.Of(token, shape.Signature, problems);
        }
        else if (official)
        {
            problems.Add(TimestampProblems.Missing);
        }
    }

    private void CheckAttributes(CmsShape shape, byte[] expected)
    {
        if (Single(shape, ContentType) is not { } type || AsnDecoder.ReadObjectIdentifier(type.Span, AsnEncodingRules.DER, out _) != "1.2.840.113549.1.7.1")
        {
            problems.Add(SignatureProblems.Attribute("contentType"));
        }

        if (Single(shape, MessageDigest) is not { } digest || !AsnDecoder.ReadOctetString(digest.Span, AsnEncodingRules.DER, out _).AsSpan().SequenceEqual(expected))
        {
            problems.Add(SignatureProblems.Attribute("messageDigest"));
        }

        if (Single(shape, SigningTimeOid) is { } time)
        {
            DateTimeOffset said = new Pkcs9SigningTime(time.ToArray()).SigningTime.ToUniversalTime();
            if (BundleRecords.IsPossible(said))
            {
                SigningTime = said;
            }
            else
            {
                problems.Add(SignatureProblems.Attribute("signingTime"));
            }
        }
        else
        {
            problems.Add(SignatureProblems.Attribute("signingTime"));
        }

        if (Single(shape, SigningCertificateV2.Oid) is null)
        {
            problems.Add(SignatureProblems.Attribute("signing-certificate-v2"));
        }
    }

    private static ReadOnlyMemory<byte>? Single(CmsShape shape, string type) =>
        shape.SignedAttributes.TryGetValue(type, out var values) && values.Count == 1 ? values[0] : default(ReadOnlyMemory<byte>?);
}
