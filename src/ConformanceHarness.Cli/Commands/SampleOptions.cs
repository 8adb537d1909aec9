using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Challenges;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Cli.Commands;

/// <summary>--sample with --challenge: which cases of a submission are drawn.</summary>
internal sealed class SampleOptions
{
    public Option<string> Sample { get; } = new("--sample") { HelpName = "20%" };

    public Option<string> Challenge { get; } = new("--challenge") { HelpName = "FILE.json" };

    /// <summary>Null where no sample is asked for: the whole plan.</summary>
    /// <exception cref="ConfigurationException">one of the two options is missing or wrong, or the challenge is for another submission</exception>
    public (ChallengeFile Challenge, SampleDraw Draw)? Read(ParseResult parsed, RunRecord submission)
    {
        var (percent, path) = (parsed.GetValue(Sample), parsed.GetValue(Challenge));
        if (percent is null && path is null)
        {
            return null;
        }

        if (percent is null || path is null)
        {
            throw new ConfigurationException(
                new LocalText("--sample และ --challenge ต้องระบุคู่กัน", "--sample and --challenge need each other."),
                new LocalText("เลขสุ่มใน challenge เป็นตัวกำหนดว่าจะสุ่มได้กรณีใด: ออกใหม่ด้วย ./conformance challenge new", "The challenge's nonce draws the sample: make one with ./conformance challenge new."));
        }

        var number = Percent(percent);
        var file = AnsweredChallenge.ReadFile(path);
        var (c, s) = (file.Challenge, submission.Statement);
        if (c.ServiceId != s.ServiceId || c.Stage != s.Stage || c.CatalogueDigest != s.CatalogueDigest)
        {
            var problems = ChallengeRules.Problems(c, s.ServiceId, s.Stage, s.CatalogueDigest, c.IssuedAt, c.IssuedAt);
            throw new ConfigurationProblemsException([.. problems.Select(p => new ConfigurationException(p.Text, new LocalText("ออก challenge ใหม่สำหรับชุดผลนี้", "Make a challenge for this submission."), path))]);
        }

        return (file, SampleDraw.From(c.Nonce, number, submission.Plan, submission.Catalogue));
    }

    private static decimal Percent(string word) =>
        word.EndsWith('%') && decimal.TryParse(word[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100
            ? number
            : throw new ConfigurationException(
                new LocalText($"--sample {word}: ต้องเป็นร้อยละมากกว่า 0 ถึง 100", $"--sample {word}: it must be a percentage above 0 and at most 100."),
                new LocalText("เช่น --sample 20%", "Such as --sample 20%"));
}
