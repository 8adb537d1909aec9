using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Platform.Certificates;

/// <summary>
/// A certificate authority of the harness's own, for what it serves on this machine. Kept in a folder it stays the same from run to run,
/// so that an e-Service's back end has to be told to trust it only once. Thread-safe.
/// </summary>
public sealed class LocalAuthority : IDisposable
{
    /// <summary>Names that every server certificate carries: this machine, and the hosts of the SDK and of DGA Digital ID (the browser maps them here).</summary>
    public static IReadOnlyList<string> StandardHosts { get; } =
        ["localhost", "127.0.0.1", "::1", "czp.dga.or.th", "cpt-uat.dg-paas.cloud", "connect.dga.or.th", "connect.egov.go.th"];

    private static readonly TimeSpan ServerLife = TimeSpan.FromDays(90);
    private readonly TimeProvider _clock;

    private LocalAuthority(X509Certificate2 authority, TimeProvider clock)
    {
        Authority = authority;
        _clock = clock;
    }

    /// <summary>The CA's certificate. It holds the private key: hand out <see cref="ExportPem"/>'s file, never this.</summary>
    public X509Certificate2 Authority { get; }

    /// <summary>Opens the CA kept in <paramref name="folder"/> (authority.p12 and ca.crt), or creates it there.</summary>
    /// <exception cref="Core.ConfigurationException">the folder can't be used, or what is in it is no CA that is still valid</exception>
    public static LocalAuthority Open(string folder, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        return new(AuthorityFolder.Open(folder, clock), clock);
    }

    /// <summary>A CA that lives as long as this object.</summary>
    public static LocalAuthority CreateInMemory(TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        return new(CreateAuthority(clock), clock);
    }

    /// <summary>Issues a certificate with a new key for <paramref name="hosts"/> (DNS names or IP addresses) and <see cref="StandardHosts"/>.</summary>
    public X509Certificate2 IssueServerCertificate(params IEnumerable<string> hosts) => IssueServerCertificate(ServerLife, hosts);

    /// <summary>The same, valid for as long as asked.</summary>
    public X509Certificate2 IssueServerCertificate(TimeSpan life, params IEnumerable<string> hosts)
    {
        var now = _clock.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ConformanceHarness mock platform", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(AlternativeNames(hosts));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            Authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));

        // An hour back: other machines' clocks are not exactly ours.
        using var issued = request.Create(Authority, now.AddHours(-1), now + life, NewSerial());
        using var withKey = issued.CopyWithPrivateKey(key);
        // Through PKCS#12, because Windows' TLS can't use a key that was never stored.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    /// <summary>Writes the CA's certificate (no key) as PEM, for others to trust.</summary>
    public void ExportPem(string path) => AuthorityFolder.WriteAtomically(path, Authority.ExportCertificatePem() + "\n");

    public void Dispose() => Authority.Dispose();

    internal static X509Certificate2 CreateAuthority(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // A name of its own each: two CAs of the same name in one trust store confuse every chain builder.
        var name = $"CN=ConformanceHarness local CA {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }

    private static X509Extension AlternativeNames(IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in StandardHosts.Concat(hosts).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        return names.Build();
    }

    private static byte[] NewSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        // RFC 5280 4.1.2.2: positive, and no leading zero octet.
        serial[0] = (byte)(serial[0] & 0x7F | 0x40);
        return serial;
    }
}
