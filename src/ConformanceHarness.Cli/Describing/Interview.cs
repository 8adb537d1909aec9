using System.Globalization;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Describing;

/// <summary>Asks what is not answered yet, one question at a time, and asks again until the answer can stand.</summary>
/// <param name="read">the next line that the person types; null when there will be none</param>
internal sealed class Interview(Screen screen, AnswerCheck check, Func<CancellationToken, Task<string?>> read)
{
    /// <summary>Adds the answers to <paramref name="answers"/>.</summary>
    /// <param name="answers">what is known already</param>
    /// <param name="further">a further rule for an answer: its problem, or null</param>
    public async Task AskAsync(Dictionary<string, string> answers, Func<string, string, ConfigurationException?> further, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var question in Questions.All)
        {
            number++;
            if (answers.ContainsKey(question.Key) || !question.Applies(answers))
            {
                continue;
            }

            var place = string.Create(CultureInfo.InvariantCulture, $"[{number}/{Questions.All.Count}] ");
            answers[question.Key] = question.Several ? await SeveralAsync(question, place, cancellationToken) : await OneAsync(question, place, answers, "", further, cancellationToken);
        }
    }

    private async Task<string> SeveralAsync(Question question, string place, CancellationToken cancellationToken)
    {
        var all = "";
        while (await OneAsync(question, place, new Dictionary<string, string>(), all, (_, _) => null, cancellationToken) is { Length: > 0 } one)
        {
            all += (all.Length == 0 ? "" : $"{Questions.Next} ") + one;
        }

        return all;
    }

    private async Task<string> OneAsync(Question question, string place, IReadOnlyDictionary<string, string> answers, string before, Func<string, string, ConfigurationException?> further, CancellationToken cancellationToken)
    {
        var otherwise = question.Default(answers);
        while (true)
        {
            screen.Line(place + screen.Say(question.Ask), Ink.Bold);
            screen.Prompt(otherwise is { Length: > 0 } ? $"    [{otherwise}] > " : "    > ");
            var typed = (await read(cancellationToken) ?? throw new ConfigurationException(
                new("ข้อมูลเข้าสิ้นสุดก่อนตอบครบ ไม่มีสิ่งใดถูกเขียน", "The input ended before all was answered; nothing was written."),
                new("สั่งใหม่อีกครั้ง หรือใช้ --answers FILE", "Run the command again, or use --answers FILE."))).Trim();
            var answer = typed.Length == 0 ? otherwise ?? "" : typed == "-" && question.Optional ? "" : typed;
            var joined = before.Length > 0 && answer.Length > 0 ? $"{before}{Questions.Next} {answer}" : answer;
            var problems = check.Problems(question.Key, joined).ToList();
            if (problems.Count == 0 && further(question.Key, answer) is { } more)
            {
                problems.Add(more);
            }

            if (problems.Count == 0)
            {
                return answer;
            }

            foreach (var problem in problems)
            {
                screen.Line("    ✗ " + screen.Say(problem.Problem), Ink.Red);
                screen.Line("      → " + screen.Say(problem.Next));
            }
        }
    }
}
