using ConformanceHarness.Core;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Cli.Describing;

/// <summary>Answers that were given beforehand: <c>--answers FILE</c>, and <c>--answer KEY=VALUE</c>, which has the last word.</summary>
internal static class GivenAnswers
{
    private static readonly string[] Keys = [.. Questions.All.Select(q => q.Key)];

    public static Dictionary<string, string> Read(string? file, IReadOnlyList<string> single)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (file is not null)
        {
            ReadFile(file, answers);
        }

        foreach (var pair in single)
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            // Up to the '=' only: what follows may be anything.
            var key = at < 0 ? "" : pair[..at].Trim();
            if (!Keys.Contains(key))
            {
                throw new ConfigurationException(
                    at < 0 ? new("--answer ต้องเป็น ชื่อ=คำตอบ", "--answer takes KEY=VALUE.") : new($"--answer {key}: ไม่มีคำถามนี้", $"--answer {key}: there is no such question."),
                    at < 0 ? new($"ชื่อที่มี: {string.Join(", ", Keys)}", $"The keys are {string.Join(", ", Keys)}.") : Nearest.Advice(key, Keys));
            }

            answers[key] = pair[(at + 1)..].Trim();
        }

        return answers;
    }

    private static void ReadFile(string file, Dictionary<string, string> answers)
    {
        var problems = new Problems(file);
        var bytes = YamlBytes.Of(file, problems);
        problems.ThrowIfAny();
        if (YamlTree.Read(bytes!, problems) is { } tree && Members.Of(tree, "", problems, Keys) is { } members)
        {
            foreach (var key in Keys.Where(k => members.Optional(k) is not null))
            {
                answers[key] = members.Optional(key) is YamlSequence
                    ? string.Join(key == "subServices" ? "; " : ", ", members.OptionalWords(key).Select(w => w.Text))
                    : members.OptionalText(key)?.Trim() ?? "";
            }
        }

        problems.ThrowIfAny();
    }
}
