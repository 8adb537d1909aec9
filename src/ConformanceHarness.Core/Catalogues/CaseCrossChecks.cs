using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Catalogues;

/// <summary>What can only be seen with all cases at hand: ids used twice, names that lead nowhere, circles.</summary>
internal sealed class CaseCrossChecks
{
    private readonly IReadOnlyList<CaseEntry> cases;
    private readonly IReadOnlyList<Word> retired;
    private readonly Problems problems;
    private readonly Dictionary<string, CaseEntry> byId = new(StringComparer.Ordinal);

    public CaseCrossChecks(IReadOnlyList<CaseEntry> cases, IReadOnlyList<Word> retired, Problems problems)
    {
        this.cases = cases;
        this.retired = retired;
        this.problems = problems;
    }

    public void Run(IReadOnlySet<string>? knownChecks, IReadOnlySet<string>? knownScenarios, int casesLine)
    {
        Ids();
        Dependencies();
        Circles();
        if (knownChecks is not null)
        {
            Checks(knownChecks, casesLine);
        }

        foreach (var scenario in knownScenarios is null ? [] : cases.SelectMany(c => c.Scenarios).Where(s => !knownScenarios.Contains(s.Text)))
        {
            problems.Add(
                scenario.Line,
                new($"ไม่มีสถานการณ์ทดสอบชื่อ '{Problems.Shown(scenario.Text)}'", $"There is no scenario called '{Problems.Shown(scenario.Text)}'."),
                Nearest.Advice(scenario.Text, [.. knownScenarios!.Order(StringComparer.Ordinal)]));
        }
    }

    private void Ids()
    {
        var gone = retired.ToDictionary(r => r.Text, StringComparer.Ordinal);
        foreach (var (id, entry) in cases.Where(c => c.Id is not null).Select(c => (c.Id!, c)))
        {
            if (!byId.TryAdd(id.Text, entry))
            {
                problems.Add(
                    id.Line,
                    new($"รหัส '{Problems.Shown(id.Text)}' ซ้ำกับบรรทัด {byId[id.Text].Id!.Line}", $"The id '{Problems.Shown(id.Text)}' is already used on line {byId[id.Text].Id!.Line}."),
                    new("ใช้รหัสใหม่ที่ไม่เคยใช้", "Give this case an id that was never used."));
            }

            if (gone.TryGetValue(id.Text, out var at))
            {
                problems.Add(
                    id.Line,
                    new($"รหัส '{id.Text}' ถูกยกเลิกแล้ว (บรรทัด {at.Line})", $"The id '{id.Text}' is retired (line {at.Line}) and is never used again."),
                    new("ใช้รหัสใหม่ที่ไม่เคยใช้", "Give this case an id that was never used."));
            }
        }
    }

    private void Dependencies()
    {
        foreach (var word in cases.SelectMany(c => c.DependsOn).Where(d => !byId.ContainsKey(d.Text)))
        {
            problems.Add(
                word.Line,
                new($"'dependsOn': ไม่มีกรณีทดสอบ '{Problems.Shown(word.Text)}'", $"'dependsOn': there is no case '{Problems.Shown(word.Text)}'."),
                Nearest.Of(word.Text, byId.Keys) is { } meant
                    ? new($"หมายถึง '{meant}' ใช่หรือไม่", $"Did you mean '{meant}'?")
                    : new("ระบุรหัสที่มีอยู่ในไฟล์นี้", "Name a case of this file."));
        }
    }

    private void Circles()
    {
        // A stack of its own instead of recursion: a hostile file can chain more cases than the thread's stack holds.
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in byId.Keys)
        {
            var way = new Stack<(string Id, int Next)>();
            var onWay = new HashSet<string>(StringComparer.Ordinal);
            Enter(start, way, onWay, done);
            while (way.TryPop(out var step))
            {
                var dependsOn = byId[step.Id].DependsOn;
                if (step.Next == dependsOn.Count)
                {
                    onWay.Remove(step.Id);
                    done.Add(step.Id);
                    continue;
                }

                way.Push(step with { Next = step.Next + 1 });
                var next = dependsOn[step.Next];
                if (onWay.Contains(next.Text))
                {
                    Circle(next, way);
                }
                else
                {
                    Enter(next.Text, way, onWay, done);
                }
            }
        }
    }

    private void Enter(string id, Stack<(string Id, int Next)> way, HashSet<string> onWay, HashSet<string> done)
    {
        if (byId.ContainsKey(id) && !done.Contains(id))
        {
            way.Push((id, 0));
            onWay.Add(id);
        }
    }

    /// <summary>Reported once, at the dependency that closes the circle.</summary>
    private void Circle(Word closing, Stack<(string Id, int Next)> way)
    {
        var circle = string.Join(" → ", [.. way.Reverse().Select(s => s.Id).SkipWhile(id => id != closing.Text), closing.Text]);
        problems.Add(
            closing.Line,
            new($"'dependsOn' วนเป็นวง: {circle}", $"'dependsOn' goes round in a circle: {circle}."),
            new("ลบความเกี่ยวเนื่องหนึ่งข้อ", "Delete one of these dependencies."));
    }

    private void Checks(IReadOnlySet<string> knownChecks, int casesLine)
    {
        foreach (var check in cases.Select(c => c.Check).OfType<Word>().Where(c => !knownChecks.Contains(c.Text)))
        {
            problems.Add(
                check.Line,
                new($"ไม่มีตัวตรวจ '{Problems.Shown(check.Text)}'", $"There is no check '{Problems.Shown(check.Text)}'."),
                Nearest.Of(check.Text, knownChecks) is { } meant
                    ? new($"หมายถึง '{meant}' ใช่หรือไม่", $"Did you mean '{meant}'?")
                    : new("ใช้ decision: notBuilt จนกว่าจะมีตัวตรวจ", "Use decision: notBuilt until there is one."));
        }

        var used = cases.Select(c => c.Check?.Text).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var unused in knownChecks.Where(k => !used.Contains(k)).Order(StringComparer.Ordinal))
        {
            problems.Add(
                casesLine,
                new($"ไม่มีกรณีทดสอบใดใช้ตัวตรวจ '{unused}'", $"No case uses the check '{unused}'."),
                new($"เพิ่ม check: {unused} ในกรณีทดสอบ หรือลบตัวตรวจ", $"Name it in a case (check: {unused}), or delete the check."));
        }
    }
}
