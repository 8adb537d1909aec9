using System.CommandLine;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Cli.Running.Resuming;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.History;
using ConformanceHarness.Nightly.Looking;
using ConformanceHarness.Nightly.Machine;
using ConformanceHarness.Nightly.News;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Pacing;
using ConformanceHarness.Nightly.Reporting;
using ConformanceHarness.Nightly.Sharding;
using ConformanceHarness.Nightly.Targets;

namespace ConformanceHarness.Cli.Nightly;

/// <summary><c>nightly</c>: the production stage of many services, gently, and what is new about them.</summary>
internal sealed class NightlyCommand
{
    private const int Megabyte = 1024 * 1024;
    private readonly NightlyOptions shared = new();
    private readonly Option<string> contact = new("--contact") { HelpName = "ADDRESS" };
    private readonly Option<string> shard = new("--shard") { HelpName = "I/N|auto/N" };
    private readonly Option<string> parallel = new("--parallel") { HelpName = "N" };
    private readonly Option<string> memory = new("--memory") { HelpName = "MB" };
    private readonly Option<string> pageMemory = new("--page-memory") { HelpName = "MB" };
    private readonly Option<string> limit = new("--target-limit") { HelpName = "S" };
    private readonly Option<string> again = new("--again-after") { HelpName = "S" };
    private readonly Option<string> perHost = new("--per-host") { HelpName = "N" };
    private readonly Option<string> perAgency = new("--per-agency") { HelpName = "N" };
    private readonly Option<string> spacing = new("--spacing") { HelpName = "S" };
    private readonly Option<string> window = new("--window") { HelpName = "HH:MM-HH:MM" };
    private readonly Option<string> recycle = new("--recycle") { HelpName = "N" };
    private readonly Option<string> keep = new("--keep") { HelpName = "failing|all" };
    private readonly Option<string> browser = new("--browser-path") { HelpName = "FILE" };
    private readonly Option<string[]> remote = new("--browser") { HelpName = "URL" };

