using System.Text.RegularExpressions;

namespace ConformanceHarness.Cli.Recording;

/// <summary>The reference number that a final page shows: what it is called there, and a pattern for its like.</summary>
/// <param name="Label">the words before it that were not on any earlier page; null if there are none</param>
/// <param name="Pattern">null for a bare number: the words before it tell it apart better than its digits do</param>
internal sealed partial record ReferenceProposal(string Number, string? Label, string? Pattern)
{
    /// <summary>Finds it among what is new; null where nothing looks like one.</summary>
    /// <param name="text">the final page</param>
    /// <param name="before">everything that earlier pages showed</param>
    public static ReferenceProposal? Of(string text, string before, Func<string, bool> isPersonal)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var found = new List<(int Score, ReferenceProposal Proposal)>();
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (var match in Token().Matches(lines[i]).Cast<Match>())
            {
                var number = match.Value;
                if (number.Count(char.IsAsciiDigit) < 3 || before.Contains(number, StringComparison.Ordinal) || isPersonal(number) || Day().IsMatch(number) || Amount().IsMatch(lines[i][(match.Index + match.Length)..]))
                {
                    continue;
                }

                var same = Ending().Replace(lines[i][..match.Index], "");
                var words = same.Length > 0 ? same : i > 0 ? Ending().Replace(lines[i - 1], "") : "";
                var called = Called().IsMatch(words);
                var shaped = number.Any(char.IsLetter) || number.Contains('-', StringComparison.Ordinal);
                if (called || (shaped && number.Any(char.IsLetter)))
                {
                    found.Add(((called ? 4 : 0) + (shaped ? 2 : 0), new ReferenceProposal(number, called ? Fresh(words, before) : null, shaped ? Shape(number) : null)));
                }
            }
        }

        return found.OrderByDescending(f => f.Score).Select(f => f.Proposal).FirstOrDefault();
    }

    /// <summary>The same letters, as many digits: "กต-2569-000001" → กต-\d{4}-\d{6}.</summary>
    public static string Shape(string number)
    {
        var parts = Part().Matches(number).Select(m => m.Value).ToList();
        // Letters and digits all mixed up are random: every part of it is then.
        var random = parts.Any(p => Mixed().IsMatch(p));
        return string.Concat(parts.Select(p =>
            !char.IsLetterOrDigit(p[0]) ? Regex.Escape(p)
            : random ? $"[0-9A-Za-z]{{{p.Length}}}"
            : Runs().Replace(p, m => char.IsAsciiDigit(m.Value[0]) ? $@"\d{{{m.Length}}}" : m.Value)));
    }

    /// <summary>The end of the words that no earlier page showed, short enough to be waited for.</summary>
    private static string? Fresh(string words, string before)
    {
        var label = Called().Match(words).Value;
        var last = words.Length <= 40 ? words : label;
        return new[] { last, label }.FirstOrDefault(l => l.Length > 2 && !before.Contains(l, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<![\p{L}\p{M}\p{N}./-])(?:[A-Za-z]{1,8}|[ก-ฮ]{1,6}\.?)?[-/.]?\d[0-9A-Za-z]*(?:[-/.][0-9A-Za-zก-ฮ]+)*(?![\p{L}\p{M}])|(?<![\p{L}\p{M}\p{N}./-])(?=[0-9A-Fa-f-]*\d)[0-9A-Za-z]{4,}(?:-[0-9A-Za-z]{2,})*(?![\p{L}\p{M}])")]
    private static partial Regex Token();

    [GeneratedRegex(@"(?:เลขที่|หมายเลข|เลข|รหัส)(?:คำขอ|คำร้อง|อ้างอิง|รับ(?:เรื่อง|คำขอ)?|รายการ|การจอง|นัดหมาย|ติดตาม|คิว|เอกสาร)*|(?:reference|request|tracking|ticket|booking|receipt)(?: (?:number|no\.?|id|code))?|\bref\b\.?", RegexOptions.IgnoreCase)]
    private static partial Regex Called();

    [GeneratedRegex(@"[\s:：#.“""(]+\z")]
    private static partial Regex Ending();

    [GeneratedRegex(@"^(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}(?:T.*)?|\d{1,2}\.\d{2})\z")]
    private static partial Regex Day();

    [GeneratedRegex(@"^\s*(?:บาท|น\.|%|วัน|MB|KB)")]
    private static partial Regex Amount();

    [GeneratedRegex(@"[\p{L}\p{N}]+|[^\p{L}\p{N}]")]
    private static partial Regex Part();

    // A digit, then a letter: something other than a prefix and a number.
    [GeneratedRegex(@"\d[A-Za-z]")]
    private static partial Regex Mixed();

    [GeneratedRegex(@"\d+|\D+")]
    private static partial Regex Runs();
}
