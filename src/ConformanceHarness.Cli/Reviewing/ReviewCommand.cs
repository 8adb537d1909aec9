using System.CommandLine;
using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Reviewing;

/// <summary><c>review</c>: the receiver's word on a bundle.</summary>
internal static class ReviewCommand
{
    public static Command Make(string language)
    {
        var command = new OfferedCommand("review", new("ลงนามรับรองหรือไม่รับรองชุดผล", "countersign a bundle: accepted or rejected"), language)
        {
            Notes = [new LocalText("ดู docs/review.md", "docs/review.md tells more.").In(language)],
            Examples = ["./conformance review sign submission.asice --policy policy.yaml --decision accepted --note \"…\" --key dga.p12 --tsa https://tsa.example.go.th/tsa --out reviewed.asice"],
        };
        command.Add(ReviewSign.Make(language));
        return command;
    }
}
