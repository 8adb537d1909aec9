using System.Globalization;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Cli.Attesting;

/// <summary>Asks a person about one case after the other.</summary>
/// <param name="read">the next line that the person types; null at the end of the input</param>
/// <param name="folder">folder of the service file: evidence must lie in it</param>
/// <param name="today">offered as the date</param>
internal sealed class Interview(Screen screen, Func<Task<string?>> read, string folder, Stage stage, DateOnly today)
{
    private static readonly Dictionary<string, Outcome> Outcomes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["p"] = Outcome.Passed,
        ["passed"] = Outcome.Passed,
        ["ผ่าน"] = Outcome.Passed,
        ["f"] = Outcome.Failed,
        ["failed"] = Outcome.Failed,
        ["ไม่ผ่าน"] = Outcome.Failed,
        ["i"] = Outcome.Inapplicable,
        ["inapplicable"] = Outcome.Inapplicable,
        ["ไม่เกี่ยวข้อง"] = Outcome.Inapplicable,
    };

    private string? lastName;

    /// <summary>Hands every answer to <paramref name="keep"/> before it asks for the next.</summary>
    public async Task RunAsync(IReadOnlyList<CatalogueCase> cases, Action<Attestation> keep)
    {
        foreach (var (@case, index) in cases.Select((c, i) => (c, i)))
        {
            screen.Line();
            screen.Line($"{index + 1}/{cases.Count}  {@case.Id}  {screen.Say(@case.Title)} · {screen.Say(ReportWords.Of(@case.Obligation))}", Ink.Bold);
            screen.Line("  " + screen.Say(How(@case)));
            switch (await OutcomeAsync())
            {
                case { Stop: true }:
                    return;
                case { Outcome: { } outcome }:
                    if (await RestAsync(@case, outcome) is not { } answer)
                    {
                        return;
                    }

                    keep(answer);
                    screen.Line("  ✓ " + screen.Say("บันทึกแล้ว", "kept"), Ink.Green);
                    break;
                default:
                    break;
            }
        }
    }

    private static LocalText How(CatalogueCase @case) => @case.How ?? new(
        "เข้าใช้บริการจากแอปทางรัฐรุ่นทดสอบ แล้วตรวจตามข้อความข้างต้น เก็บภาพหน้าจอไว้เป็นหลักฐาน",
        "Enter from the test build of the Tangrat app and see whether the sentence above holds. Keep screenshots as evidence.");

    private async Task<(Outcome? Outcome, bool Stop)> OutcomeAsync()
    {
        while (true)
        {
            var typed = await AskAsync(new("ผล: p ผ่าน · f ไม่ผ่าน · i ไม่เกี่ยวข้อง · Enter ข้าม · q เลิก", "Outcome: p passed · f failed · i inapplicable · Enter to skip · q to stop"));
            if (typed is null or "q")
            {
                return (null, true);
            }

            if (typed.Length == 0 || Outcomes.TryGetValue(typed, out var outcome) is var known && !known && typed == "s")
            {
                return (null, false);
            }

            if (Outcomes.TryGetValue(typed, out outcome))
            {
                return (outcome, false);
            }

            Refuse(new($"ไม่รู้จัก '{typed}'", $"'{typed}' is none of these."));
        }
    }

    /// <returns>null at the end of the input</returns>
    private async Task<Attestation?> RestAsync(CatalogueCase @case, Outcome outcome)
    {
        var name = await TextAsync(new("ชื่อผู้ตรวจ", "Your name"), lastName);
        var date = name is null ? null : await DateAsync();
        var words = date is null ? null : await TextAsync(new("ตรวจอะไรและพบอะไร", "What you looked at and saw"), null);
        var evidence = words is null ? null : await EvidenceAsync();
        if (evidence is null)
        {
            return null;
        }

        lastName = name;
        return new Attestation(@case.Id, outcome, name!, date!.Value, words!, evidence, stage);
    }

    private async Task<string?> TextAsync(LocalText question, string? otherwise)
    {
        while (true)
        {
            var typed = await AskAsync(otherwise is null ? question : new($"{question.Th} [{otherwise}]", $"{question.En} [{otherwise}]"));
            if (typed is null)
            {
                return null;
            }

            if ((typed.Length > 0 ? typed : otherwise) is { } text)
            {
                return text;
            }

            Refuse(new("ต้องมีข้อความ", "It can't be left empty."));
        }
    }

    private async Task<DateOnly?> DateAsync()
    {
        var offered = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        while (true)
        {
            var typed = await AskAsync(new($"วันที่ตรวจ ค.ศ. [{offered}]", $"Date, common era [{offered}]"));
            if (typed is null)
            {
                return null;
            }

            if (typed.Length == 0)
            {
                return today;
            }

            if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year >= 2000 && date <= today)
            {
                return date;
            }

            Refuse(new($"'{typed}' ไม่ใช่วันที่ ค.ศ. จนถึงวันนี้ เช่น {offered}", $"'{typed}' is no date of the common era up to today, such as {offered}."));
        }
    }

    private async Task<IReadOnlyList<string>?> EvidenceAsync()
    {
        while (true)
        {
            var typed = await AskAsync(new($"ไฟล์หลักฐานใน {folder} คั่นด้วยจุลภาค (Enter = ไม่มี)", $"Evidence files in {folder}, separated by commas (Enter for none)"));
            if (typed is null)
            {
                return null;
            }

            var files = typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Relative).Distinct(StringComparer.Ordinal).ToList();
            var wrong = files.FirstOrDefault(f => Path.IsPathRooted(f) || f.Split('/').Contains("..") || f.Contains(':', StringComparison.Ordinal) || !File.Exists(Path.Combine(folder, f)));
            if (wrong is null)
            {
                return files;
            }

            Refuse(new($"ไม่พบ {wrong} ในโฟลเดอร์ของไฟล์บริการ", $"There is no {wrong} in the service file's folder."));
        }
    }

    private string Relative(string typed) => (Path.IsPathRooted(typed) ? Path.GetRelativePath(folder, typed) : typed).Replace('\\', '/');

    private async Task<string?> AskAsync(LocalText question)
    {
        screen.Line("  " + screen.Say(question) + ":");
        return (await read())?.Trim();
    }

    private void Refuse(LocalText why) => screen.Line("  ! " + screen.Say(why), Ink.Yellow);
}
