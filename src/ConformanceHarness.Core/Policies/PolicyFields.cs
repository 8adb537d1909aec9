using System.Globalization;
using System.Text.RegularExpressions;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Policies;

/// <summary>The members of a policy that are no files.</summary>
internal static partial class PolicyFields
{
    public static IReadOnlyList<AcceptedCatalogue> Catalogues(Members root, Problems problems)
    {
        var found = new List<AcceptedCatalogue>();
        foreach (var (item, index) in root.OptionalList("catalogues").Select((item, index) => (item, index)))
        {
            if (Members.Of(item, $"catalogues[{index}]", problems, ["digest", "id", "version", "until"]) is not { } members)
            {
                continue;
            }

            var (digest, id, version) = (members.OptionalText("digest"), members.OptionalText("id"), members.OptionalText("version"));
            if (digest is not null && !Sha256().IsMatch(digest))
            {
                problems.Add(
                    members.LineOf("digest"),
                    new($"'{members.Path("digest")}': '{Problems.Shown(digest)}' ไม่ใช่ค่า SHA-256 แบบเลขฐานสิบหก", $"'{members.Path("digest")}': '{Problems.Shown(digest)}' is no SHA-256 in hex."),
                    new("ใช้ค่าที่ได้จาก sha256sum ของไฟล์รายการกรณีทดสอบ", "Use what sha256sum gives for the catalogue's file."));
            }

            if (members.Optional("digest") is null && members.Optional("id") is null)
            {
                problems.Add(
                    members.Line,
                    new($"'catalogues[{index}]' ไม่มีทั้ง digest และ id", $"'catalogues[{index}]' has neither a digest nor an id."),
                    new("ระบุอย่างน้อยหนึ่งอย่าง", "Give at least one of the two."));
            }

            found.Add(new AcceptedCatalogue(digest, id, version, Time(members, "until", problems)));
        }

        return found;
    }

    public static IReadOnlyList<AcceptedProvenance> Provenance(Members root, Problems problems)
    {
        var found = new List<AcceptedProvenance>();
        foreach (var (item, index) in root.OptionalList("provenance").Select((item, index) => (item, index)))
        {
            if (Members.Of(item, $"provenance[{index}]", problems, ["stage", "logins", "surfaces", "engines"]) is { } members
                && members.RequiredChoice("stage", CatalogueWords.Stages) is { } stage)
            {
                found.Add(new AcceptedProvenance(
                    stage,
                    Choices(members, "logins", ServiceWords.Logins, problems),
                    Words(members, "surfaces", ["emulated", "webview", "device"], problems),
                    Words(members, "engines", ["chromium", "webkit"], problems)));
            }
        }

        return found;
    }

    public static IReadOnlyDictionary<Stage, DateTimeOffset> Deadlines(Members root, Problems problems)
    {
        var found = new Dictionary<Stage, DateTimeOffset>();
        if (root.Optional("deadlines") is { } value && Members.Of(value, "deadlines", problems, [.. CatalogueWords.Stages.Keys]) is { } members)
        {
            foreach (var (name, stage) in CatalogueWords.Stages)
            {
                if (Time(members, name, problems) is { } deadline)
                {
                    found[stage] = deadline;
                }
            }
        }

        return found;
    }

    public static IReadOnlyList<T> Choices<T>(Members members, string name, IReadOnlyDictionary<string, T> choices, Problems problems)
        where T : struct =>
        [.. members.OptionalWords(name).Select(word => Members.Choice(word, members.Path(name), choices, problems)).OfType<T>()];

    public static bool Flag(Members members, string name, Problems problems)
    {
        switch (members.Optional(name))
        {
            case null or YamlUnreadable:
                return false;
            case YamlScalar { Kind: ScalarKind.Boolean } scalar:
                return scalar.Value.Equals("true", StringComparison.OrdinalIgnoreCase);
            case var other:
                problems.Add(other.Line, new($"'{members.Path(name)}' ต้องเป็น true หรือ false", $"'{members.Path(name)}' must be true or false."), new("เขียน true หรือ false โดยไม่มีเครื่องหมายคำพูด", "Write true or false, without quotation marks."));
                return false;
        }
    }

    private static IReadOnlyList<string> Words(Members members, string name, string[] known, Problems problems)
    {
        var choices = known.Select((word, index) => (word, index)).ToDictionary(p => p.word, p => p.index);
        return [.. Choices(members, name, choices, problems).Select(i => known[i])];
    }

    /// <summary>A time with its offset, or a day: then its end in Thailand.</summary>
    private static DateTimeOffset? Time(Members members, string name, Problems problems)
    {
        if (members.OptionalText(name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            return new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).AddTicks(-1);
        }

        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        problems.Add(
            members.LineOf(name),
            new($"'{members.Path(name)}': '{Problems.Shown(text)}' ไม่ใช่วันหรือเวลา", $"'{members.Path(name)}': '{Problems.Shown(text)}' is no day and no time."),
            new("เขียนเช่น 2026-07-31 (สิ้นวันตามเวลาไทย) หรือ 2026-07-31T16:30:00+07:00", "Write 2026-07-31 (the end of the day in Thailand) or 2026-07-31T16:30:00+07:00."));
        return null;
    }

    [GeneratedRegex(@"^[0-9a-fA-F]{64}\z")]
    private static partial Regex Sha256();
}
