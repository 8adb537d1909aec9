using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary>
/// Writes an answer into a service file and leaves every other line as its author wrote it, comments included. What came of it is read
/// again and compared: where the file is written in a way that can't be added to safely, it says so instead.
/// </summary>
public static partial class AttestationText
{
    private const string Member = "attestations";

    /// <returns>the whole text with the answer in it, in place of an earlier one to the same case and stage; null where that isn't safe</returns>
    public static string? Put(string text, Attestation answer)
    {
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        var head = lines.FindIndex(l => Head().IsMatch(l));
        if (head < 0)
        {
            while (lines.Count > 0 && lines[^1].Length == 0)
            {
                lines.RemoveAt(lines.Count - 1);
            }

            lines.AddRange(["", Member + ":", .. Item(answer, "  "), ""]);
        }
        else if (!PutInto(lines, head, answer))
        {
            return null;
        }

        var written = string.Join(newLine, lines);
        return IsWhatWasMeant(text, written, answer) ? written : null;
    }

    /// <summary>The answers as a file for <c>attest --answers</c>.</summary>
    public static string File(IEnumerable<Attestation> answers) => Member + ":\n" + string.Concat(answers.SelectMany(a => Item(a, "  ")).Select(l => l + "\n"));

    private static bool PutInto(List<string> lines, int head, Attestation answer)
    {
        var rest = Head().Match(lines[head]).Groups["rest"].Value;
        if (rest is "[]")
        {
            lines[head] = Member + ":";
        }
        else if (rest.Length > 0)
        {
            return false;
        }

        var end = head + 1;
        while (end < lines.Count && (lines[end].Length == 0 || lines[end][0] is ' ' or '#' or '-'))
        {
            end++;
        }

        var first = lines.FindIndex(head + 1, end - head - 1, l => Dash().IsMatch(l));
        var indent = first < 0 ? "  " : Dash().Match(lines[first]).Groups["indent"].Value;
        var starts = Enumerable.Range(head + 1, end - head - 1).Where(i => Dash().Match(lines[i]) is { Success: true } m && m.Groups["indent"].Value == indent).ToList();
        foreach (var (start, next) in starts.Zip(starts.Skip(1).Append(end)))
        {
            var last = LastWritten(lines, start, next);
            var item = lines.GetRange(start, last - start + 1);
            if (Value(item, "case") == answer.Case && Value(item, "stage") == Word(answer.Stage))
            {
                lines.RemoveRange(start, item.Count);
                lines.InsertRange(start, Item(answer, indent));
                return true;
            }
        }

        lines.InsertRange(LastWritten(lines, head, end) + 1, Item(answer, indent));
        return true;
    }

    /// <summary>The last line of a part that is neither empty nor a comment: what follows may belong to what comes next.</summary>
    private static int LastWritten(List<string> lines, int start, int end)
    {
        var last = end - 1;
        while (last > start && (lines[last].Trim().Length == 0 || lines[last].TrimStart().StartsWith('#')))
        {
            last--;
        }

        return last;
    }

    private static string? Value(List<string> item, string member) =>
        item.Select(l => Pair().Match(l)).FirstOrDefault(m => m.Success && m.Groups["name"].Value == member)?.Groups["value"].Value;

    private static string? Word(Stage? stage) => stage?.ToString().ToLowerInvariant();

    private static IEnumerable<string> Item(Attestation answer, string indent)
    {
        yield return $"{indent}- case: {answer.Case}";
        if (Word(answer.Stage) is { } stage)
        {
            yield return $"{indent}  stage: {stage}";
        }

        yield return $"{indent}  outcome: {answer.Outcome.ToString().ToLowerInvariant()}";
        yield return $"{indent}  name: {Quoted(answer.Name)}";
        yield return $"{indent}  date: {answer.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        yield return $"{indent}  words: {Quoted(answer.Words)}";
        if (answer.Evidence.Count > 0)
        {
            yield return $"{indent}  evidence: [{string.Join(", ", answer.Evidence.Select(Quoted))}]";
        }
    }

    // A JSON string is a YAML string in quotation marks.
    private static string Quoted(string text) => "\"" + JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"";

    private static bool IsWhatWasMeant(string before, string after, Attestation answer)
    {
        var problems = new Problems("");
        if (YamlTree.Read(Encoding.UTF8.GetBytes(before), problems) is not YamlMapping old || YamlTree.Read(Encoding.UTF8.GetBytes(after), problems) is not YamlMapping fresh)
        {
            return false;
        }

        static IEnumerable<YamlMember> Others(YamlMapping file) => file.Members.Where(m => m.Name != Member);
        if (!Others(old).Select(m => (m.Name, Shape(m.Value))).SequenceEqual(Others(fresh).Select(m => (m.Name, Shape(m.Value)))))
        {
            return false;
        }

        var expected = Answers(old, problems).Where(a => (a.Case, a.Stage) != (answer.Case, answer.Stage)).Append(answer).Select(Shape).Order(StringComparer.Ordinal);
        return Answers(fresh, problems).Select(Shape).Order(StringComparer.Ordinal).SequenceEqual(expected) && !problems.Any;
    }

    private static IEnumerable<Attestation> Answers(YamlMapping file, Problems problems) =>
        Members.Of(new YamlMapping(1, [.. file.Members.Where(m => m.Name == Member)]), "", problems, [Member]) is { } members
            ? AnswerReader.Attestations(members, problems).Select(a => a.Value).OfType<Attestation>()
            : [];

    private static string Shape(Attestation a) => string.Join('\u001f', [a.Case, Word(a.Stage) ?? "", a.Outcome.ToString(), a.Name, a.Date.ToString("O", CultureInfo.InvariantCulture), a.Words, .. a.Evidence]);

    private static string Shape(YamlValue value) => value switch
    {
        YamlScalar scalar => (scalar.Plain ? "~" : "\"") + scalar.Value + "\u001f",
        YamlSequence sequence => "[" + string.Concat(sequence.Items.Select(Shape)) + "]",
        YamlMapping mapping => "{" + string.Concat(mapping.Members.Select(m => m.Name + "\u001e" + Shape(m.Value))) + "}",
        _ => "?",
    };

    [GeneratedRegex(@"^attestations\s*:\s*(?<rest>[^#]*?)\s*(?:#.*)?$")]
    private static partial Regex Head();

    [GeneratedRegex(@"^(?<indent> *)-\s")]
    private static partial Regex Dash();

    [GeneratedRegex(@"^\s*(?:-\s+)?(?<name>[a-zA-Z]+)\s*:\s*[""']?(?<value>[^""'#]*?)[""']?\s*(?:#.*)?$")]
    private static partial Regex Pair();
}
