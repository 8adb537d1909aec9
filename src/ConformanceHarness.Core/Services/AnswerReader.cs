using System.Globalization;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary>An item of the file that answers one case; <see cref="Value"/> is null where the item itself is wrong.</summary>
internal sealed record Answer<T>(Word? Case, T? Value)
    where T : class;

/// <summary><c>waivers</c> and <c>attestations</c>: what people say about single cases.</summary>
internal static class AnswerReader
{
    public static IReadOnlyList<Answer<Waiver>> Waivers(Members root, Problems problems) =>
        Read(root, "waivers", ["case", "reason", "owner", "approver", "expires"], problems, (members, id) =>
        {
            var reason = members.RequiredText("reason");
            var owner = members.RequiredText("owner");
            var approver = members.RequiredText("approver");
            var expires = Date(members, "expires", problems);
            return id is null || reason is null || owner is null || approver is null || expires is null ? null : new Waiver(id.Text, reason, owner, approver, expires.Value);
        });

    public static IReadOnlyList<Answer<Attestation>> Attestations(Members root, Problems problems) =>
        Read(root, "attestations", ["case", "stage", "outcome", "name", "date", "words", "evidence"], problems, (members, id) =>
        {
            Stage? stage = members.Optional("stage") is null ? null : members.RequiredChoice("stage", CatalogueWords.Stages);
            var outcome = members.RequiredChoice("outcome", ServiceWords.AttestedOutcomes);
            var name = members.RequiredText("name");
            var date = Date(members, "date", problems);
            var words = members.RequiredText("words");
            var evidence = members.OptionalWords("evidence");
            foreach (var file in evidence)
            {
                BesideTheFile.Check(file, members.Path("evidence"), problems);
            }

            return id is null || outcome is null || name is null || date is null || words is null
                ? null
                : new Attestation(id.Text, outcome.Value, name, date.Value, words, [.. evidence.Select(e => e.Text)], stage);
        });

    private static List<Answer<T>> Read<T>(Members root, string list, string[] known, Problems problems, Func<Members, Word?, T?> read)
        where T : class
    {
        var answers = new List<Answer<T>>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (item, index) in root.OptionalList(list).Select((item, index) => (item, index)))
        {
            if (Members.Of(item, $"{list}[{index}]", problems, known) is not { } members)
            {
                continue;
            }

            var id = members.RequiredText("case") is { } text ? new Word(text, members.LineOf("case")) : null;
            var wellFormed = id is not null && CatalogueWords.CheckCaseId(id, members.Path("case"), problems);
            // One answer for each stage, and one for all of them, may stand beside each other.
            var key = members.Optional("stage") is YamlScalar stage ? $"{id?.Text} ({stage.Value})" : id?.Text ?? "";
            if (wellFormed && !lines.TryAdd(key, id!.Line))
            {
                Members.Doubled(id.Line, $"{list}: {key}", lines[key], problems);
            }

            answers.Add(new Answer<T>(wellFormed ? id : null, read(members, id)));
        }

        return answers;
    }

    private static DateOnly? Date(Members members, string name, Problems problems)
    {
        if (members.RequiredText(name) is not { } text)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            problems.Add(
                members.LineOf(name),
                new($"'{members.Path(name)}': '{Problems.Shown(text)}' ไม่ใช่วันที่", $"'{members.Path(name)}': '{Problems.Shown(text)}' is no date."),
                new("เขียนเป็น ปี ค.ศ.-เดือน-วัน เช่น 2026-09-30", "Write it as yyyy-MM-dd, such as 2026-09-30."));
            return null;
        }

        if (date.Year is >= 1900 and < 2200)
        {
            return date;
        }

        var meant = date.Year is >= 2443 and < 2743 ? text.Replace($"{date.Year}-", $"{date.Year - 543}-", StringComparison.Ordinal) : "2026-09-30";
        problems.Add(
            members.LineOf(name),
            new($"'{members.Path(name)}': ปี {date.Year} ไม่ใช่ปี ค.ศ. ที่ใช้ได้", $"'{members.Path(name)}': the year {date.Year} is not a year of the common era that can be meant."),
            new($"ใช้ปี ค.ศ. เช่น {meant}", $"Use the common era, such as {meant}."));
        return null;
    }
}