    public static OfferedCommand Make(string language)
    {
        var o = new NightlyCommand();
        var command = new OfferedCommand("nightly", new("ตรวจบริการจำนวนมากในขั้น Production ทุกคืน อ่านอย่างเดียว และแจ้งเฉพาะสิ่งที่เปลี่ยนไป", "look at many services in production each night, read-only, and tell only what is new"), language)
        {
            Notes =
            [
                new LocalText("สั่งซ้ำในคืนเดียวกัน = ทำต่อจากที่ค้างไว้", "The same command again in the same night goes on where it was.").In(language),
                new LocalText("ดู docs/nightly.md", "docs/nightly.md tells more.").In(language),
            ],
            Exits = [.. NightlyOptions.Exits.Select(e => e.In(language))],
            Examples =
            [
                "./conformance nightly --targets targets.csv --contact nightly@example.go.th",
                "./conformance nightly --targets targets.yaml --contact nightly@example.go.th --window 22:00-05:00 --memory 4096",
                "./conformance nightly --targets targets.csv --contact nightly@example.go.th --shard auto/4 --history-env HISTORY",
            ],
        };
        command
            .With(o.shared.Targets, new("รายการบริการ: .yaml, ตาราง .csv หรือโฟลเดอร์ของไฟล์บริการ", "list of services: .yaml, a .csv table, or a folder of service files"))
            .With(o.contact, new("ที่อยู่ติดต่อที่แสดงใน User-Agent (จำเป็น)", "contact address, shown in the user agent (needed)"));
        o.shared.AddTo(command)
            .With(o.shard, new("ทำเฉพาะส่วนที่ I จาก N (auto = จาก JOB_COMPLETION_INDEX หรือ CI_NODE_INDEX)", "part I of N only (auto: from JOB_COMPLETION_INDEX or CI_NODE_INDEX)"))
            .With(o.parallel, new("จำนวนบริการที่ตรวจพร้อมกัน (ปกติ 2)", "services at the same time (default 2)"))
            .With(o.memory, new("หน่วยความจำทั้งหมดที่ใช้ได้ เป็น MB (ปกติ 3072)", "memory for everything, in MB (default 3072)"))
            .With(o.pageMemory, new("หน่วยความจำของหน้าเว็บหนึ่งหน้า เป็น MB (ปกติหนึ่งในสี่ของ --memory)", "memory for one page, in MB (default: a quarter of --memory)"))
            .With(o.limit, new("เวลาสูงสุดต่อบริการ เป็นวินาที (ปกติ 240)", "time for one service, in seconds (default 240)"))
            .With(o.again, new("ตรวจซ้ำก่อนแจ้งปัญหาใหม่ หลังจากนี้กี่วินาที (ปกติ 900)", "seconds until a new failure is looked at again before it is told (default 900)"))
            .With(o.perHost, new("บริการของโฮสต์เดียวกันที่ตรวจพร้อมกัน (ปกติ 1)", "services of one host at the same time (default 1)"))
            .With(o.perAgency, new("บริการของหน่วยงานเดียวกันที่ตรวจพร้อมกัน (ปกติ 2)", "services of one agency at the same time (default 2)"))
            .With(o.spacing, new("เว้นระยะระหว่างบริการของโฮสต์เดียวกัน เป็นวินาที (ปกติ 5)", "seconds between services of one host (default 5)"))
            .With(o.window, new("ช่วงเวลาที่ตรวจได้ ตามเวลาไทย", "hours in which services are visited, in Thailand's time"))
            .With(o.recycle, new("จำนวนบริการต่อเบราว์เซอร์ก่อนเริ่มใหม่ (ปกติ 40)", "services that one browser serves before it is replaced (default 40)"))
            .With(o.keep, new("เก็บหลักฐานของบริการใดไว้ (ปกติ failing)", "whose evidence is kept (default failing)"))
            .With(o.browser, new("ตำแหน่งของ Chromium หรือ Chrome", "path of Chromium or Chrome"))
            .With(o.remote, new("ใช้เบราว์เซอร์ของ Playwright server รุ่นเดียวกัน ระบุซ้ำได้", "use browsers of a Playwright server of the same version, repeatable"))
            .WithJson()
            .Does(o.RunAsync);
        command.Add(NightlyMerge.Make(language));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var token = execution.Token;
        var address = parsed.GetValue(contact) ?? throw new ConfigurationException(
            new("ไม่ได้ระบุ --contact", "--contact is missing."),
            new("ระบุที่อยู่ที่ผู้ดูแลระบบติดต่อได้ เช่น --contact nightly@example.go.th", "Name an address at which administrators reach you, for example --contact nightly@example.go.th."));
        if (address.Any(c => char.IsControl(c) || c is '(' or ')' or > '~'))
        {
            throw new ConfigurationException(new($"--contact {address}: ใช้ได้เฉพาะอักษรละตินที่พิมพ์ได้ ไม่มีวงเล็บ", $"--contact {address}: printable Latin letters only, no brackets."), new("ระบุอีเมลหรือที่อยู่เว็บ", "Give an e-mail or a web address."));
        }

        var inputs = shared.Read(parsed);
        var part = ShardChoice.Read(parsed.GetValue(shard), Environment.GetEnvironmentVariable);
        var gentle = Gentle(parsed);
        var most = Choices.Number("--memory", parsed.GetValue(memory), 3072, 512, 1024 * 1024) * (long)Megabyte;
        var mostOfPage = parsed.GetValue(pageMemory) is { } asked ? Choices.Number("--page-memory", asked, 0, 64, 1024 * 1024) * (long)Megabyte : most / 4;
        var keepAll = parsed.GetValue(keep) switch { null or "failing" => false, "all" => true, var word => throw Choices.Unknown("--keep", word, ["failing", "all"]) };

        var (suite, catalogue, catalogueBytes) = NightlyOptions.Suite();
        var list = TargetsReader.Read(inputs.Targets, catalogue);
        Directory.CreateDirectory(inputs.Folder);
        using var held = FolderLock.Take(Directory.CreateDirectory(Path.Combine(inputs.Folder, part is { } p ? p.Name : "whole")).FullName);
        await using var history = await inputs.OpenHistoryAsync(token);
        var record = await history.BeginAsync(new NightRecord(inputs.Night, TimeProvider.System.GetUtcNow(), null, list.Targets.Count, list.Digest, false), token);
        if (record.TargetsDigest != list.Digest)
        {
            throw new ConfigurationException(
                new($"คืน {inputs.Night} เริ่มด้วยรายการอื่น", $"The night {inputs.Night} was begun with another list of targets."),
                new("ใช้รายการเดิม หรือตั้งชื่อคืนใหม่ด้วย --night", "Use that list, or name another night with --night."), inputs.Targets);
        }

        var before = await NightFiles.BeforeAsync(history, inputs.Night, token);
        var durations = await history.DurationsAsync(before.Take(7).Select(b => b.Night.Night), token);
        var plan = ShardPlan.Of(list.Targets.Select(t => t.Id), durations, part?.Of ?? 1);
        List<NightlyTarget> mine = [.. list.Targets.Where(t => part is null || plan[t.Id] == part.Shard - 1)];
        var last = Last(before);
        var sampled = new List<MemorySample>();
        NightEnd end;
        int browsers;
        await using (var watch = new MemoryWatch(new ProcessTree(Environment.ProcessId).Read, most, mostOfPage, TimeProvider.System))
        {
            var workers = Choices.Number("--parallel", parsed.GetValue(parallel), 2, 1, 64);
            await using var stage = await NightStage.OpenAsync(
                new NightStageOptions
                {
                    Night = inputs.Night,
                    Folder = inputs.Folder,
                    Suite = suite,
                    Catalogue = catalogue,
                    CatalogueBytes = catalogueBytes,
                    AgentComment = NightlyOptions.AgentComment(address),
                    BrowserPath = parsed.GetValue(browser),
                    RemoteBrowsers = Choices.Servers(parsed.GetValue(remote)),
                    Together = 2,
                    RecycleAfter = Choices.Number("--recycle", parsed.GetValue(recycle), 40, 1, 10_000),
                    KeepAll = keepAll,
                    PagesEnded = () => watch.Ended,
                },
                said => screen.Line(screen.Say(said)), token);
            watch.Start();
            var done = 0;
            var run = new NightRun(
                new NightRunOptions
                {
                    Night = inputs.Night,
                    Parallel = workers,
                    Gentleness = gentle,
                    Limit = TimeSpan.FromSeconds(Choices.Number("--target-limit", parsed.GetValue(limit), 240, 1, 3600)),
                    AgainAfter = TimeSpan.FromSeconds(Choices.Number("--again-after", parsed.GetValue(again), 900, 0, 86_400)),
                    Clock = TimeProvider.System,
                    HasRoom = () => watch.HasRoom,
                    Reachable = cancel => ControlProbe.ReachesAnyAsync(Controls(list.Targets, inputs.Night), cancel),
                    Told = result => Tell(screen, result, ++done, mine.Count),
                },
                Ordered(mine, durations), last, history, stage.LookAsync);
            execution.Kept = () => new LocalText($"สิ่งที่ตรวจแล้ว {done} รายการถูกเก็บไว้ สั่งเดิมอีกครั้งเพื่อทำต่อ", $"{done} looks are kept; the same command goes on.");
            end = await run.RunAsync(token);
            (browsers, sampled) = (stage.BrowsersStarted, [.. watch.Samples]);
        }

        NightFiles.WriteMemory(Path.Combine(inputs.Folder, "nights", inputs.Night, part is { } named ? $"memory-{named.Name}.csv" : "memory.csv"), sampled);
        var notes = new JsonObject { ["browsersStarted"] = browsers, ["peakMemoryMB"] = sampled.Count == 0 ? null : sampled.Max(s => s.Bytes) / Megabyte };
        if (part is not null)
        {
            return await ShardEndedAsync(screen, inputs, part, list, mine, plan, catalogue.Digest, record, end, history, notes, token);
        }

        await history.EndAsync(inputs.Night, TimeProvider.System.GetUtcNow(), end.Down, token);
        return await NightFiles.FinishAsync(screen, inputs, list, history, NightlyOptions.AgentComment(address), address, notes, token);
    }

