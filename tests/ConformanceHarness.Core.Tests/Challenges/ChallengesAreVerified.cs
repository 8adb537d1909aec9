using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Challenges;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Challenges;

/// <summary>A bundle that answers a challenge, and everything that can be wrong with it.</summary>
public sealed class ChallengesAreVerified
{
    private static readonly VerifyPolicy Demanding = new() { ChallengeRequired = true, ChallengeRoots = [TestPki.Instance.Root] };

    private static IEnumerable<TestCaseData> Wrong()
    {
        var good = SampleChallenge.Sign(SampleChallenge.Order);
        var order = SampleChallenge.Order;
        TestCaseData Of(string name, string code, byte[] file, string? digest = null) => new TestCaseData(SampleChallenge.Answering(file, digest), code).SetName(name);
        yield return Of("A_stale_challenge", "challenge-stale", SampleChallenge.Sign(order with { Until = SampleRun.Start.AddMinutes(1) }).Bytes);
        yield return Of("A_run_from_before_the_challenge", "challenge-stale", SampleChallenge.Sign(order with { IssuedAt = SampleRun.Start.AddMinutes(30) }).Bytes);
        yield return Of("A_challenge_for_another_service", "challenge-other-service", SampleChallenge.Sign(order with { ServiceId = "other-service" }).Bytes);
        yield return Of("A_challenge_for_another_stage", "challenge-other-stage", SampleChallenge.Sign(order with { Stage = Stage.Preproduction }).Bytes);
        yield return Of("A_challenge_for_another_catalogue", "challenge-other-catalogue", SampleChallenge.Sign(order with { CatalogueDigest = new string('0', 64) }).Bytes);
        yield return Of("Old_evidence_under_a_new_challenge", "challenge-stale", SampleChallenge.Sign(order with { Nonce = "BBECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", IssuedAt = SampleRun.Start.AddDays(20), Until = SampleRun.Start.AddDays(30) }).Bytes);
        yield return Of("A_challenge_from_the_beginning_of_time", "challenge-signature", ChallengeAt(order with { IssuedAt = DateTimeOffset.MinValue }));
        yield return Of("An_edited_challenge", "challenge-signature", Edited(good.Bytes, "2026-03-03", "2027-03-03"));
        yield return Of("A_challenge_written_otherwise", "challenge-malformed", Edited(good.Bytes, "  \"stage\"", "   \"stage\""));
        yield return Of("A_challenge_with_a_signature_of_another", "challenge-signature", Borrowed(good, SampleChallenge.Sign(order with { ServiceId = "other-service" })));
        yield return Of("No_challenge_at_all_behind_the_name", "challenge-malformed", "{}"u8.ToArray());
        yield return Of("Another_challenge_than_the_statement_names", "challenge-digest", good.Bytes, new string('0', 64));
        yield return new TestCaseData(new SampleRun { ChangeStatement = s => s with { Challenge = good.Digest } }, "challenge-digest").SetName("A_challenge_that_is_only_named");
        yield return new TestCaseData(new SampleRun { ChangeEntries = e => e[EntryNames.Challenge] = good.Bytes }, "challenge-digest,challenge-missing").SetName("A_challenge_that_is_only_there");
    }

    [Test]
    public void A_good_one_has_no_problem() => Assert.That(Verify(SampleChallenge.Answering(SampleChallenge.Sign(SampleChallenge.Order).Bytes), Demanding).Problems, Is.Empty);

