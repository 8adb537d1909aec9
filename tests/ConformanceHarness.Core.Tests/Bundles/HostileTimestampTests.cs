using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>Official bundles whose timestamp has one thing wrong: exactly that is named.</summary>
public sealed class HostileTimestampTests
{
    private static readonly TestFolder Folder = new();
    private static readonly TestPki Pki = TestPki.Instance;
    private static readonly string Golden = MakeGolden();

    [OneTimeTearDown]
    public void Clean() => Folder.Dispose();

    private static IEnumerable<TestCaseData> Invalid()
    {
        static ECDsa P256() => ECDsa.Create(ECCurve.NamedCurves.nistP256);
        yield return Of("No_timestamp", "timestamp-missing", _ => null);
        yield return Of("A_timestamp_of_another_signature", "timestamp-of-other-signature", t => t with { Imprint = (a, _) => (a, SHA256.HashData("another"u8)) });
        yield return Of("An_imprint_in_SHA1", "timestamp-weak-algorithm", t => t with { Imprint = (_, _) => ("1.3.14.3.2.26", new byte[20]) });
        yield return Of("An_imprint_in_MD5", "timestamp-weak-algorithm", t => t with { Imprint = (_, _) => ("1.2.840.113549.2.5", new byte[16]) });
        yield return Of("A_token_signed_with_SHA1", "timestamp-weak-algorithm", t => t with { Digest = "1.3.14.3.2.26" });
        yield return Of("A_token_without_its_certificate", "timestamp-certificate-missing", t => t with { WithCertificate = false });
        yield return Of("A_token_bound_to_another_certificate", "timestamp-certificate-not-the-signed-one", t => t with { BoundTo = Pki.Rsa });
        yield return Of("A_token_that_ends_early", "timestamp-malformed", t => t with { ChangeToken = b => [0x30, 0x03, .. b[..3]] });
        yield return Of("A_token_with_another_signature_value", "timestamp-wrong", t => t with { ChangeToken = b => [.. b[..^1], (byte)(b[^1] ^ 1)] });
        yield return Of("A_certificate_for_documents", "timestamp-certificate-usage", t => t with { Certificate = Pki.IssueTsa("CN=x", P256(), purposes: ["1.3.6.1.5.5.7.3.36"]) });
        yield return Of("A_certificate_for_timestamps_and_more", "timestamp-certificate-usage", t => t with { Certificate = Pki.IssueTsa("CN=x", P256(), purposes: ["1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.4"]) });
        yield return Of("A_purpose_that_is_not_critical", "timestamp-certificate-usage", t => t with { Certificate = Pki.IssueTsa("CN=x", P256(), critical: false) });
        yield return Of("An_RSA_key_of_1024_bits", "timestamp-certificate-weak", t => t with { Certificate = Pki.IssueTsa("CN=x", RSA.Create(1024)) });
        yield return Of("An_expired_certificate_of_the_authority", "timestamp-certificate-not-valid-then", t => t with { Certificate = Pki.IssueTsa("CN=x", P256(), until: TestPki.Now.AddDays(-1)) });
        yield return Of("A_certificate_of_the_authority_not_valid_yet", "timestamp-certificate-not-valid-then", t => t with { Certificate = Pki.IssueTsa("CN=x", P256(), from: TestPki.Now.AddDays(1)) });
        yield return Of("A_time_before_the_run_ended", "timestamp-time", t => t with { At = () => SampleRun.Start.AddMinutes(-1) }, "signing-time");
        yield return Of("A_time_in_the_future", "timestamp-time", t => t with { At = () => TestPki.Now.AddMinutes(10) });
        yield return Of("A_time_at_the_end_of_the_calendar", "timestamp-malformed", t => t with { At = () => DateTimeOffset.MaxValue });
        yield return Of("A_time_at_its_beginning", "timestamp-malformed", t => t with { At = () => DateTimeOffset.MinValue.AddDays(1) });
        yield return Of("A_time_that_may_be_off_by_an_hour", "timestamp-accuracy", t => t with { AccuracyInMicroseconds = 3_600_000_000 });
    }

