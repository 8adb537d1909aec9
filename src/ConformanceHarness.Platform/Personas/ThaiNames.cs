using System.Globalization;

namespace ConformanceHarness.Platform.Personas;

/// <summary>The embedded Thai names, by what a persona needs of them.</summary>
internal sealed class ThaiNames
{
    public static ThaiNames All { get; } = Parse(EmbeddedText.Read("thai-names.txt"));

    public required IReadOnlyList<string> Given { get; init; }
    public required IReadOnlyList<string> Surnames { get; init; }
    public required IReadOnlyList<string> LongGiven { get; init; }
    public required IReadOnlyList<string> LongSurnames { get; init; }

    /// <summary>Names with at least three marks above or below the line.</summary>
    public IReadOnlyList<string> MarkedGiven => [.. Given.Where(n => CombiningMarks(n) >= 3)];
    public IReadOnlyList<string> MarkedSurnames => [.. Surnames.Where(n => CombiningMarks(n) >= 3)];

    public static int CombiningMarks(string name) =>
        name.Count(c => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark);

    private static ThaiNames Parse(string text)
    {
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? section = null;
        foreach (var line in text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == '[')
            {
                sections[line[1..^1]] = section = [];
            }
            else
            {
                (section ?? throw new InvalidOperationException("thai-names.txt: a name before the first section.")).Add(line);
            }
        }

        return new()
        {
            Given = sections["given"],
            Surnames = sections["surname"],
            LongGiven = sections["longGiven"],
            LongSurnames = sections["longSurname"],
        };
    }
}
