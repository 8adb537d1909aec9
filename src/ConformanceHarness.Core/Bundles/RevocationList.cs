using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// A certificate revocation list (RFC 5280, section 5): which of an authority's certificates were taken back, and when. Only whole lists of
/// an authority over its own certificates are read; delta and indirect ones are refused.
/// </summary>
public sealed class RevocationList
{
    private readonly SignedStructure structure;
    private readonly byte[] issuer;
    private readonly Dictionary<string, Revocation> entries;

    private RevocationList(SignedStructure structure, byte[] issuer, DateTimeOffset thisUpdate, DateTimeOffset? nextUpdate, Dictionary<string, Revocation> entries)
    {
        this.structure = structure;
        this.issuer = issuer;
        ThisUpdate = thisUpdate;
        NextUpdate = nextUpdate;
        this.entries = entries;
    }

    public DateTimeOffset ThisUpdate { get; }

    /// <summary>By when there is a newer one; null where the authority doesn't say.</summary>
    public DateTimeOffset? NextUpdate { get; }

    /// <summary>Name of the authority.</summary>
    public string Issuer => new X500DistinguishedName(issuer).Name;

    /// <param name="bytes">DER, or PEM ("X509 CRL")</param>
    /// <exception cref="CryptographicException">it is no such list, or one of a kind that is not read here</exception>
    public static RevocationList Read(byte[] bytes)
    {
        try
        {
            return ReadDer(bytes is [(byte)'-', ..] ? Pem(bytes) : bytes);
        }
        catch (AsnContentException problem)
        {
            throw new CryptographicException("It is no certificate revocation list: " + problem.Message, problem);
        }
    }

    /// <summary>True when it is the list of this authority, in name and by its signature.</summary>
    internal bool IsOf(X509Certificate2 authority) => IsNamed(authority) && structure.IsSignedBy(authority);

    internal bool IsNamed(X509Certificate2 authority) => authority.SubjectName.RawData.AsSpan().SequenceEqual(issuer);

    internal Revocation? Find(X509Certificate2 certificate) => entries.GetValueOrDefault(Convert.ToHexString(certificate.SerialNumberBytes.Span));

    private static byte[] Pem(byte[] bytes)
    {
        var text = Encoding.ASCII.GetString(bytes);
        return PemEncoding.TryFind(text, out var found) && text[found.Label] == "X509 CRL"
            ? Convert.FromBase64String(text[found.Base64Data])
            : throw new CryptographicException("There is no X509 CRL in it.");
    }

    private static RevocationList ReadDer(byte[] bytes)
    {
        var structure = SignedStructure.Read(bytes);
        var list = new AsnReader(structure.Signed, AsnEncodingRules.DER).ReadSequence();
        if (list.PeekTag() == Asn1Tag.Integer)
        {
            list.ReadInteger();
        }

        list.ReadSequence();
        var issuer = list.ReadEncodedValue().ToArray();
        var thisUpdate = RevocationListFields.Time(list);
        var nextUpdate = list.HasData && list.PeekTag() is { TagClass: TagClass.Universal, TagValue: (int)UniversalTagNumber.UtcTime or (int)UniversalTagNumber.GeneralizedTime } ? RevocationListFields.Time(list) : default(DateTimeOffset?);
        var entries = new Dictionary<string, Revocation>(StringComparer.Ordinal);
        if (list.HasData && list.PeekTag() == Asn1Tag.Sequence)
        {
            var revoked = list.ReadSequence();
            while (revoked.HasData)
            {
                var (serial, revocation) = RevocationListFields.Entry(revoked.ReadSequence());
                entries[serial] = revocation;
            }
        }

        if (list.HasData)
        {
            RevocationListFields.CheckExtensions(list.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true)).ReadSequence());
        }

        list.ThrowIfNotEmpty();
        return new RevocationList(structure, issuer, thisUpdate, nextUpdate, entries);
    }
}

/// <summary>That a certificate was taken back.</summary>
/// <param name="At">when, or since when its key may have been known to others (invalidityDate), whichever is earlier</param>
/// <param name="Reason">CRLReason; null where the list gives none</param>
internal sealed record Revocation(DateTimeOffset At, int? Reason);
