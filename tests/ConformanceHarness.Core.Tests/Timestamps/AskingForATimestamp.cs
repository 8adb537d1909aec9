using System.Security.Cryptography;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.Core.Timestamps;

namespace ConformanceHarness.Core.Tests.Timestamps;

/// <summary>What an authority answers that no verifier would take stops the signing: refuse, never fall back.</summary>
public sealed class AskingForATimestamp
{
    private static readonly TestPki Pki = TestPki.Instance;

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Of("A_rejection", "gave no timestamp: rejection: badAlg (ไม่ให้บริการ)", t => t with { Status = 2, Failure = 0 });
        yield return Of("A_system_failure", "systemFailure", t => t with { Status = 2, Failure = 25 });
        yield return Of("Another_nonce", "another request (nonce)", t => t with { Nonce = n => [.. n![..^1], (byte)(n[^1] ^ 1)] });
        yield return Of("No_nonce", "another request (nonce)", t => t with { Nonce = _ => null });
        yield return Of("Another_imprint", "one of another signature", t => t with { Imprint = (a, _) => (a, SHA256.HashData("x"u8)) });
        yield return Of("A_certificate_for_something_else", "timeStamping", t => t with { Certificate = Pki.Ecdsa });
        yield return Of("A_broken_token", "not as it must be", t => t with { ChangeToken = b => [0x30, 0x01, b[0]] });
        yield return Of("A_token_signed_with_SHA1", "weak or unknown algorithm", t => t with { Digest = "1.3.14.3.2.26" });
    }

    [TestCaseSource(nameof(Refused))]
    public void Stops_the_bundle_and_leaves_nothing(object tsa, string why)
    {
        using var folder = new TestFolder();
        using var key = Pki.Key(Pki.Ecdsa);
        Assert.That(() => new SampleRun { Trial = false }.Write(folder, key, (TestTsa)tsa), Throws.TypeOf<TimestampException>().With.Message.Contains(why).And.Property(nameof(TimestampException.Unreachable)).False);
        Assert.That(() => SignatureTimestamp.Probe((TestTsa)tsa, default), Throws.TypeOf<TimestampException>().With.Message.Contains(why), "and it shows before the run");
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void A_proper_authority_passes_the_rehearsal() => Assert.That(SignatureTimestamp.Probe(Pki.Tsa, default), Is.Not.Empty);

    [Test]
    public void A_page_instead_of_an_answer_is_named() =>
        Assert.That(() => SignatureTimestamp.Probe(new Page(), default), Throws.TypeOf<TimestampException>().With.Message.Contains("no TimeStampResp"));

    [Test]
    public void No_official_bundle_is_written_without_an_authority_and_no_trial_with_one()
    {
        using var folder = new TestFolder();
        using var key = Pki.Key(Pki.Ecdsa);
        using var trial = SigningKey.Trial(new FixedClock(TestPki.Now));
        var clock = new FixedClock(TestPki.Now);
        Assert.That(() => BundleWriter.Write(folder.Path, new SampleRun { Trial = false }.Contents(), key, clock, []), Throws.InvalidOperationException);
        Assert.That(() => BundleWriter.Write(folder.Path, new SampleRun().Contents(), trial, clock, [], Pki.Tsa), Throws.InvalidOperationException);
        Assert.That(() => BundleWriter.Write(folder.Path, new SampleRun { Trial = false }.Contents(), trial, clock, [], Pki.Tsa), Throws.InvalidOperationException, "a trial key for an official bundle");
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
    }

    private static TestCaseData Of(string name, string why, Func<TestTsa, TestTsa> change) => new TestCaseData(change(Pki.Tsa), why).SetName(name + "_stops_the_bundle");

    private sealed class Page : ITimestampAuthority
    {
        public string Name => "a page";

        public byte[] Answer(byte[] request, CancellationToken cancel) => "<html>"u8.ToArray();
    }
}
