using System.Diagnostics;
using System.Security.Cryptography;
using ConformanceHarness.Core.Timestamps;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>The commands of docs/signing.md, run as they stand there; and openssl as the authority itself.</summary>
[Platform(Exclude = "Win")]
public sealed class OpenSslChecksTheTimestamp
{
    private static readonly TestPki Pki = TestPki.Instance;

    /// <summary>2026-03-02T03:00:00Z: the certificates of this test don't last until today.</summary>
    private const string At = " -attime 1772420400 ";

    private static string Commands => string.Join('\n', RealFiles.Examples("signing.md", "sh").Where(e => e.Contains("openssl", StringComparison.Ordinal)))
        .Replace("openssl cms -verify ", "openssl cms -verify" + At, StringComparison.Ordinal)
        .Replace("openssl ts -verify ", "openssl ts -verify" + At, StringComparison.Ordinal);

    [TestCase("ecdsa")]
    [TestCase("rsa")]
    public void By_the_documented_commands(string kind)
    {
        using var folder = new TestFolder();
        Prepare(folder, kind, Pki.Tsa);
        var good = Shell(folder, Commands);
        Assert.That(good.ExitCode, Is.Zero, good.Output);
        Assert.That(good.Output, Does.Contain("CAdES Verification successful").And.Contain("Verification: OK").And.Contain("Time stamp: Mar  2 03:00:00 2026 GMT"));
    }

    [Test]
    public void And_refuses_one_of_another_signature_and_one_of_another_authority()
    {
        using var folder = new TestFolder();
        Prepare(folder, "ecdsa", Pki.Tsa);
        Assert.That(Shell(folder, Commands).ExitCode, Is.Zero);
        File.WriteAllBytes(folder.File("value.bin"), [1, 2, 3]);
        var other = OpenSsl.Run(folder.Path, $"ts -verify{At}-token_in -in token.der -data value.bin -CAfile tsa-root.pem");
        var stranger = OpenSsl.Run(folder.Path, $"ts -verify{At}-token_in -in token.der -data bundle/META-INF/signature001.p7s -CAfile root.pem");
        Assert.That(other.Output, Does.Contain("Verification: FAILED").And.Contain("message imprint mismatch"));
        Assert.That(stranger.Output, Does.Contain("Verification: FAILED"));
    }

    [Test]
    public void As_the_authority_itself_it_is_taken()
    {
        using var folder = new TestFolder();
        using var tsa = new OpenSslTsa(folder);
        var token = SignatureTimestamp.Probe(tsa, default);
        Assert.That(token, Is.Not.Empty);
        Assert.That(tsa.Asked, Does.Contain("Hash Algorithm: sha256").And.Contain("Certificate required: yes").And.Match("Nonce: 0x[0-9A-F]+"));
    }

    private static void Prepare(TestFolder folder, string kind, ITimestampAuthority tsa)
    {
        using var key = Pki.Key(kind == "rsa" ? Pki.Rsa : Pki.Ecdsa);
        File.Move(new SampleRun { Trial = false }.Write(folder, key, tsa), folder.File("submission.asice"));
        File.WriteAllText(folder.File("root.pem"), Pki.Root.ExportCertificatePem());
        File.WriteAllText(folder.File("tsa-root.pem"), Pki.TsaRoot.ExportCertificatePem());
        // The page says agency.p12 first; what is run is the part for the receiver.
        Assert.That(Commands, Does.StartWith("unzip -q submission.asice"));
    }

    private static (int ExitCode, string Output) Shell(TestFolder folder, string commands)
    {
        // As unzip does it; not every machine has it.
        System.IO.Compression.ZipFile.ExtractToDirectory(folder.File("submission.asice"), folder.File("bundle"));
        commands = commands.Replace("unzip -q submission.asice -d bundle && ", "", StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash") { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-euo");
        start.ArgumentList.Add("pipefail");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(commands);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    /// <summary>openssl ts -reply, with a certificate chain that openssl made too.</summary>
    private sealed class OpenSslTsa : ITimestampAuthority, IDisposable
    {
        private readonly TestFolder folder;
        private readonly RSA key = RSA.Create(2048);

        public OpenSslTsa(TestFolder folder)
        {
            this.folder = folder;
            var now = TimeProvider.System.GetUtcNow();
            var pki = new TestPki(now);
            var certificate = pki.IssueTsa("CN=openssl", key);
            File.WriteAllText(folder.File("tsa.pem"), certificate.ExportCertificatePem());
            File.WriteAllText(folder.File("tsa-key.pem"), key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(folder.File("chain.pem"), pki.TsaRoot.ExportCertificatePem());
            File.WriteAllText(folder.File("serial"), "0100\n");
            File.WriteAllText(folder.File("tsa.cnf"), "[tsa]\nserial = serial\ndefault_policy = 1.2.3.4.1\ndigests = sha256\nsigner_digest = sha256\naccuracy = secs:1\ness_cert_id_alg = sha256\n");
        }

        public string Name => "openssl";

        public string Asked { get; private set; } = "";

        public byte[] Answer(byte[] request, CancellationToken cancel)
        {
            File.WriteAllBytes(folder.File("request.tsq"), request);
            Asked = OpenSsl.Run(folder.Path, "ts -query -in request.tsq -text").Output;
            var made = OpenSsl.Run(folder.Path, "ts -reply -config tsa.cnf -section tsa -queryfile request.tsq -signer tsa.pem -inkey tsa-key.pem -chain chain.pem -out reply.tsr");
            Assert.That(made.ExitCode, Is.Zero, made.Output);
            return File.ReadAllBytes(folder.File("reply.tsr"));
        }

        public void Dispose() => key.Dispose();
    }
}
