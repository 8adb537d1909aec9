using System.Text;

namespace ConformanceHarness.Reports.Excel.Mapping;

/// <summary>
/// How alike two titles are: the share of three-letter sequences they have in common (Dice coefficient), 0 to 1. Thai is written
/// without spaces, so letters are compared and not words.
/// </summary>
internal sealed class Wording
{
    private static readonly string[] Negations = ["ไม่", "ห้าม", "มิ", "ยกเว้น", "not", "never", "without"];

    private readonly long[] pieces;
    private readonly string numbers;
    private readonly int negations;

    public Wording(string text)
    {
        var plain = Arabic(HeaderWords.Plain(text.Length > 2000 ? text[..2000] : text));
        var padded = "  " + plain + " ";
        pieces = [.. Enumerable.Range(0, padded.Length - 2).Select(i => Piece(padded, i)).Order()];
        numbers = string.Join(' ', Numbers(text));
        negations = Negations.Sum(n => Count(plain, n));
    }

    /// <summary>
    /// Titles that differ in a number or in a "not" say different things, however alike they look: half of the likeness at most.
    /// </summary>
    public double Likeness(Wording other)
    {
        var (i, j, common) = (0, 0, 0);
        while (i < pieces.Length && j < other.pieces.Length)
        {
            if (pieces[i] == other.pieces[j])
            {
                (i, j, common) = (i + 1, j + 1, common + 1);
            }
            else if (pieces[i] < other.pieces[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        var likeness = 2.0 * common / (pieces.Length + other.pieces.Length);
        return numbers == other.numbers && negations == other.negations ? likeness : likeness / 2;
    }

    private static long Piece(string text, int at) => ((long)text[at] << 32) | ((long)text[at + 1] << 16) | text[at + 2];

    private static string Arabic(string text) => string.Concat(text.Select(c => c is >= '๐' and <= '๙' ? (char)('0' + (c - '๐')) : c));

    private static IEnumerable<string> Numbers(string text)
    {
        var number = new StringBuilder();
        foreach (var c in Arabic(text) + " ")
        {
            if (char.IsAsciiDigit(c) || (c == '.' && number.Length > 0))
            {
                number.Append(c);
            }
            else if (number.Length > 0)
            {
                yield return number.ToString().TrimEnd('.');
                number.Clear();
            }
        }
    }

    private static int Count(string text, string word)
    {
        var count = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
