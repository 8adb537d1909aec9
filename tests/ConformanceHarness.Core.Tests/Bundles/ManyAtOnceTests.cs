using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>An inbox is verified on all processors: one verifier, many bundles at a time, and each gets the answer that it gets alone.</summary>
public sealed class ManyAtOnceTests
{
    [Test]
    public void Bundles_verified_beside_each_other_get_the_answers_that_they_get_alone()
    {
        using var folder = new TestFolder();
        var verifier = new BundleVerifier(new SampleJudge());
        var policy = new VerifyPolicy { Now = TestPki.Now };
        var good = new SampleRun().Write(folder);
        var paths = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            var path = Path.Combine(Directory.CreateDirectory(folder.File($"in{i}")).FullName, Path.GetFileName(good));
            var bytes = File.ReadAllBytes(good);
            if (i % 2 == 1)
            {
                bytes[bytes.Length * i / 9] ^= 1;
            }

            File.WriteAllBytes(path, bytes);
            paths.Add(path);
        }

        var alone = paths.ConvertAll(p => Said(verifier.Verify(p, policy)));
        var beside = new string[paths.Count * 25];
        Parallel.For(0, beside.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => beside[i] = Said(verifier.Verify(paths[i % paths.Count], policy)));

        Assert.Multiple(() =>
        {
            Assert.That(alone.Count(s => s.StartsWith("True", StringComparison.Ordinal)), Is.EqualTo(4));
            Assert.That(beside, Is.EqualTo(Enumerable.Range(0, beside.Length).Select(i => alone[i % alone.Count])));
        });
    }

    private static string Said(VerifyReport report) => report.Valid + ": " + string.Join(" | ", report.Problems.Select(p => $"{p.Code} {p.Entry} {p.Text.En}"));
}
