using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Timestamps;

/// <summary>Gets the signature timestamp of CAdES-B-T (ETSI EN 319 122-1, clause 5.3): a token over the signature's value.</summary>
public static class SignatureTimestamp
{
    /// <summary>id-aa-signatureTimeStampToken (RFC 3161, appendix A).</summary>
    internal const string Oid = "1.2.840.113549.1.9.16.2.14";

    /// <summary>Asks the authority about bytes of the moment: what it would not do after a run of an hour, it says before it.</summary>
    /// <returns>the token</returns>
    /// <exception cref="TimestampException">it gives no timestamp that a verifier would take</exception>
    public static byte[] Probe(ITimestampAuthority authority, CancellationToken cancel) => Over(RandomNumberGenerator.GetBytes(32), authority, cancel);

    /// <summary>A token over <paramref name="signature"/>, checked as a verifier checks it, except for the roots.</summary>
    /// <exception cref="TimestampException">it gives no timestamp that a verifier would take</exception>
    internal static byte[] Over(byte[] signature, ITimestampAuthority authority, CancellationToken cancel)
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        // A positive INTEGER without leading zeros: some authorities send back anything else changed.
        nonce[0] = (byte)((nonce[0] & 0x3F) | 0x40);
        var request = Rfc3161TimestampRequest.CreateFromHash(SHA256.HashData(signature), new Oid(CadesSignature.Sha256), nonce: nonce, requestSignerCertificates: true);
        var bytes = authority.Answer(request.Encode(), cancel);
        TimestampReply reply;
        try
        {
            reply = TimestampReply.Read(bytes);
        }
        catch (AsnContentException problem)
        {
            throw Unusable(authority, new("คำตอบไม่ใช่ TimeStampResp: " + problem.Message, "its answer is no TimeStampResp: " + problem.Message), problem);
        }

        if (!reply.Granted || reply.Token is not { } token)
        {
            throw new TimestampException(
                new($"{authority.Name} ไม่ออก timestamp ให้: {reply.Why}", $"{authority.Name} gave no timestamp: {reply.Why}."),
                new("ตรวจสอบสิทธิ์ใช้บริการและ SHA-256 กับผู้ให้บริการ timestamp หรือใช้รายอื่นด้วย --tsa", "Ask its operator whether you may use it and whether it takes SHA-256, or name another one with --tsa."));
        }

        return Checked(token, signature, nonce, authority);
    }

    private static byte[] Checked(ReadOnlyMemory<byte> token, byte[] signature, byte[] nonce, ITimestampAuthority authority)
    {
        var problems = new List<BundleProblem>();
        using var check = TimestampCheck.Of(token, signature, problems);
        if (problems.Count > 0)
        {
            throw Unusable(authority, new(string.Join(' ', problems.Select(p => p.Text.Th)), string.Join(' ', problems.Select(p => p.Text.En))), null);
        }

        return check.Nonce is { } back && back.Span.SequenceEqual(nonce)
            ? token.ToArray()
            : throw Unusable(authority, new("คำตอบเป็นของคำขออื่น (nonce ไม่ตรง)", "the answer is one to another request (nonce)"), null);
    }

    private static TimestampException Unusable(ITimestampAuthority authority, LocalText why, Exception? inner) => new(
        new($"timestamp จาก {authority.Name} ใช้ไม่ได้: {why.Th}", $"The timestamp from {authority.Name} can't be used: {why.En}"),
        new("ตรวจสอบที่อยู่ของ --tsa หรือใช้ผู้ให้บริการ timestamp รายอื่น", "Check the address given with --tsa, or name another authority."), inner: inner);
}
