using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// Checks a timestamp token (RFC 3161, section 2.4.2) over a signature's value: by itself, without anybody's trust. What it finds wrong
/// makes the bundle invalid; who vouches for the authority is <see cref="TimestampTrust"/>'s.
/// </summary>
internal sealed class TimestampCheck : IDisposable
{
    private readonly List<BundleProblem> problems;

    private TimestampCheck(List<BundleProblem> problems) => this.problems = problems;

    /// <summary>When the authority saw the signature; null where the token can't be believed.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>How far from <see cref="Time"/> the true time may be, as the authority says.</summary>
    public TimeSpan Accuracy { get; private set; }

    /// <summary>Certificate of the authority.</summary>
    public X509Certificate2? Authority { get; private set; }

    public IReadOnlyList<X509Certificate2> Certificates { get; private set; } = [];

    /// <summary>The request's number, where the answer carries one.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; private set; }

    public static TimestampCheck Of(ReadOnlyMemory<byte> token, byte[] signature, List<BundleProblem> problems)
    {
        var found = new List<BundleProblem>();
        var check = new TimestampCheck(found);
        try
        {
            check.Check(token, signature);
        }
        catch (Exception problem) when (problem is AsnContentException or CryptographicException)
        {
            found.Add(TimestampProblems.Malformed(problem.Message));
        }

        if (found.Count > 0)
        {
            check.Time = null;
        }

        problems.AddRange(found);
        return check;
    }

    public void Dispose()
    {
        Authority?.Dispose();
        foreach (var certificate in Certificates)
        {
            certificate.Dispose();
        }
    }

    private void Check(ReadOnlyMemory<byte> bytes, byte[] signature)
    {
        var shape = CmsShape.ReadToken(bytes);
        Certificates = shape.Certificates;
        if (shape.Signers != 1)
        {
            problems.Add(TimestampProblems.Malformed($"it has {shape.Signers} signers"));
            return;
        }

        if (!Rfc3161TimestampTokenInfo.TryDecode(shape.Content, out var info, out var read) || info is null || read != shape.Content!.Length)
        {
            problems.Add(TimestampProblems.Malformed("its TSTInfo can't be read"));
            return;
        }

        if (!BundleRecords.IsPossible(info.Timestamp))
        {
            problems.Add(TimestampProblems.Malformed("its time is no time of today's"));
            return;
        }

        if (SignatureAlgorithms.Weak(shape.DigestAlgorithm, shape.SignatureAlgorithm) is { } weak)
        {
            problems.Add(TimestampProblems.Weak(weak));
        }

        (Time, Nonce) = (info.Timestamp, info.GetNonce());
        Accuracy = TimeSpan.FromMicroseconds(info.AccuracyInMicroseconds ?? 0);
        var imprint = CheckImprint(info, signature);
        CheckAuthority(bytes, info, imprint, signature);
    }

    /// <summary>.NET's own reader compares the certificate with the one that the token names.</summary>
    private static bool IsBound(ReadOnlyMemory<byte> bytes, byte[] signature)
    {
        X509Certificate2? named = null;
        try
        {
            return Rfc3161TimestampToken.TryDecode(bytes, out var token, out _) && token.VerifySignatureForData(signature, out named);
        }
        finally
        {
            named?.Dispose();
        }
    }

    /// <returns>true when it is the timestamp of this signature</returns>
    private bool CheckImprint(Rfc3161TimestampTokenInfo info, byte[] signature)
    {
        if (SignatureAlgorithms.Digest(info.HashAlgorithmId.Value ?? "") is not { } digest)
        {
            problems.Add(TimestampProblems.Weak(info.HashAlgorithmId.Value ?? "?"));
            return false;
        }

        var same = info.GetMessageHash().Span.SequenceEqual(CryptographicOperations.HashData(digest, signature));
        if (!same)
        {
            problems.Add(TimestampProblems.OfAnother);
        }

        return same;
    }

    private void CheckAuthority(ReadOnlyMemory<byte> bytes, Rfc3161TimestampTokenInfo info, bool imprint, byte[] signature)
    {
        var cms = new SignedCms();
        cms.Decode(bytes.Span);
        Authority = cms.SignerInfos[0].Certificate;
        if (Authority is null)
        {
            problems.Add(TimestampProblems.CertificateMissing);
            return;
        }

        var before = problems.Count;
        try
        {
            cms.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            problems.Add(TimestampProblems.Wrong);
        }

        problems.AddRange(TimestampRules.Problems(Authority, info.Timestamp));
        // What is left: that the certificate is the one the authority signed to be its own (signing-certificate, RFC 5816).
        if (problems.Count == before && imprint && !IsBound(bytes, signature))
        {
            problems.Add(TimestampProblems.CertificateBinding);
        }
    }
}
