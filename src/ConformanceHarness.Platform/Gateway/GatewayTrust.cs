using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Platform.Gateway;

/// <summary>Whose certificates count for the real gateway: public CAs, and the ones that the service file names. Nothing else, for credentials go there.</summary>
public sealed class GatewayTrust
{
    private readonly X509Certificate2Collection _further;

    /// <param name="further">CAs beside the public ones; none: null</param>
    public GatewayTrust(X509Certificate2Collection? further = null) => _further = further ?? [];

    /// <summary>For <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateChainErrors && _further.Count > 0 && certificate is X509Certificate2 leaf && Chains(leaf, chain));

    private bool Chains(X509Certificate2 leaf, X509Chain? served)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(_further);
        if (served is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(served.ChainPolicy.ExtraStore);
        }

        return chain.Build(leaf);
    }
}
