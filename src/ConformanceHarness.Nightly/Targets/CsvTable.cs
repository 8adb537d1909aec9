using System.Text;

namespace ConformanceHarness.Nightly.Targets;

/// <summary>One record of a table. <paramref name="Line"/> is the file's line on which it starts, from 1.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Fields);

/// <summary>Reads RFC 4180: quoted fields with doubled quotes and line breaks, CRLF or LF. Comma, semicolon or tab, whichever the first line has most of.</summary>
internal static class CsvTable
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <exception cref="FormatException">a quoted field does not end, or something follows its closing quote; the message is a line number</exception>
    public static IReadOnlyList<CsvRow> Read(string text)
    {
        var separator = Separator(text);
        var rows = new List<CsvRow>();
        var fields = new List<string>();
        var field = new StringBuilder();
        var (line, started, at) = (1, 1, 0);
        void EndRow()
        {
            fields.Add(field.ToString());
            field.Clear();
            if (fields.Count > 1 || fields[0].Trim().Length > 0)
            {
                rows.Add(new CsvRow(started, [.. fields]));
            }

            fields.Clear();
        }

        while (at < text.Length)
        {
            var c = text[at++];
            if (c == '"' && field.Length == 0)
            {
                at = Quoted(text, at, field, ref line, started);
                if (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
                {
                    throw Broken(line);
                }
            }
            else if (c == separator)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (c is '\n' or '\r')
            {
                at += c == '\r' && at < text.Length && text[at] == '\n' ? 1 : 0;
                EndRow();
                started = ++line;
            }
            else
            {
                field.Append(c);
            }
        }

        EndRow();
        return rows;
    }

    private static int Quoted(string text, int at, StringBuilder field, ref int line, int started)
    {
        while (at < text.Length)
        {
            var c = text[at++];
            if (c != '"')
            {
                line += c == '\n' ? 1 : 0;
                field.Append(c);
            }
            else if (at < text.Length && text[at] == '"')
            {
                field.Append('"');
                at++;
            }
            else
            {
                return at;
            }
        }

        throw Broken(started);
    }

    private static FormatException Broken(int line) => new(line.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static char Separator(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var first = end < 0 ? text : text[..end];
        return Separators.MaxBy(c => first.Count(f => f == c));
    }
}
