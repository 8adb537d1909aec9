using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Policies;
using ConformanceHarness.Core.Tests.Bundles;

namespace ConformanceHarness.Core.Tests.Policies;

/// <summary>A folder with a policy file and what it names.</summary>
internal sealed class PolicySample : IDisposable
{
    public const string Least = "roots: [root.pem]\ntsaRoots: [รากของ tsa.cer]\n";

    private readonly TestFolder folder = new();

    public PolicySample()
    {
        var pki = TestPki.Instance;
        File.WriteAllText(folder.File("root.pem"), pki.Root.ExportCertificatePem());
        File.WriteAllBytes(folder.File("รากของ tsa.cer"), pki.TsaRoot.RawData);
        File.WriteAllText(folder.File("leaf.pem"), pki.Ecdsa.ExportCertificatePem());
        File.WriteAllBytes(folder.File("agency.crl"), pki.Revocations(pki.Intermediate, []));
    }

    public string Write(string yaml)
    {
        File.WriteAllText(folder.File("policy.yaml"), yaml);
        return folder.File("policy.yaml");
    }

    public void Copy(string from, string to) => File.Copy(folder.File(from), folder.File(to));

    public VerifyPolicy Read(string yaml) => PolicyReader.Read(Write(yaml));

    public void Dispose() => folder.Dispose();
}