    private Gentleness Gentle(ParseResult parsed) => new()
    {
        PerHost = Choices.Number("--per-host", parsed.GetValue(perHost), 1, 1, 100),
        PerAgency = Choices.Number("--per-agency", parsed.GetValue(perAgency), 2, 1, 1000),
        Spacing = TimeSpan.FromSeconds(Choices.Number("--spacing", parsed.GetValue(spacing), 5, 0, 3600)),
        Window = parsed.GetValue(window) is { } hours
            ? TimeWindow.Parse(hours) ?? throw new ConfigurationException(new($"--window {hours}: ไม่ใช่ช่วงเวลา", $"--window {hours}: this is no time window."), new("ตัวอย่าง: --window 22:00-05:00", "For example: --window 22:00-05:00"))
            : null,
    };

    /// <summary>What each target was in the last night that said something of it.</summary>
    private static Dictionary<string, TargetNight> Last(IReadOnlyList<(NightRecord Night, IReadOnlyList<TargetResult> Results)> before)
    {
        var last = new Dictionary<string, TargetNight>(StringComparer.Ordinal);
        foreach (var (id, night) in before.SelectMany(b => NightReport.Fold(b.Results)).Where(n => n.Value.Tells))
        {
            last.TryAdd(id, night);
        }

        return last;
    }

