using System.CommandLine;
using System.Data.Common;
using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Nightly.History;
using ConformanceHarness.Nightly.Looking;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Nightly;

/// <summary>Options that <c>nightly</c> and <c>nightly merge</c> have in common.</summary>
internal sealed class NightlyOptions
{
    private readonly Option<string> folder = new("--out") { HelpName = "DIR" };
    private readonly Option<string> night = new("--night") { HelpName = "NAME" };
    private readonly Option<string> historyFile = new("--history") { HelpName = "FILE" };
    private readonly Option<string> historyEnv = new("--history-env") { HelpName = "VARIABLE" };
    private readonly Option<string> historySecret = new("--history-secret") { HelpName = "FILE" };
    private readonly Option<string> retention = new("--retention") { HelpName = "DAYS" };
    private readonly Option<string> webhook = new("--webhook-env") { HelpName = "VARIABLE" };
    private readonly Option<string[]> from = new("--from") { HelpName = "IP" };

    public Option<string> Targets { get; } = new("--targets") { HelpName = "FILE|DIR" };

    public static IReadOnlyList<LocalText> Exits { get; } =
    [
        new("0 ไม่มีปัญหาใหม่", "0 nothing new to act on"),
        new("1 มีปัญหาใหม่", "1 something new is wrong"),
        new("2 คำสั่งหรือการตั้งค่าผิด", "2 usage or configuration"),
        new("3 เครื่องมือหรือเครือข่ายของผู้ตรวจขัดข้อง ไม่มีผลตรวจ", "3 the harness or our own network failed: no verdicts"),
        new("4 ยังตรวจไม่ครบทุกบริการ", "4 not every service could be looked at"),
        new("130 ผู้ใช้ยกเลิก สั่งเดิมอีกครั้งเพื่อทำต่อ", "130 cancelled; the same command goes on"),
    ];

    public OfferedCommand AddTo(OfferedCommand command) => command
        .With(folder, new("โฟลเดอร์ที่เก็บประวัติ หลักฐาน และรายงาน (ปกติ reports/nightly)", "folder for history, evidence and reports (default: reports/nightly)"))
        .With(night, new("ชื่อของคืน (ปกติวันที่ของไทยซึ่งเริ่มคืนนั้น)", "name of the night (default: Thailand's date on which it began)"))
        .With(historyFile, new("ไฟล์ประวัติ SQLite (ปกติ history.db ใน --out)", "history file, SQLite (default: history.db in --out)"))
        .With(historyEnv, new("ตัวแปรที่เก็บ connection string ของ PostgreSQL", "variable that holds the connection string of a PostgreSQL history"))
        .With(historySecret, new("ไฟล์ที่เก็บ connection string ของ PostgreSQL", "file that holds it"))
        .With(retention, new("เก็บประวัติและหลักฐานกี่วัน (ปกติ 90)", "days that history and evidence are kept (default 90)"))
        .With(webhook, new("ตัวแปรที่เก็บที่อยู่ webhook ซึ่งรับสรุปเมื่อมีเรื่องใหม่", "variable that holds the address of a webhook; it gets a digest when something is new"))
        .With(from, new("หมายเลข IP ต้นทางสำหรับหนังสือขอเพิ่มรายการอนุญาต ระบุซ้ำได้", "source IP address for allow-list letters, repeatable"));

