using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Catalogues;

/// <summary>A case with the lines that the comparisons between cases need. <see cref="Case"/> is null where the case itself is wrong.</summary>
internal sealed record CaseEntry(Word? Id, Word? Check, IReadOnlyList<Word> Scenarios, IReadOnlyList<Word> DependsOn, CatalogueCase? Case);

/// <summary>One item of <c>cases</c>.</summary>
internal static class CaseReader
{
    private static readonly string[] Known =
    [
        "id", "title", "obligation", "stages", "channels", "decision", "check", "notBuilt", "feature", "login", "scenarios", "evidence", "dependsOn",
        "parameters", "source", "how", "fix", "fixer",
    ];

    public static CaseEntry? Read(YamlValue item, int index, Problems problems)
    {
        // Messages name the case by its id where it has one: nobody counts to the 57th item.
        var name = item is YamlMapping mapping && mapping.Members.FirstOrDefault(m => m.Name == "id")?.Value is YamlScalar { Value: { Length: > 0 } typed }
            ? Problems.Shown(typed)
            : $"cases[{index}]";
        if (Members.Of(item, name, problems, Known) is not { } members)
        {
            return null;
        }

        var id = members.RequiredText("id") is { } text ? new Word(text, members.LineOf("id")) : null;
        if (id is not null)
        {
            CatalogueWords.CheckCaseId(id, "id", problems);
        }

        var title = members.RequiredLocal("title");
        var obligation = members.RequiredChoice("obligation", CatalogueWords.Obligations);
        var stages = members.RequiredChoices("stages", CatalogueWords.Stages);
        var channels = members.RequiredChoices("channels", CatalogueWords.Channels);
        var scenarios = members.OptionalWords("scenarios");
        var evidence = members.OptionalWords("evidence");
        foreach (var kind in evidence)
        {
            KnownWord(kind, members.Path("evidence"), CatalogueWords.EvidenceKinds, problems);
        }

        var dependsOn = members.OptionalWords("dependsOn");
        var parameters = Parameters(members, problems);
        var source = members.RequiredText("source");
        var fix = members.RequiredLocal("fix");
        var how = members.OptionalLocal("how");
        var fixer = members.RequiredText("fixer");
        if (fixer is not null)
        {
            KnownWord(new Word(fixer, members.LineOf("fixer")), members.Path("fixer"), CatalogueWords.Fixers, problems);
        }

        var feature = Feature(members, problems);
        var login = members.Optional("login") is null ? null : members.RequiredChoice("login", CatalogueWords.Protocols);
        var decision = members.RequiredChoice("decision", CatalogueWords.Decisions);
        var check = members.OptionalText("check");
        var notBuilt = members.OptionalLocal("notBuilt");
        if (decision is { } decided)
        {
            DecisionRules.Check(members, decided, problems);
        }

        var complete = id is not null && title is not null && obligation is not null && decision is not null && source is not null && fix is not null && fixer is not null;
        return new CaseEntry(
            id,
            check is null ? null : new Word(check, members.LineOf("check")),
            scenarios,
            dependsOn,
            complete ? new CatalogueCase
            {
                Id = id!.Text,
                Title = title!,
                Obligation = obligation!.Value,
                Stages = stages,
                Channels = channels,
                Decision = decision!.Value,
                Check = check,
                NotBuilt = notBuilt,
                Feature = feature,
                Login = login,
                Scenarios = [.. scenarios.Select(s => s.Text)],
                Evidence = [.. evidence.Select(e => e.Text)],
                DependsOn = [.. dependsOn.Select(d => d.Text)],
                Parameters = parameters,
                Source = source!,
                How = how,
                Fix = fix!,
                Fixer = fixer!,
            }
            : null);
    }

    private static void KnownWord(Word word, string path, IReadOnlyList<string> known, Problems problems)
    {
        if (!known.Contains(word.Text))
        {
            problems.Add(
                word.Line,
                new($"'{path}': ไม่รู้จักค่า '{Problems.Shown(word.Text)}'", $"'{path}': '{Problems.Shown(word.Text)}' is not known."),
                Nearest.Advice(word.Text, known));
        }
    }

    private static string? Feature(Members members, Problems problems)
    {
        var feature = members.OptionalText("feature");
        if (feature is not null && !CatalogueWords.MemberName().IsMatch(feature))
        {
            problems.Add(
                members.LineOf("feature"),
                new($"'{members.Path("feature")}': '{Problems.Shown(feature)}' ไม่ถูกรูปแบบ", $"'{members.Path("feature")}': '{Problems.Shown(feature)}' is malformed."),
                new("ใช้อักษรอังกฤษและตัวเลข เช่น sendFile", "Use letters and digits, for example sendFile."));
        }

        return feature;
    }

    private static Dictionary<string, string> Parameters(Members members, Problems problems)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (members.Optional("parameters") is not { } value || value is YamlUnreadable)
        {
            return parameters;
        }

        // Every name is allowed here, so the mapping declares its own.
        var names = value is YamlMapping mapping ? mapping.Members.Select(m => m.Name).ToHashSet() : [];
        var path = members.Path("parameters");
        if (Members.Of(value, path, problems, names) is not { } given)
        {
            return parameters;
        }

        foreach (var name in names)
        {
            if (!CatalogueWords.MemberName().IsMatch(name))
            {
                problems.Add(
                    given.LineOf(name),
                    new($"'{path}': ชื่อพารามิเตอร์ '{Problems.Shown(name)}' ไม่ถูกรูปแบบ", $"'{path}': the parameter name '{Problems.Shown(name)}' is malformed."),
                    new("ใช้อักษรอังกฤษและตัวเลข เช่น settledSeconds", "Use letters and digits, for example settledSeconds."));
            }
            else if (given.Optional(name) is YamlScalar { Kind: ScalarKind.Number } number && CatalogueWords.PlainNumber().IsMatch(number.Value))
            {
                parameters[name] = number.Value;
            }
            else if (Members.Text(given.Optional(name)!, $"{path}.{name}", problems) is { } text)
            {
                parameters[name] = text;
            }
        }

        return parameters;
    }
}
