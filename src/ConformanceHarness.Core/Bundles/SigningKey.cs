using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>A private key with its certificate and the certificates above it.</summary>
public sealed class SigningKey : IDisposable
{
    private static readonly TimeSpan TrialLife = TimeSpan.FromDays(30);

    private readonly string? file;
    private readonly LocalText? chainProblem;

    private SigningKey(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> issuers, string? file = null, LocalText? chainProblem = null)
    {
        Certificate = certificate;
        Issuers = issuers;
        this.file = file;
        this.chainProblem = chainProblem;
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>Intermediate certificates, the issuer of <see cref="Certificate"/> first; a self-signed root among them is left out.</summary>
    public IReadOnlyList<X509Certificate2> Issuers { get; }

    /// <summary>True for a key made on the fly.</summary>
    public bool IsTrial => CertificateRules.IsTrial(Certificate);

    /// <exception cref="ConfigurationException">the file can't be read, the password is wrong, or the key is too weak or not for signing</exception>
    public static SigningKey FromPkcs12(string path, string? password) => Load(path, () =>
    {
        // Keys that never touch the disk; macOS has no such key set.
        var storage = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password, storage);
        var withKey = all.Where(c => c.HasPrivateKey).ToList();
        return withKey.Count == 1
            ? Checked(path, withKey[0], [.. all.Where(c => c != withKey[0])])
            : throw Refusal(path, new($"พบกุญแจส่วนตัว {withKey.Count} กุญแจ", $"The file holds {withKey.Count} private keys, and exactly one is needed."), null);
    });

    /// <param name="certificatePath">PEM: the signer's certificate first, those above it after it</param>
    /// <param name="keyPath">PEM: the private key</param>
    /// <param name="password">of the key, null where it isn't encrypted</param>
    /// <exception cref="ConfigurationException">a file can't be read, the password is wrong, or the key is too weak or not for signing</exception>
    public static SigningKey FromPem(string certificatePath, string keyPath, string? password = null)
    {
        var certificates = Load(certificatePath, () =>
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPemFile(certificatePath);
            return read.Count > 0 ? read : throw new CryptographicException("There is no certificate in it.");
        });
        return Load(keyPath, () =>
        {
            var key = File.ReadAllText(keyPath);
            var first = certificates[0].ExportCertificatePem();
            var signer = password is null ? X509Certificate2.CreateFromPem(first, key) : X509Certificate2.CreateFromEncryptedPem(first, key, password);
            return Checked(certificatePath, signer, [.. certificates.Skip(1)]);
        });
    }

    /// <summary>A new key that signs a trial bundle: never accepted as official.</summary>
    public static SigningKey Trial(TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(CertificateRules.TrialName);
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = clock.GetUtcNow();
        return new SigningKey(request.CreateSelfSigned(now.AddMinutes(-5), now + TrialLife), []);
    }

    /// <summary>That an authority vouches for the key, with its certificates at hand, and that its certificate is valid.</summary>
    /// <param name="now">the time of signing</param>
    /// <exception cref="ConfigurationException">it is not so: no official bundle can be signed with this key</exception>
    public void DemandOfficial(DateTimeOffset now)
    {
        if (chainProblem is not null)
        {
            throw new ConfigurationException(
                chainProblem,
                new("ขอไฟล์ที่มีใบรับรองของผู้ออกใบรับรองครบ หรือสร้างใหม่: openssl pkcs12 -export -inkey key.pem -in cert.pem -certfile chain.pem -out agency.p12", "Ask for a file with the authority's certificates, or make one: openssl pkcs12 -export -inkey key.pem -in cert.pem -certfile chain.pem -out agency.p12"),
                file);
        }

        foreach (var certificate in Issuers.Prepend(Certificate).Where(c => now.UtcDateTime < c.NotBefore.ToUniversalTime() || now.UtcDateTime > c.NotAfter.ToUniversalTime()))
        {
            var (from, until) = (TimestampProblems.Utc(certificate.NotBefore), TimestampProblems.Utc(certificate.NotAfter));
            throw new ConfigurationException(
                new($"ใบรับรอง {certificate.Subject} ใช้ได้ตั้งแต่ {from} ถึง {until} เท่านั้น", $"The certificate {certificate.Subject} is valid from {from} to {until} only."),
                new("ใช้ใบรับรองที่ยังไม่หมดอายุ และตรวจนาฬิกาของเครื่องนี้", "Use a certificate that is valid now, and check this machine's clock."),
                file);
        }
    }

    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var issuer in Issuers)
        {
            issuer.Dispose();
        }
    }

    private static SigningKey Checked(string path, X509Certificate2 certificate, IReadOnlyList<X509Certificate2> others)
    {
        var problem = CertificateRules.KeyProblem(certificate) ?? CertificateRules.AlgorithmProblem(certificate) ?? CertificateRules.UsageProblem(certificate);
        if (problem is null && CertificateRules.IsTrial(certificate))
        {
            problem = new("ใบรับรองนี้ใช้ทดลองเท่านั้น", "The certificate is one for trial bundles.");
        }

        return problem is null
            ? new SigningKey(certificate, Chain(certificate, others), path, ChainProblem(certificate, others))
            : throw new ConfigurationException(problem, new("ใช้กุญแจ ECDSA P-256 หรือ RSA ตั้งแต่ 3072 บิต พร้อมใบรับรองสำหรับลงนามเอกสาร", "Use a key of ECDSA P-256 or RSA of at least 3072 bits with a certificate for signing documents."), path);
    }

    /// <summary>Those of the given certificates that lead upwards, by name, in order; strangers in the file don't travel along.</summary>
    private static List<X509Certificate2> Chain(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> others)
    {
        var chain = new List<X509Certificate2>();
        var at = certificate;
        while (others.FirstOrDefault(c => c.SubjectName.RawData.AsSpan().SequenceEqual(at.IssuerName.RawData)) is { } issuer
            && !issuer.SubjectName.RawData.AsSpan().SequenceEqual(issuer.IssuerName.RawData) && !chain.Contains(issuer))
        {
            chain.Add(issuer);
            at = issuer;
        }

        return chain;
    }

    /// <summary>Why nobody can be seen to vouch for the certificate; the authority's own certificate must be there and fit.</summary>
    private static LocalText? ChainProblem(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> others)
    {
        if (certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData))
        {
            return new("ใบรับรองลงนามด้วยตนเอง ไม่มีผู้ออกใบรับรองรับรอง", "The certificate is self-signed: no authority vouches for it.");
        }

        var above = others.Where(c => c.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)).ToList();
        return above.Count == 0
            ? new($"ไม่มีใบรับรองของผู้ออกใบรับรอง {certificate.Issuer} ในไฟล์", $"The certificate of the authority that issued it is not in the file: {certificate.Issuer}.")
            : above.Any(SignedStructure.Read(certificate.RawData).IsSignedBy)
                ? null
                : new($"ใบรับรองไม่ได้ลงนามโดย {certificate.Issuer} ที่อยู่ในไฟล์", $"The certificate was not signed by the {certificate.Issuer} that is in the file.");
    }

    private static T Load<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refusal(path, new("อ่านกุญแจหรือใบรับรองไม่ได้: " + problem.Message, "The key or certificate can't be read: " + problem.Message), problem);
        }
    }

    private static ConfigurationException Refusal(string path, LocalText problem, Exception? inner) =>
        new(problem, new("ตรวจสอบไฟล์และรหัสผ่าน", "Check the file and its password."), path, inner: inner);
}
