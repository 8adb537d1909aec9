using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Bundles;

public sealed class FlippedBytesTests
{
    /// <summary>Every byte of the first entry, of the signature and of the central directory; every 23rd of the rest.</summary>
    [Test]
    [AnsweredWith("the code of the part in which it lies", What = "Any byte of the file flipped: every one of the first entry, the signature and the central directory, every 23rd of the rest")]
    public void No_bundle_with_a_flipped_byte_is_valid()
    {
        using var folder = new TestFolder();
        var golden = File.ReadAllBytes(new SampleRun().Write(folder));
        var path = folder.File("flipped-trial.asice");
        var verifier = new BundleVerifier(new SampleJudge());
        File.WriteAllBytes(path, golden);
        Assert.That(verifier.Verify(path, new VerifyPolicy()).Valid, Is.True, "the untouched bundle");

        var signature = golden.AsSpan().IndexOf("META-INF/signature001.p7s"u8);
        var positions = Enumerable.Range(0, golden.Length).Where(i => i % 23 == 0 || i < 64 || i > signature).ToList();
        var survivors = new List<int>();
        foreach (var at in positions)
        {
            golden[at] ^= 0xFF;
            File.WriteAllBytes(path, golden);
            golden[at] ^= 0xFF;
            if (verifier.Verify(path, new VerifyPolicy()).Valid)
            {
                survivors.Add(at);
            }
        }

        Assert.That(positions, Has.Count.GreaterThan(2000));
        Assert.That(survivors, Is.Empty);
    }
}
