using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Tests.Bundles;

namespace ConformanceHarness.Core.Tests.Ledger;

public sealed class LedgerSurvivesTests
{
    private static readonly string Digest = new('a', 64);

    private readonly TestFolder folder = new();

    [TearDown]
    public void Clean()
    {
        foreach (var file in Directory.EnumerateFiles(folder.Path))
        {
            File.Delete(file);
        }
    }

    [OneTimeTearDown]
    public void CleanAll() => folder.Dispose();

    private string Path => folder.File("ledger.jsonl");

    [Test]
    public void Every_line_carries_the_hash_of_the_one_before()
    {
        Write();
        var lines = File.ReadAllText(Path).Split('\n')[..^1];
        var read = LedgerReader.Read(Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Breaks, Is.Empty);
            Assert.That(read.Lines.Select(l => l.Kind), Is.EqualTo(new[] { "start", "attempt", "attestation", "resumed", "end" }));
            Assert.That(read.Lines.Select(l => l.Previous), Is.EqualTo(lines.SkipLast(1).Select(Hash).Prepend(new string('0', 64))));
            Assert.That(read.Head, Is.EqualTo(Hash(lines[^1])));
        }
    }

    [Test]
    public void A_line_is_on_the_disk_when_its_method_returns()
    {
        using var ledger = Open();
        ledger.Start(Digest);
        using var other = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Assert.That(new StreamReader(other).ReadToEnd(), Does.EndWith("}\n").And.Contains("\"kind\":\"start\""));
    }

    [Test]
    public void Opening_it_again_goes_on_with_the_chain()
    {
        Write();
        using (var ledger = Open())
        {
            Assert.That(ledger.Count, Is.EqualTo(5));
            ledger.Resumed();
        }

        var read = LedgerReader.Read(Path);
        Assert.That(read.Breaks, Is.Empty);
        Assert.That(read.Lines, Has.Count.EqualTo(6));
    }

    [Test]
    public void A_run_killed_in_any_byte_loses_at_most_the_line_being_written([Values] bool resume)
    {
        Write();
        var whole = File.ReadAllBytes(Path);
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(Path, whole[..length]);
            var complete = whole.AsSpan(0, length).Count((byte)'\n');
            using (var ledger = Open())
            {
                Assert.That(ledger.Count, Is.EqualTo(complete));
                _ = complete == 0 ? ledger.Start(Digest) : resume ? ledger.Resumed() : ledger.End();
            }

            var read = LedgerReader.Read(Path);
            Assert.That(read.Breaks, Is.Empty, $"cut at {length}");
            Assert.That(read.Lines, Has.Count.EqualTo(complete + 1));
        }
    }

    [Test]
    public void A_ledger_broken_elsewhere_is_not_continued_and_not_touched()
    {
        Write();
        var text = File.ReadAllText(Path).Replace("\"kind\":\"resumed\"", "\"kind\":\"end\"", StringComparison.Ordinal);
        File.WriteAllText(Path, text);
        Assert.That(Open, Throws.TypeOf<InvalidDataException>().With.Message.Contains("ledger.jsonl:5:"));
        Assert.That(File.ReadAllText(Path), Is.EqualTo(text));
    }

    [Test]
    public void A_second_writer_is_refused()
    {
        using var first = Open();
        Assert.That(Open, Throws.InstanceOf<IOException>());
    }

    [Test]
    public void Nothing_comes_before_the_start_and_no_second_start()
    {
        using var ledger = Open();
        Assert.That(() => ledger.End(), Throws.InvalidOperationException);
        ledger.Start(Digest);
        Assert.That(() => ledger.Start(Digest), Throws.InvalidOperationException);
    }

    [Test]
    public void Many_threads_write_one_chain()
    {
        using (var ledger = Open())
        {
            ledger.Start(Digest);
            Parallel.For(0, 40, _ => ledger.Resumed());
        }

        var read = LedgerReader.Read(Path);
        Assert.That(read.Breaks, Is.Empty);
        Assert.That(read.Lines, Has.Count.EqualTo(41));
    }

    [Test]
    public void Every_break_is_reported_with_its_line()
    {
        Write();
        var lines = File.ReadAllText(Path).Split('\n')[..^1];
        (lines[1], lines[2]) = (lines[2], lines[1]);
        lines[3] = "{}";
        var read = LedgerReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        Assert.That(read.Breaks.Select(b => b.Line).Distinct(), Is.EqualTo(new[] { 2, 3, 4, 5 }));
        Assert.That(read.Breaks.Select(b => b.Text.En), Has.Some.Contains("torn").And.Some.Contains("number 3").And.Some.Contains("hash").And.Some.Contains("can't be read"));
    }

    [TestCase("\"kind\":\"attempt\",\"at\"", "\"kind\":\"attempt\", \"at\"", TestName = "A_line_with_other_spacing_is_a_break")]
    [TestCase("\"attempt\":1", "\"attempt\":0", TestName = "An_attempt_number_below_one_is_a_break")]
    [TestCase("\"kind\":\"attempt\"", "\"kind\":\"other\"", TestName = "An_unknown_kind_is_a_break")]
    [TestCase("\"kind\":\"attempt\"", "\"kind\":\"end\"", TestName = "An_attempts_members_on_another_kind_are_a_break")]
    public void Is_a_break(string old, string now)
    {
        Write();
        var text = File.ReadAllText(Path);
        Assert.That(text, Does.Contain(old));
        Assert.That(LedgerReader.Read(Encoding.UTF8.GetBytes(text.Replace(old, now, StringComparison.Ordinal))).Breaks.Select(b => b.Line), Does.Contain(2));
    }

    private static string Hash(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));

    private LedgerWriter Open() => new(Path, new FixedClock(TestPki.Now));

    private void Write()
    {
        using var ledger = Open();
        ledger.Start(Digest);
        ledger.Attempt(
            new Observation
            {
                Scenario = "entry",
                Channel = Channel.App,
                Attempt = 1,
                Provenance = new("emulated", "chromium", LoginMode.Mock),
                StartedAt = TestPki.Now,
                DurationMs = 1,
                End = ObservationEnd.Completed,
            },
            Digest);
        ledger.Attestation("A11Y-05 ผ่าน", Digest);
        ledger.Resumed();
        ledger.End();
    }
}
