using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Tests.Bundles;

public sealed class NoHalfBundleTests
{
    private const string Name = "sample-service-uat-20260302T025500Z-trial.asice";

    private readonly SigningKey key = SigningKey.Trial(new FixedClock(TestPki.Now));

    [OneTimeTearDown]
    public void Clean() => key.Dispose();

    [Test]
    [Platform("Linux")]
    public void A_full_disk_leaves_nothing()
    {
        using var folder = new TestFolder();
        // The part file leads to a device that is always full.
        File.CreateSymbolicLink(folder.File(Name + ".part"), "/dev/full");
        Assert.That(() => Write(folder, new SampleRun().Contents()), Throws.InstanceOf<IOException>());
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void An_entry_that_can_not_be_read_leaves_nothing()
    {
        using var folder = new TestFolder();
        Assert.That(() => Write(folder, new SampleRun().Contents().AddFile("more.txt", folder.File("none.txt"))), Throws.InstanceOf<IOException>());
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void A_cancelled_writer_leaves_nothing()
    {
        using var folder = new TestFolder();
        Assert.That(() => BundleWriter.Write(folder.Path, new SampleRun().Contents(), key, new FixedClock(TestPki.Now), [], cancel: new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void A_bundle_that_is_there_is_not_overwritten()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File(Name), "kept");
        Assert.That(() => Write(folder, new SampleRun().Contents()), Throws.InstanceOf<IOException>());
        Assert.That(File.ReadAllText(folder.File(Name)), Is.EqualTo("kept"));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Has.Exactly(1).Items);
    }

    [Test]
    public void A_trial_key_signs_nothing_that_calls_itself_official()
    {
        using var folder = new TestFolder();
        Assert.That(() => Write(folder, new SampleRun { Trial = false }.Contents()), Throws.InvalidOperationException);
    }

    [TestCase("../a")]
    [TestCase("META-INF/x")]
    [TestCase("mimetype")]
    [TestCase("STATEMENT.JSON")]
    [TestCase("statement.json")]
    public void A_name_that_a_verifier_would_refuse_is_refused_before(string name) =>
        Assert.That(() => new SampleRun().Contents().AddBytes(name, []), Throws.ArgumentException);

    [Test]
    public void A_folder_becomes_entries_below_its_prefix()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.File("deep/er"));
        File.WriteAllText(folder.File("deep/er/b.json"), "{}");
        File.WriteAllText(folder.File("a.json"), "{}");
        Assert.That(new BundleContents().AddFolder("evidence/", folder.Path).AddFolder("x/", folder.File("none")).Names, Is.EqualTo(new[] { "evidence/a.json", "evidence/deep/er/b.json" }));
    }

    private string Write(TestFolder folder, BundleContents contents) => BundleWriter.Write(folder.Path, contents, key, new FixedClock(TestPki.Now), []);
}