    [Test]
    public void Nobody_has_to_ask_for_it_to_be_checked()
    {
        var report = Verify(SampleChallenge.Answering(SampleChallenge.Sign(SampleChallenge.Order with { ServiceId = "other-service" }).Bytes), new VerifyPolicy());
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { "challenge-other-service" }));
    }

    [TestCaseSource(nameof(Wrong))]
    public void Is_caught(object run, string code)
    {
        var report = Verify((SampleRun)run, Demanding);
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(code.Split(',')));
        Assert.That((report.Valid, report.Trusted), Is.EqualTo((false, false)));
    }

    [Test]
    public void Without_one_the_bundle_is_intact_and_a_policy_that_demands_one_refuses_it()
    {
        var report = Verify(new SampleRun(), Demanding);
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { "challenge-missing" }));
        Assert.That((report.Valid, report.Trusted, report.ChallengeRefused), Is.EqualTo((true, false, true)));
        Assert.That(Verify(new SampleRun(), new VerifyPolicy()).ChallengeRefused, Is.False);
    }

    [Test]
    [AnsweredWith("challenge-untrusted", What = "A challenge that somebody else signed")]
    public void A_signer_whom_nobody_trusts_is_refused()
    {
        var report = Verify(SampleChallenge.Answering(SampleChallenge.Sign(SampleChallenge.Order).Bytes), new VerifyPolicy { ChallengeRoots = [TestPki.Instance.Stranger] });
        Assert.That(report.Problems.Select(p => p.Code), Is.EqualTo(new[] { "challenge-untrusted" }));
        Assert.That((report.Valid, report.ChallengeRefused), Is.EqualTo((true, true)));
    }

    [Test]
    public void Openssl_agrees_with_the_file_without_its_signatures_line()
    {
        using var folder = new TestFolder();
        var file = SampleChallenge.Sign(SampleChallenge.Order);
        var lines = Encoding.UTF8.GetString(file.Bytes).Split('\n');
        File.WriteAllText(folder.File("order.json"), string.Join('\n', lines.Where(l => !l.Contains("\"signature\":", StringComparison.Ordinal))));
        File.WriteAllBytes(folder.File("order.p7s"), Convert.FromBase64String(lines[1].Split('"')[3]));
        File.WriteAllText(folder.File("root.pem"), TestPki.Instance.Root.ExportCertificatePem());
        var at = SampleChallenge.Order.IssuedAt.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (exit, output) = OpenSsl.Run(folder.Path, $"cms -verify -cades -inform DER -in order.p7s -content order.json -binary -CAfile root.pem -purpose any -attime {at} -out out");
        Assert.That(exit, Is.Zero, output);
        Assert.That(output, Does.Contain("CAdES Verification successful"));
    }

    [Test]
    public void What_is_read_is_what_was_signed()
    {
        var file = SampleChallenge.Sign(SampleChallenge.Order);
        var read = ChallengeFile.Read(file.Bytes, "challenge.json");
        Assert.That(read.Challenge, Is.EqualTo(SampleChallenge.Order));
        Assert.That(ChallengeSignature.Check(read, [TestPki.Instance.Root]), Is.EqualTo(new ChallengeSignature(null, true, "CN=Agency ECDSA")));
    }

    private static byte[] ChallengeAt(Challenge order)
    {
        // No certificate was valid then: signed today, it states that time all the same.
        using var key = TestPki.Instance.Key(TestPki.Instance.Ecdsa);
        var file = ChallengeFile.Sign(order, key, TestPki.Now);
        return Borrowed(file, SampleChallenge.Sign(SampleChallenge.Order));
    }

    private static VerifyReport Verify(SampleRun run, VerifyPolicy policy)
    {
        using var folder = new TestFolder();
        return new BundleVerifier(new SampleJudge()).Verify(run.Write(folder), policy);
    }

    private static byte[] Edited(byte[] file, string old, string now)
    {
        var text = Encoding.UTF8.GetString(file);
        Assert.That(text, Does.Contain(old));
        return Encoding.UTF8.GetBytes(text.Replace(old, now, StringComparison.Ordinal));
    }

    private static byte[] Borrowed(ChallengeFile one, ChallengeFile other) =>
        Edited(one.Bytes, Convert.ToBase64String(one.Signature), Convert.ToBase64String(other.Signature));
}
