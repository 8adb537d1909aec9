using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Reports.Words;

/// <summary>The fixed words of reports in both languages; outcomes, obligations, results and causes as DGA's process names them.</summary>
internal static class ReportWords
{
    public static LocalText Of(Outcome outcome) => outcome switch
    {
        Outcome.Passed => new("ผ่าน", "passed"),
        Outcome.Failed => new("ไม่ผ่าน", "failed"),
        Outcome.CantTell => new("ตัดสินไม่ได้", "cannot tell"),
        Outcome.Inapplicable => new("ไม่เกี่ยวข้อง", "inapplicable"),
        Outcome.Untested => new("ยังไม่ได้ทดสอบ", "untested"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "no such outcome"),
    };

    /// <summary>The mark beside the word, so that no outcome is told by colour alone.</summary>
    public static string Mark(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "✓",
        Outcome.Failed => "✗",
        Outcome.CantTell => "?",
        Outcome.Inapplicable => "–",
        _ => "○",
    };

    public static LocalText Of(Obligation obligation) => obligation == Obligation.Must ? new("บังคับ", "must") : new("ควรมี", "should");

    public static LocalText Of(RunResult result) => result switch
    {
        RunResult.Conformant => new("ผ่านเกณฑ์ขั้นต่ำ", "Conformant"),
        RunResult.NotConformant => new("ไม่ผ่านเกณฑ์ขั้นต่ำ", "Not conformant"),
        RunResult.Incomplete => new("ยังไม่ครบถ้วน", "Incomplete"),
        RunResult.HarnessError => new("เครื่องมือทดสอบขัดข้อง", "Harness error"),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "no such result"),
    };

    public static LocalText Of(Cause cause) => cause switch
    {
        Cause.Service => new("ระบบบริการ", "service"),
        Cause.Configuration => new("การตั้งค่า", "configuration"),
        Cause.Environment => new("สภาพแวดล้อม", "environment"),
        Cause.Harness => new("เครื่องมือทดสอบ", "harness"),
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "no such cause"),
    };

    public static LocalText Of(Stage stage) => stage switch
    {
        Stage.Uat => new("UAT (Checkpoint 3)", "UAT (Checkpoint 3)"),
        Stage.Preproduction => new("Pre-Production (Checkpoint 4)", "Pre-Production (Checkpoint 4)"),
        _ => new("Production", "Production"),
    };

    public static LocalText Of(Channel channel) => channel switch
    {
        Channel.App => new("แอปทางรัฐ", "Tangrat app"),
        Channel.Web => new("เว็บทางรัฐ", "Tangrat web"),
        Channel.Biz => new("Biz Portal", "Biz Portal"),
        _ => new("ทุกช่องทาง", "all channels"),
    };

    /// <summary>For the heads of narrow columns.</summary>
    public static LocalText Short(Channel channel) => channel switch
    {
        Channel.App => new("แอป", "App"),
        Channel.Web => new("เว็บ", "Web"),
        Channel.Biz => new("Biz", "Biz"),
        _ => new("ทุกช่อง", "All"),
    };

    public static LocalText Of(ObservationEnd end) => end switch
    {
        ObservationEnd.Completed => new("ครบทุกขั้นตอน", "completed"),
        ObservationEnd.TimedOut => new("หมดเวลา", "timed out"),
        ObservationEnd.HarnessFailed => new("เครื่องมือทดสอบขัดข้อง", "harness failed"),
        ObservationEnd.EnvironmentFailed => new("สภาพแวดล้อมขัดข้อง", "environment failed"),
        ObservationEnd.Cancelled => new("ผู้ใช้ยกเลิก", "cancelled"),
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "no such end"),
    };

    /// <summary>Who can mend a failure; a word of a catalogue that is not known here is shown as it is.</summary>
    public static LocalText Fixer(string fixer) => fixer switch
    {
        "developer" => new("ผู้พัฒนาระบบของหน่วยงาน", "the agency's developers"),
        "infrastructure" => new("ผู้ดูแลโครงสร้างพื้นฐานของหน่วยงาน (เครื่องแม่ข่าย เครือข่าย ใบรับรอง)", "the agency's infrastructure team (server, network, certificate)"),
        "dga" => new("สพร. (DGA)", "DGA"),
        _ => new(fixer, fixer),
    };

    /// <summary>Title of a group of cases; a group of another catalogue is shown by its letters.</summary>
    public static LocalText Group(string group) => group switch
    {
        "LAND" => new("การเข้าถึงบริการ", "Reaching the service"),
        "AUTH" => new("การเข้าใช้งานด้วยตัวตนของประชาชน", "Entering with the citizen's identity"),
        "SEC" => new("การคุ้มครองข้อมูลของประชาชน", "Protecting the citizen"),
        "DATA" => new("การแสดงข้อมูลของประชาชน", "Showing the citizen's data"),
        "APP" => new("การทำงานภายในแอป", "Behaving inside the app"),
        "SVC" => new("งานบริการย่อย", "The sub-services"),
        "NOTI" => new("การแจ้งเตือน", "Notifications"),
        "A11Y" => new("การเข้าถึงได้ของทุกคน", "Usable by everyone"),
        "RES" => new("ความทนทานของระบบ", "Holding up"),
        "CFG" => new("ความพร้อมสำหรับ Production", "Ready for production"),
        "DOC" => new("เอกสารประกอบการส่ง", "What is submitted beside the service"),
        _ => new(group, group),
    };

    public static string Code<T>(T word)
        where T : struct, Enum
    {
        var name = word.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
