using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Running;

/// <summary>
/// The key of a server whose certificate comes from a CA that the service file names. The browser is told to trust it: one that merely ignores
/// certificate errors starts no service worker, and the service would be observed otherwise than citizens meet it.
/// </summary>
internal static class TrustedKey
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>SHA-256 of the server's public key in base64; null where there is no such CA, or the certificate is not good.</summary>
    public static async Task<string?> OfAsync(StageTarget target, string folder, CancellationToken cancellationToken)
    {
        if ((target.ExtraCa ?? target.StandIn?.Authority) is not { } authority)
        {
            return null;
        }

        var landing = new Uri(target.LandingUrl);
        var reached = target.StandIn is { } standIn ? new Uri("https://" + standIn.Https) : landing;
        string? key = null;
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(Path.Combine(folder, authority));
            using var client = new TcpClient();
            await client.ConnectAsync(reached.Host, reached.Port, cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
            await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, served, errors) =>
            {
                key = certificate is X509Certificate2 leaf && (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0 && Chains(leaf, served, roots)
                    ? Convert.ToBase64String(SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo()))
                    : null;
                return true;
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = landing.Host }, cancellationToken).WaitAsync(Patience, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or TimeoutException or CryptographicException or System.Security.Authentication.AuthenticationException)
        {
            // What is wrong with the connection or the file is for others to say.
            return null;
        }

        return key;
    }

    private static bool Chains(X509Certificate2 leaf, X509Chain? served, X509Certificate2Collection roots)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        if (served is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(served.ChainPolicy.ExtraStore);
        }

        return chain.Build(leaf);
    }
}