    public NightlyInputs Read(ParseResult parsed)
    {
        var place = Path.GetFullPath(parsed.GetValue(folder) ?? Path.Combine(Home.Reports, "nightly"));
        var name = parsed.GetValue(night) ?? NightName.Of(TimeProvider.System.GetUtcNow());
        if (!NightName.Fits(name))
        {
            throw new ConfigurationException(new($"--night {name}: ใช้ได้เฉพาะ a-z 0-9 . _ - ไม่เกิน 40 ตัว", $"--night {name}: letters, digits, dots and dashes only, at most 40."), new("ตัวอย่าง: --night 2026-09-30", "For example: --night 2026-09-30"));
        }

        var days = Choices.Number("--retention", parsed.GetValue(retention), 90, 1, 10_000);
        var targets = parsed.GetValue(Targets) ?? throw new ConfigurationException(new("ไม่ได้ระบุ --targets", "--targets is missing."), new("ระบุรายการบริการ เช่น --targets targets.csv (docs/nightly.md)", "Name the list of services, for example --targets targets.csv (docs/nightly.md)."));
        var references = new (string Name, string? Value)[] { ("--history", parsed.GetValue(historyFile)), ("--history-env", parsed.GetValue(historyEnv)), ("--history-secret", parsed.GetValue(historySecret)) }.Where(r => r.Value is not null).ToList();
        if (references.Count > 1)
        {
            throw new ConfigurationException(new($"{references[0].Name} ใช้ร่วมกับ {references[1].Name} ไม่ได้", $"{references[0].Name} can't be used with {references[1].Name}."), new("ระบุประวัติเพียงที่เดียว", "Name one history."));
        }

        return new NightlyInputs
        {
            Targets = targets,
            Folder = place,
            Night = name,
            HistoryFile = Path.GetFullPath(parsed.GetValue(historyFile) ?? Path.Combine(place, "history.db")),
            HistoryServer = parsed.GetValue(historyEnv) is { } variable ? new SecretReference(variable, null) : parsed.GetValue(historySecret) is { } secret ? new SecretReference(null, Path.GetFullPath(secret)) : null,
            Retention = TimeSpan.FromDays(days),
            Webhook = parsed.GetValue(webhook) is { } hook ? new SecretReference(hook, null) : null,
            From = parsed.GetValue(from) ?? [],
        };
    }

    public static (Suite Suite, Catalogue Catalogue, byte[] Bytes) Suite()
    {
        var suite = CatalogueChoice.Suite(null);
        var (catalogue, bytes) = RunSetup.ReadCatalogue(suite);
        return (suite, catalogue, bytes);
    }

    /// <summary>Who visits, and whom to write to.</summary>
    public static string AgentComment(string contact) => $"{FirstLook.Product}/{RunEngine.HarnessVersion.Split('+')[0]} (nightly check; +{contact})";
}

/// <summary>What was asked for.</summary>
internal sealed record NightlyInputs
{
    public required string Targets { get; init; }

    /// <summary>The nightly folder.</summary>
    public required string Folder { get; init; }
    public required string Night { get; init; }
    public required string HistoryFile { get; init; }

    /// <summary>Where the connection string is found; null: the history is <see cref="HistoryFile"/>.</summary>
    public SecretReference? HistoryServer { get; init; }
    public required TimeSpan Retention { get; init; }
    public SecretReference? Webhook { get; init; }
    public IReadOnlyList<string> From { get; init; } = [];

    /// <exception cref="RunStoppedException">the store can't be opened</exception>
    public async Task<HistoryStore> OpenHistoryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return HistoryServer is { } server
                ? await HistoryStore.OpenServerAsync(new SecretReader(Path.Combine(Folder, "nightly")).Read(server), cancellationToken)
                : await HistoryStore.OpenFileAsync(HistoryFile, cancellationToken);
        }
        catch (Exception e) when (e is DbException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            // A driver's message may repeat the connection string's words; of a server only the kind of trouble is told.
            var (where, why) = HistoryServer is { } server ? (server.ToString(), e is DbException { SqlState: { } state } ? "SQLSTATE " + state : e.GetType().Name) : (HistoryFile, e.Message);
            throw new RunStoppedException(
                Cause.Environment,
                new LocalText($"เปิดประวัติ {where} ไม่ได้: {why}", $"The history {where} can't be opened: {why}"),
                HistoryServer is null ? new LocalText("ตรวจว่าเป็นไฟล์ประวัติและเขียนได้ หรือเลือกไฟล์อื่นด้วย --history", "See that it is a history and may be written to, or choose another file with --history.") : new LocalText("ตรวจ connection string และเซิร์ฟเวอร์ PostgreSQL", "Check the connection string and the PostgreSQL server."),
                ExitCodes.HarnessError, e);
        }
    }
}
