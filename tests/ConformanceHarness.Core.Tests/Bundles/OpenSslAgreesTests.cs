using System.IO.Compression;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>What docs/bundle-format.md tells the reader to do with openssl alone.</summary>
public sealed class OpenSslAgreesTests
{
    private const string Verify = "cms -verify -cades -inform DER -in META-INF/signature001.p7s -content META-INF/ASiCManifest001.xml -binary -CAfile root.pem -purpose any -attime 1772420400 -out content.out";

    private static readonly string[] Keys = ["ecdsa", "rsa", "trial"];

    [TestCaseSource(nameof(Keys))]
    public void It_verifies_the_signature_and_refuses_a_changed_manifest(string kind)
    {
        using var folder = new TestFolder();
        Unpack(kind, folder);
        var good = OpenSsl.Run(folder.Path, Verify);
        var manifest = folder.File(EntryNames.Manifest);
        var bytes = File.ReadAllBytes(manifest);
        Assert.That(File.ReadAllBytes(folder.File("content.out")), Is.EqualTo(bytes));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(manifest, bytes);
        var bad = OpenSsl.Run(folder.Path, Verify);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(good.ExitCode, Is.Zero, good.Output);
            Assert.That(good.Output, Does.Contain("CAdES Verification successful"));
            Assert.That(bad.ExitCode, Is.Not.Zero);
            Assert.That(bad.Output, Does.Contain("Verification failure"));
        }
    }

    [Test]
    public void It_refuses_a_root_that_is_not_the_signers()
    {
        using var folder = new TestFolder();
        Unpack("ecdsa", folder);
        File.WriteAllText(folder.File("root.pem"), TestPki.Instance.Stranger.ExportCertificatePem());
        var answer = OpenSsl.Run(folder.Path, Verify);
        Assert.That(answer.ExitCode, Is.Not.Zero);
        Assert.That(answer.Output, Does.Contain("verify error"));
    }

    [Test]
    public void Its_digests_are_those_of_the_manifest()
    {
        using var folder = new TestFolder();
        Unpack("ecdsa", folder);
        var answer = OpenSsl.Run(folder.Path, "dgst -sha256 -binary -out digest.bin statement.json");
        Assert.That(answer.ExitCode, Is.Zero, answer.Output);
        Assert.That(File.ReadAllText(folder.File(EntryNames.Manifest)), Does.Contain(Convert.ToBase64String(File.ReadAllBytes(folder.File("digest.bin")))));
    }

    private static void Unpack(string kind, TestFolder folder)
    {
        var pki = TestPki.Instance;
        using var key = kind switch
        {
            "ecdsa" => pki.Key(pki.Ecdsa),
            "rsa" => pki.Key(pki.Rsa),
            _ => SigningKey.Trial(new FixedClock(TestPki.Now)),
        };
        ZipFile.ExtractToDirectory(new SampleRun { Trial = key.IsTrial }.Write(folder, key), folder.Path);
        File.WriteAllText(folder.File("root.pem"), (key.IsTrial ? key.Certificate : pki.Root).ExportCertificatePem());
    }
}
