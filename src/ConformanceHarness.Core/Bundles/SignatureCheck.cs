using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>Checks a detached CAdES-B-B signature over a manifest's bytes.</summary>
internal sealed class SignatureCheck : IDisposable
{
    private const string ContentType = "1.2.840.113549.1.9.3";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string SigningTimeOid = "1.2.840.113549.1.9.5";

    /// <summary>Digest algorithm → its name, and the signature algorithms that may stand beside it. rsaEncryption takes the digest of the signer.</summary>
    private static readonly Dictionary<string, (HashAlgorithmName Name, string[] Signatures)> Algorithms = new(StringComparer.Ordinal)
    {
        [CadesSignature.Sha256] = (HashAlgorithmName.SHA256, ["1.2.840.10045.4.3.2", "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.10"]),
        ["2.16.840.1.101.3.4.2.2"] = (HashAlgorithmName.SHA384, ["1.2.840.10045.4.3.3", "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.10"]),
        ["2.16.840.1.101.3.4.2.3"] = (HashAlgorithmName.SHA512, ["1.2.840.10045.4.3.4", "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.10"]),
    };

    private readonly List<BundleProblem> problems;

    private SignatureCheck(List<BundleProblem> problems) => this.problems = problems;

    public X509Certificate2? Signer { get; private set; }
    public IReadOnlyList<X509Certificate2> Certificates { get; private set; } = [];
    public DateTimeOffset? SigningTime { get; private set; }

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

        if (shape.HasUnsignedAttributes)
        {
            problems.Add(SignatureProblems.Unsigned);
        }

        if (!Algorithms.TryGetValue(shape.DigestAlgorithm, out var digest))
        {
            problems.Add(SignatureProblems.Weak(shape.DigestAlgorithm));
        }
        else if (!digest.Signatures.Contains(shape.SignatureAlgorithm))
        {
            problems.Add(SignatureProblems.Weak(shape.SignatureAlgorithm));
        }
        else
        {
            CheckAttributes(shape, CryptographicOperations.HashData(digest.Name, content));
        }

        CheckMathematics(signature, content, shape);
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
            SigningTime = new Pkcs9SigningTime(time.ToArray()).SigningTime.ToUniversalTime();
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
