using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.History;
using ConformanceHarness.Nightly.Sharding;
using ConformanceHarness.Nightly.Targets;

namespace ConformanceHarness.Cli.Nightly;

/// <summary><c>nightly merge</c>: the shards of a night become one, once it is proved that each target is there exactly once.</summary>
internal sealed class NightlyMerge
{
    private readonly NightlyOptions shared = new();
    private readonly Option<string> contact = new("--contact") { HelpName = "ADDRESS" };
    private readonly Argument<string[]> shards = new("shards") { HelpName = "SHARD.json", Arity = ArgumentArity.OneOrMore };

    public static OfferedCommand Make(string language)
    {
        var o = new NightlyMerge();
        var command = new OfferedCommand("merge", new("รวมผลของทุกส่วนเป็นคืนเดียว และพิสูจน์ว่าแต่ละบริการมีผลครบเพียงชุดเดียว", "put the shards of a night together, and prove that each service is there exactly once"), language)
        {
            Exits = [.. NightlyOptions.Exits.Where(e => !e.En.StartsWith("130", StringComparison.Ordinal)).Select(e => e.In(language))],
            Examples = ["./conformance nightly merge --targets targets.csv --contact nightly@example.go.th shard-1-of-2.json shard-2-of-2.json"],
        };
        command
            .With(o.shards, new("ไฟล์ shard-I-of-N.json ของทุกส่วน", "the files shard-I-of-N.json of all shards"))
            .With(o.shared.Targets, new("รายการบริการที่ใช้ตอนแบ่งส่วน", "the list of services that the shards were run with"))
            .With(o.contact, new("ที่อยู่ติดต่อสำหรับหนังสือขอเพิ่มรายการอนุญาต", "contact address for allow-list letters"));
        return o.shared.AddTo(command).WithJson().Does(o.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        var inputs = shared.Read(parsed);
        var read = (parsed.GetValue(shards) ?? []).Select(file => (file, Shard: Read(file))).ToList();
        var (_, catalogue, _) = NightlyOptions.Suite();
        var list = TargetsReader.Read(inputs.Targets, catalogue);
        var results = ShardMerge.Of(read, [.. list.Targets.Select(t => t.Id)], list.Digest);
        inputs = inputs with { Night = read[0].Shard.Night };
        await using var history = await inputs.OpenHistoryAsync(execution.Token);
        var record = await history.BeginAsync(new NightRecord(inputs.Night, read.Min(s => s.Shard.StartedAt), null, list.Targets.Count, list.Digest, false), execution.Token);
        if (record.TargetsDigest != list.Digest)
        {
            throw new ConfigurationException(
                new($"คืน {inputs.Night} ในประวัติใช้รายการอื่น", $"The night {inputs.Night} is in the history with another list of targets."),
                new("ใช้รายการเดิม", "Use that list."), inputs.Targets);
        }

        foreach (var result in results)
        {
            await history.AddAsync(result, execution.Token);
        }

        await history.EndAsync(inputs.Night, TimeProvider.System.GetUtcNow(), read.Any(s => s.Shard.Down), execution.Token);
        screen.Line($"รวม {read.Count} ส่วน: {list.Targets.Count} บริการ แต่ละบริการมีผลครบเพียงชุดเดียว", $"{read.Count} shards merged: {list.Targets.Count} services, each of them exactly once");
        var address = parsed.GetValue(contact) ?? "-";
        return await NightFiles.FinishAsync(screen, inputs, list, history, NightlyOptions.AgentComment(address), address, new JsonObject { ["shards"] = read.Count }, execution.Token);
    }

    private static ShardRecord Read(string file)
    {
        try
        {
            return ShardFile.Read(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ConfigurationException(
                new($"อ่านไม่ได้: {e.Message}", $"It can't be read as a shard: {e.Message}"),
                new("ระบุไฟล์ shard-I-of-N.json ที่ได้จาก nightly --shard", "Name a file shard-I-of-N.json that nightly --shard left."), file);
        }
    }
}
