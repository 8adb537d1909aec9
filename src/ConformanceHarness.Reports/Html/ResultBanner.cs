using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports.Html;

/// <summary>The result, of what, and everything that limits it.</summary>
internal sealed class ResultBanner(ReportedRun run, HtmlOutput html)
{
    public void Write()
    {
        var statement = run.Record.Statement;
        using (html.In("section", ("class", "banner " + ReportWords.Code(statement.Result)), ("aria-labelledby", "result")))
        {
            using (html.In("h1", ("id", "result")))
            {
                html.Leaf("span", Mark(statement.Result), ("class", "mark"), ("aria-hidden", "true"));
                html.Both(ReportWords.Of(statement.Result));
                if (statement.WithWaivers)
                {
                    html.Leaf("span", new LocalText("โดยมีข้อยกเว้น", "with waivers"), ("class", "qualifier"));
                }
            }

            using (html.In("p", ("class", "subject")))
            {
                html.Leaf("strong", statement.ServiceName);
                html.Constant(" · ");
                html.Both(statement.Agency);
                html.Constant(" · ");
                html.Both(ReportWords.Of(statement.Stage));
            }

            html.Leaf("p", Because(statement.Result), ("class", "because pair"));
            Notices();
        }
    }

    private static string Mark(RunResult result) => result switch
    {
        RunResult.Conformant => "✓",
        RunResult.NotConformant => "✗",
        RunResult.Incomplete => "…",
        _ => "!",
    };

    private LocalText Because(RunResult result)
    {
        var failed = run.Cases.Count(c => c.Outcome == Outcome.Failed && c.Decides);
        var doubtful = run.Count(Outcome.CantTell, Obligation.Must);
        var untested = run.Count(Outcome.Untested, Obligation.Must);
        return result switch
        {
            RunResult.Conformant => new("กรณีทดสอบบังคับทุกกรณีผ่าน ไม่เกี่ยวข้อง หรือมีข้อยกเว้นที่ได้รับอนุมัติ", "Every must case passed, does not apply, or is covered by an approved waiver."),
            RunResult.NotConformant => new($"กรณีทดสอบบังคับไม่ผ่าน {N(failed)} กรณี ต้องแก้ไขแล้วทดสอบใหม่", $"{N(failed)} must {Cases(failed)} failed: fix and test again."),
            RunResult.Incomplete when doubtful == 0 => new($"ยังสรุปผลไม่ได้ กรณีทดสอบบังคับยังไม่ได้ทดสอบ {N(untested)} กรณี", $"No conclusion yet: {N(untested)} must {Cases(untested)} untested."),
            RunResult.Incomplete when untested == 0 => new($"ยังสรุปผลไม่ได้ กรณีทดสอบบังคับตัดสินไม่ได้ {N(doubtful)} กรณี", $"No conclusion yet: {N(doubtful)} must {Cases(doubtful)} undecided."),
            RunResult.Incomplete => new(
                $"ยังสรุปผลไม่ได้ กรณีทดสอบบังคับยังไม่ได้ทดสอบ {N(untested)} กรณี ตัดสินไม่ได้ {N(doubtful)} กรณี",
                $"No conclusion yet: {N(untested)} must {Cases(untested)} untested, {N(doubtful)} undecided."),
            _ => new("เครื่องมือทดสอบทำงานผิดพลาด ผลครั้งนี้ใช้บอกไม่ได้ว่าระบบบริการผ่านหรือไม่ผ่าน", "The harness itself failed: this run says nothing about the service."),
        };
    }

    private void Notices()
    {
        var statement = run.Record.Statement;
        if (statement.Trial)
        {
            Notice("trial", new("ผลทดลอง: ลงนามด้วยกุญแจชั่วคราว ใช้ส่งผลต่อ สพร. ไม่ได้", "Trial: signed with a throw-away key, never accepted as an official submission"));
        }

        if (statement.Filter is { } filter)
        {
            Notice("partial", new($"ทดสอบเพียงบางส่วน ({filter}) ใช้เป็นผลทางการไม่ได้", $"Only a part was run ({filter}): never an official result"));
        }

        var waived = run.Cases.Count(c => c.Waived);
        if (statement.WithWaivers || waived > 0)
        {
            Notice("partial", new($"มีกรณีที่ไม่ผ่านแต่ได้รับข้อยกเว้น {N(waived)} กรณี ผู้ตรวจเป็นผู้พิจารณาว่ายอมรับหรือไม่", $"{N(waived)} failed {Cases(waived)} waived; whether that is accepted is for the verifier to say"));
        }

        if (run.Record.Observations.Any(o => o.Provenance.Login == LoginMode.Mock) || statement.Provenance.Keys.Any(k => k.EndsWith("/mock", StringComparison.Ordinal)))
        {
            Notice("plain", new("เข้าสู่ระบบผ่านแพลตฟอร์มทางรัฐจำลอง (mock)", "Logins were made by the mock platform, not by the real gateway"));
        }

        var flaky = run.Cases.Count(c => c.Flaky);
        if (flaky > 0)
        {
            Notice("plain", new($"ผลไม่คงที่ {N(flaky)} กรณี: ผ่านเมื่อลองซ้ำเท่านั้น", $"{N(flaky)} flaky {Cases(flaky)}: passed on a later attempt only"));
        }
    }

    private void Notice(string kind, LocalText text) => html.Leaf("p", text, ("class", "notice pair " + kind));

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Cases(int number) => number == 1 ? "case" : "cases";
}
