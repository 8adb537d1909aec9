using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Challenges;
using ConformanceHarness.Core.Tests.Bundles;

namespace ConformanceHarness.Core.Tests.Challenges;

/// <summary>A challenge for <see cref="SampleRun"/>, signed with a key of the test PKI, and a run that carries it.</summary>
internal static class SampleChallenge
{
    public static Challenge Order { get; } = new()
    {
        Format = Challenge.CurrentFormat,
        ServiceId = "sample-service",
        Stage = Stage.Uat,
        CatalogueDigest = SampleJudge.Digest(Encoding.UTF8.GetBytes(new SampleRun().Catalogue)),
        Nonce = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        IssuedAt = SampleRun.Start.AddDays(-1),
        Until = SampleRun.Start.AddDays(1),
    };

    public static ChallengeFile Sign(Challenge challenge)
    {
        using var key = TestPki.Instance.Key(TestPki.Instance.Ecdsa);
        return ChallengeFile.Sign(challenge, key, challenge.IssuedAt);
    }

    public static SampleRun Answering(byte[] file, string? digest = null, bool trial = true) => new()
    {
        Trial = trial,
        ChangeStatement = s => s with { Challenge = digest ?? SampleJudge.Digest(file) },
        ChangeEntries = e => e[EntryNames.Challenge] = file,
    };
}