    /// <summary>Long ones first, so that the last worker does not start one when the others are done; else mixed, so that one host's targets don't come together.</summary>
    private static List<NightlyTarget> Ordered(List<NightlyTarget> targets, IReadOnlyDictionary<string, long> durations) =>
        [.. targets.OrderByDescending(t => durations.GetValueOrDefault(t.Id) / 30_000).ThenBy(t => Mixed(t.Id), StringComparer.Ordinal)];

    private static string Mixed(string id) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)));

    /// <summary>Eight hosts of the list: whether anything can be reached at all.</summary>
    private static IEnumerable<(string Host, int Port)> Controls(IReadOnlyList<NightlyTarget> targets, string night) =>
        targets.Select(t => new Uri(t.LandingUrl)).Select(u => (u.DnsSafeHost, u.Port)).Distinct().OrderBy(c => Mixed(c + night), StringComparer.Ordinal).Take(8);

    private static void Tell(Screen screen, TargetResult result, int done, int all)
    {
        if (screen.Live)
        {
            screen.Line($"[{done}/{all}] {result.Target} {screen.Say(StateWords.Of(result))} {result.DurationMs / 1000.0:0.0} s", result.Trouble ? Ink.Yellow : Ink.None);
        }
    }

    private static async Task<int> ShardEndedAsync(Screen screen, NightlyInputs inputs, ShardChoice part, TargetList list, List<NightlyTarget> mine, IReadOnlyDictionary<string, int> plan, string catalogue, NightRecord record, NightEnd end, HistoryStore history, JsonObject notes, CancellationToken token)
    {
        var ids = mine.Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        var results = (await history.ResultsAsync(inputs.Night, token)).Where(r => ids.Contains(r.Target)).ToList();
        var file = Path.Combine(inputs.Folder, "nights", inputs.Night, part.Name + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, ShardFile.Write(new ShardRecord
        {
            Night = inputs.Night,
            Shard = part.Shard,
            Of = part.Of,
            StartedAt = record.StartedAt,
            TargetsDigest = list.Digest,
            PlanDigest = ShardPlan.Digest(plan),
            Catalogue = catalogue,
            Down = end.Down,
            Targets = [.. ids.Order(StringComparer.Ordinal)],
            Results = results,
        }), token);
        var exit = end.Down ? ExitCodes.HarnessError : end.Unseen.Count > 0 ? ExitCodes.Incomplete : ExitCodes.Conformant;
        screen.Line($"ส่วนที่ {part.Shard}/{part.Of}: ตรวจแล้ว {ids.Count - end.Unseen.Count} จาก {ids.Count} บริการ → {file}", $"Shard {part.Shard}/{part.Of}: {ids.Count - end.Unseen.Count} of {ids.Count} services looked at → {file}");
        if (screen.Json)
        {
            notes["exitCode"] = exit;
            notes["shard"] = file;
            notes["targets"] = ids.Count;
            notes["unseen"] = end.Unseen.Count;
            Screen.WriteJson(notes);
        }

        return exit;
    }
}