    [Test]
    public void A_proper_timestamp_is_no_problem_and_is_reported()
    {
        var report = Verify(Resigned(t => t), Pki.Policy);
        Assert.That(report.Problems, Is.Empty);
        Assert.That(report.Trusted, Is.True);
        Assert.That((report.Timestamp, report.TimestampAuthority), Is.EqualTo((TestPki.Now, "CN=Test TSA")));
    }

    [TestCase(2048)]
    [TestCase(3072)]
    public void An_authority_with_RSA_is_as_good(int bits) =>
        Assert.That(Verify(Resigned(t => t with { Certificate = Pki.IssueTsa("CN=RSA", RSA.Create(bits)) }), Pki.Policy).Problems, Is.Empty);

    [TestCaseSource(nameof(Invalid))]
    public void Is_refused(Func<byte[]> make, string[] codes)
    {
        var report = Verify(make(), Pki.Policy);
        Assert.That(report.Problems.Select(p => p.Code).Order(), Is.EqualTo(codes.Order()));
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((false, false)));
    }

    [Test]
    [AnsweredWith("timestamp-untrusted", What = "A timestamp from another authority of the same name")]
    public void A_timestamp_from_another_authority_leaves_the_bundle_intact_and_untrusted()
    {
        var report = Verify(Resigned(t => t with { Certificate = Pki.IssueTsa("CN=Test TSA", ECDsa.Create(ECCurve.NamedCurves.nistP256), Pki.Stranger) }), Pki.Policy);
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { "timestamp-untrusted" }));
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((true, false)));
    }

    [Test]
    [AnsweredWith("timestamp-untrusted", What = "A policy that takes the signers' root for timestamps")]
    public void The_signers_root_vouches_for_no_timestamp() =>
        Assert.That(Verify(Resigned(t => t), Pki.Policy with { TsaRoots = [Pki.Root] }).Problems.Select(p => p.Code), Is.EqualTo(new[] { "timestamp-untrusted" }));

    [Test]
    [AnsweredWith("signature-unsigned-attribute", What = "A second timestamp beside the first")]
    public void A_second_timestamp_is_refused()
    {
        var second = Pki.Tsa.TokenOver([1, 2, 3]);
        var report = Verify(new TestSigner { Certificate = Pki.Ecdsa, Tokens = [second] }.Resign(Golden), Pki.Policy);
        Assert.That(report.Problems.Select(p => p.Code), Does.Contain("signature-unsigned-attribute"));
        Assert.That(report.Valid, Is.False);
    }

    [Test]
    [AnsweredWith("signature-signer-count", What = "A stranger's second signature although the first is stamped")]
    public void A_strangers_second_signature_is_refused_although_the_first_is_stamped()
    {
        var stranger = Pki.Issue("CN=Stranger", ECDsa.Create(ECCurve.NamedCurves.nistP256), Pki.Stranger);
        var report = Verify(new TestSigner { Certificate = Pki.Ecdsa, Second = stranger }.Resign(Golden), Pki.Policy);
        Assert.That(report.Problems.Select(p => p.Code), Does.Contain("signature-signer-count"));
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((false, false)));
    }

    [Test]
    public void All_problems_are_named_at_once()
    {
        var expired = Pki.Issue("CN=Expired", ECDsa.Create(ECCurve.NamedCurves.nistP256), until: TestPki.Now.AddDays(-1), usage: X509KeyUsageFlags.KeyEncipherment);
        var tsa = Pki.Tsa with { Certificate = Pki.IssueTsa("CN=x", ECDsa.Create(ECCurve.NamedCurves.nistP256), critical: false, until: TestPki.Now.AddDays(-1)), Imprint = (a, _) => (a, new byte[32]) };
        var report = Verify(new TestSigner { Certificate = expired, Tsa = tsa }.Resign(Golden), Pki.Policy with { Deadlines = new Dictionary<Stage, DateTimeOffset> { [Stage.Uat] = TestPki.Now.AddDays(-2) } });
        Assert.That(report.Problems.Select(p => p.Code).Order(), Is.EqualTo(new[]
        {
            "certificate-not-valid-then", "certificate-usage", "timestamp-certificate-not-valid-then", "timestamp-certificate-usage", "timestamp-of-other-signature",
        }));
    }

    [Test]
    public void A_certificate_that_expired_after_the_timestamp_was_good()
    {
        var later = Pki.Policy with { Now = TestPki.Now.AddYears(3) };
        Assert.That(Verify(Resigned(t => t), later).Problems, Is.Empty);
    }

    [Test]
    public void What_the_signer_says_is_not_believed_against_the_timestamp()
    {
        var expired = Pki.Issue("CN=Expired", ECDsa.Create(ECCurve.NamedCurves.nistP256), until: TestPki.Now.AddMinutes(30));
        var tsa = Pki.Tsa with { At = () => TestPki.Now.AddHours(1) };
        var signer = new TestSigner { Certificate = expired, At = TestPki.Now, Tsa = tsa };
        Assert.That(Verify(signer.Resign(Golden), Pki.Policy with { Now = TestPki.Now.AddHours(2) }).Problems.Select(p => p.Code), Is.EqualTo(new[] { "certificate-not-valid-then" }));
        var ahead = new TestSigner { Certificate = Pki.Ecdsa, At = TestPki.Now.AddHours(1) };
        Assert.That(Verify(ahead.Resign(Golden), Pki.Policy with { Now = TestPki.Now.AddHours(2) }).Problems.Select(p => p.Code), Is.EqualTo(new[] { "signing-time" }));
    }

    /// <summary>Every byte of the signature with its timestamp.</summary>
    [Test]
    public void No_bundle_with_a_flipped_byte_in_its_signature_is_trusted()
    {
        using var folder = new TestFolder();
        var golden = File.ReadAllBytes(Golden);
        var path = folder.File("flipped.asice");
        var verifier = new BundleVerifier(new SampleJudge());
        var start = golden.AsSpan().IndexOf("META-INF/signature001.p7s"u8) + "META-INF/signature001.p7s".Length;
        var length = golden.AsSpan(start).IndexOf("PK\u0001\u0002"u8);
        var entries = TestZip.Read(Golden);
        var survivors = new List<int>();
        for (var at = start; at < start + length; at++)
        {
            // The checksum is made right again: only the signature itself is to notice.
            var changed = entries.Select(e => e.Name == EntryNames.Signature ? new TestEntry(e.Name, Flipped(e.Bytes, at - start)) : e);
            File.WriteAllBytes(path, TestZip.Write(changed));
            if (verifier.Verify(path, Pki.Policy).Trusted)
            {
                survivors.Add(at - start);
            }
        }

        Assert.That(length, Is.GreaterThan(2000));
        Assert.That(survivors, Is.Empty);
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var copy = bytes.ToArray();
        copy[at] ^= 0xFF;
        return copy;
    }

    private static string MakeGolden()
    {
        using var key = Pki.Key(Pki.Ecdsa);
        return new SampleRun { Trial = false }.Write(Folder, key);
    }

    private static byte[] Resigned(Func<TestTsa, TestTsa?> change) => new TestSigner { Certificate = Pki.Ecdsa, Tsa = change(Pki.Tsa) }.Resign(Golden);

    private static TestCaseData Of(string name, string code, Func<TestTsa, TestTsa?> change, params string[] also) =>
        new TestCaseData(() => Resigned(change), (string[])[code, .. also]).SetName(name + "_is_refused");

    private static VerifyReport Verify(byte[] bytes, VerifyPolicy policy)
    {
        using var folder = new TestFolder();
        var path = folder.File("sample.asice");
        File.WriteAllBytes(path, bytes);
        return new BundleVerifier(new SampleJudge()).Verify(path, policy);
    }
}
