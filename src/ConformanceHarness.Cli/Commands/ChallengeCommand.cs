using System.CommandLine;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>challenge</c>: run orders that DGA hands out, and the sample that they draw.</summary>
internal static class ChallengeCommand
{
    public static Command Make(string language)
    {
        var command = new OfferedCommand("challenge", new("ออก challenge และสุ่มกรณีทดสอบ", "make a challenge, draw its sample"), language)
        {
            Notes = [new LocalText("ดู docs/retest.md", "docs/retest.md tells more.").In(language)],
            Examples = ["./conformance challenge new --service my-service --until 2026-12-31 --key dga.p12 --key-password-env KEY_PASSWORD --out challenge.json", "./conformance challenge draw submission.asice --challenge challenge.json --sample 20%"],
        };
        command.Add(ChallengeNew.Make(language));
        command.Add(ChallengeDraw.Make(language));
        return command;
    }
}
