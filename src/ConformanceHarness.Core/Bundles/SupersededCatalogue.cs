using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Bundles;

/// <summary>Tells whoever was tested with a catalogue that is not taken any more what exactly has to be run again.</summary>
internal static class SupersededCatalogue
{
    private static readonly string[] Codes = ["catalogue-not-accepted", "catalogue-superseded"];

    /// <summary>Completes the problems that are about the catalogue.</summary>
    /// <param name="theirs">the bundle's catalogue; null where it could not be read</param>
    /// <param name="own">the verifier's own; of use only where its policy takes it</param>
    public static void Advise(List<BundleProblem> problems, Statement? statement, Catalogue? theirs, Catalogue? own, VerifyPolicy policy, string path)
    {
        var at = problems.FindIndex(p => Codes.Contains(p.Code));
        if (at < 0 || statement is null || theirs is null || own is null || own.Id != theirs.Id || own.Digest == theirs.Digest || !policy.Catalogues.Any(c => c.Names(own.Digest, own.Id, own.Version) && !(policy.Now > c.Until)))
        {
            return;
        }

        var difference = CatalogueDifference.Of(theirs, own, statement.Stage);
        var file = path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
        var command = difference.ToRun.Count == 0 ? $"./conformance run --failed-from {file}" : $"./conformance run --failed-from {file} --only {string.Join(',', difference.ToRun)}";
        var cases = difference.ToRun.Count == 0
            ? new LocalText("ไม่มีกรณีทดสอบใดเปลี่ยนวิธีตัดสิน", "no case is decided otherwise")
            : new LocalText($"กรณีที่ต้องทดสอบใหม่คือ {string.Join(", ", difference.ToRun)}", $"to be run again: {Listed("added", difference.Added)}{(difference.Added.Count > 0 && difference.Changed.Count > 0 ? "; " : "")}{Listed("changed", difference.Changed)}");
        var text = problems[at].Text;
        problems[at] = problems[at] with
        {
            Text = new LocalText($"{text.Th} เทียบกับ {own.Id} {own.Version}: {cases.Th} สั่ง {command}", $"{text.En} Against {own.Id} {own.Version}, {cases.En}. Run {command}"),
        };
    }

    private static string Listed(string what, IReadOnlyList<string> cases) => cases.Count == 0 ? "" : $"{what} {string.Join(", ", cases)}";
}
