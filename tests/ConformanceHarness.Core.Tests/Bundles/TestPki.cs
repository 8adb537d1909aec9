using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>A whole PKI made in process: no private key is ever in the repository.</summary>
internal sealed class TestPki
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<TestPki> Made = new(() => new TestPki());

    private readonly X509Certificate2 intermediate;

    private readonly DateTimeOffset now;

    /// <param name="now">around which its certificates are valid</param>
    public TestPki(DateTimeOffset? now = null)
    {
        this.now = now ?? Now;
        Root = Authority("CN=Test Root CA", null);
        Stranger = Authority("CN=Stranger Root CA", null);
        intermediate = Authority("CN=Test Issuing CA", Root);
        Ecdsa = Issue("CN=Agency ECDSA", ECDsa.Create(ECCurve.NamedCurves.nistP256));
        Rsa = Issue("CN=Agency RSA", RSA.Create(3072));
        TsaRoot = Authority("CN=Test TSA Root CA", null);
        TsaCertificate = IssueTsa("CN=Test TSA", ECDsa.Create(ECCurve.NamedCurves.nistP256));
    }

    public static TestPki Instance => Made.Value;

    public X509Certificate2 Root { get; }

    public X509Certificate2 Stranger { get; }

    public X509Certificate2 Intermediate => intermediate;

    public X509Certificate2 Ecdsa { get; }

    public X509Certificate2 Rsa { get; }

    public X509Certificate2 TsaRoot { get; }

    public X509Certificate2 TsaCertificate { get; }

    /// <summary>A proper timestamp authority.</summary>
    public TestTsa Tsa => new() { Certificate = TsaCertificate, At = () => now };

    /// <summary>What a verifier would say who trusts this PKI and nobody else.</summary>
    public VerifyPolicy Policy => new() { Roots = [Root], TsaRoots = [TsaRoot], Now = now };

    /// <summary>A timestamp authority's certificate below <see cref="TsaRoot"/>, or below <paramref name="issuer"/>.</summary>
    public X509Certificate2 IssueTsa(string name, AsymmetricAlgorithm key, X509Certificate2? issuer = null, string[]? purposes = null, bool critical = true, DateTimeOffset? from = null, DateTimeOffset? until = null) =>
        Issue(name, key, issuer ?? TsaRoot, X509KeyUsageFlags.DigitalSignature, new X509EnhancedKeyUsageExtension([.. (purposes ?? ["1.3.6.1.5.5.7.3.8"]).Select(p => new Oid(p))], critical), until, from);

    /// <summary>The revocation list of an authority (DER), made now unless said otherwise.</summary>
    public byte[] Revocations(X509Certificate2 authority, IEnumerable<(X509Certificate2 Certificate, DateTimeOffset At, X509RevocationReason? Reason)> revoked, DateTimeOffset? made = null, DateTimeOffset? next = null)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var (certificate, at, reason) in revoked)
        {
            builder.AddEntry(certificate, at, reason);
        }

        var from = made ?? now;
        return builder.Build(authority, 7, next ?? from.AddDays(7), HashAlgorithmName.SHA256, thisUpdate: from);
    }

    /// <summary>A leaf below the intermediate, or below <paramref name="issuer"/>.</summary>
    public X509Certificate2 Issue(string name, AsymmetricAlgorithm key, X509Certificate2? issuer = null, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, string? purpose = null, DateTimeOffset? until = null, DateTimeOffset? from = null) =>
        Issue(name, key, issuer ?? intermediate, usage, purpose is null ? null : new X509EnhancedKeyUsageExtension([new Oid(purpose)], false), until, from);

    private X509Certificate2 Issue(string name, AsymmetricAlgorithm key, X509Certificate2 issuer, X509KeyUsageFlags usage, X509EnhancedKeyUsageExtension? purposes, DateTimeOffset? until, DateTimeOffset? from)
    {
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        if (purposes is not null)
        {
            request.CertificateExtensions.Add(purposes);
        }

        var certificate = request.Create(issuer.SubjectName, Generator(issuer), from ?? now.AddDays(-30), until ?? now.AddDays(365), RandomNumberGenerator.GetBytes(12));
        return WithKey(certificate, key);
    }

    /// <summary>A key as users have it: a PKCS#12 file with the chain in it.</summary>
    public SigningKey Key(X509Certificate2 certificate, params IEnumerable<X509Certificate2> above)
    {
        using var folder = new TestFolder();
        var path = folder.File("key.p12");
        var issuers = above.DefaultIfEmpty(intermediate).Append(Root).Select(WithoutKey);
        File.WriteAllBytes(path, new X509Certificate2Collection(issuers.Prepend(certificate).ToArray()).Export(X509ContentType.Pkcs12, "รหัสผ่าน")!);
        return SigningKey.FromPkcs12(path, "รหัสผ่าน");
    }

    public static X509Certificate2 WithoutKey(X509Certificate2 certificate) => X509CertificateLoader.LoadCertificate(certificate.RawData);

    public static CertificateRequest Request(string name, AsymmetricAlgorithm key) => key is RSA rsa
        ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);

    /// <summary>An authority below <paramref name="issuer"/>, or a root.</summary>
    public X509Certificate2 Authority(string name, X509Certificate2? issuer, AsymmetricAlgorithm? with = null)
    {
        var key = with ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = AuthorityRequest(Request(name, key));
        return issuer is null
            ? request.CreateSelfSigned(now.AddYears(-1), now.AddYears(10))
            : WithKey(request.Create(issuer.SubjectName, Generator(issuer), now.AddMonths(-6), now.AddYears(5), RandomNumberGenerator.GetBytes(12)), key);
    }

    /// <summary>The same authority, issued by another one.</summary>
    public X509Certificate2 Cross(X509Certificate2 authority, X509Certificate2 issuer)
    {
        var key = authority.GetECDsaPrivateKey()!;
        return WithKey(AuthorityRequest(Request(authority.Subject, key)).Create(issuer.SubjectName, Generator(issuer), now.AddMonths(-6), now.AddYears(5), RandomNumberGenerator.GetBytes(12)), key);
    }

    private static CertificateRequest AuthorityRequest(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static X509SignatureGenerator Generator(X509Certificate2 issuer) =>
        issuer.GetRSAPrivateKey() is { } rsa ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1) : X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!);

    private static X509Certificate2 WithKey(X509Certificate2 certificate, AsymmetricAlgorithm key) =>
        key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
}
