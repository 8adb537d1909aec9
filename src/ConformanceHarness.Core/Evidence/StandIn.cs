using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ConformanceHarness.Core.Evidence;

/// <summary>
/// Puts a made-up citizen in a real person's place, wherever the person's values stand in a text. A value keeps its form: whole, grouped,
/// masked, escaped or in base64, so that a check reads the evidence as it would have read the original. Replacing is one way: nothing that
/// is written leads from the stand-in back to the person.
/// </summary>
/// <remarks>What is not known of the person can't be replaced, and neither can what stands in a picture.</remarks>
public sealed class StandIn
{
    private const string Within = @"[\u200b-\u200d\u2060\ufeff\u00ad]*";
    private const string Digit = "[0-9๐-๙]";
    private const string Mask = "[xX*•●○✱×_]";
    private static readonly string[] Months = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
    private static readonly string[] ShortMonths = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
    private static readonly string[] EnglishMonths = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private readonly List<Func<string, string>> replacements = [];

    /// <param name="person">the real person's values</param>
    /// <param name="other">the made-up citizen that evidence shows instead; names and e-mail of a length in bytes that is congruent modulo 3 keep base64 around them whole</param>
    public StandIn(Citizen person, Citizen other)
    {
        Digits(person.CitizenId, other.CitizenId, masked: true);
        if (person.Mobile is { Length: >= 9 } mobile && other.Mobile is { } otherMobile)
        {
            Digits(mobile, otherMobile, masked: true);
            if (mobile[0] == '0')
            {
                Digits("66" + mobile[1..], "66" + otherMobile[1..], masked: false);
            }
        }

        if (person.DateOfBirth is { Length: 8 } born && other.DateOfBirth is { Length: 8 } otherBorn && born.All(char.IsAsciiDigit))
        {
            Date(born, otherBorn);
        }

        // Longer ones first: one name may be a part of the other.
        foreach (var (value, stand) in new[] { (person.Email, other.Email), (person.FirstName, other.FirstName), (person.LastName, other.LastName) }
            .Where(p => p.Item1 is { Length: > 0 } && p.Item2 is not null).OrderByDescending(p => p.Item1!.Length))
        {
            Word(value!, stand!);
        }

        // Short values are part of ordinary words: alone they would be found in any report.
        Searchable = [.. new[] { person.CitizenId, person.Mobile, person.Email, $"{person.FirstName} {person.LastName}", person.FirstName, person.LastName }.OfType<string>().Where(v => v.Length >= 8)];
    }

    /// <summary>Values that must be found in nothing that is written.</summary>
    public IReadOnlyList<string> Searchable { get; }

    public string Replace(string text) => replacements.Aggregate(text, (current, replace) => replace(current));

    /// <summary>A name or address: as a person reads it, and in the escapes and encodings that programs use.</summary>
    private void Word(string value, string stand)
    {
        var normal = value.Normalize(NormalizationForm.FormKC);
        // The parts of SARA AM are typed in either order around a tone mark.
        var swapped = Regex.Replace(normal, "([\u0e48-\u0e4b])\u0e4d", "\u0e4d$1", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        foreach (var form in new[] { value, normal, swapped, value.Normalize(NormalizationForm.FormKD) }.Distinct(StringComparer.Ordinal))
        {
            Regular(string.Join(Within, form.EnumerateRunes().Select(r => Regex.Escape(r.ToString()))), _ => stand);
        }

        Plain(Uri.EscapeDataString(Uri.EscapeDataString(value)), Uri.EscapeDataString(Uri.EscapeDataString(stand)));
        Plain(Uri.EscapeDataString(value), Uri.EscapeDataString(stand));
        Plain(System.Net.WebUtility.HtmlEncode(value), System.Net.WebUtility.HtmlEncode(stand));
        Plain(Numbered(value, "&#", ";"), Numbered(stand, "&#", ";"));
        Plain(Escaped(value), Escaped(stand));
        Plain(JsonEncodedText.Encode(value, JavaScriptEncoder.Default).ToString(), JsonEncodedText.Encode(stand, JavaScriptEncoder.Default).ToString());
        Encoded(value, stand);
        // What a script makes of letters that btoa does not take.
        Encoded(Uri.EscapeDataString(value), Uri.EscapeDataString(stand));
        Encoded(Escaped(value), Escaped(stand));
    }

    /// <summary>A number: digit by digit, whatever stands between the digits; masked digits stay masked.</summary>
    private void Digits(string value, string stand, bool masked)
    {
        const string Between = @"[\s\-./·_|\u2010-\u2015]{0,3}";
        Regular($"(?<!{Digit}){string.Join(Between, value.Select(Either))}(?!{Digit})", m => Fill(m.Value, value, stand));
        Encoded(value, stand);
        if (masked)
        {
            var places = string.Join("[ -]?", value.Select(d => $"(?:{Either(d)}|{Mask})"));
            Regular($"(?<![\\w*•●]){places}(?![\\w*•●])", m => m.Value.Any(c => AsDigit(c) is not null) ? Fill(m.Value, value, stand) : m.Value);
        }
    }

    /// <summary>A date in the ways in which pages write it; the year in either era.</summary>
    private void Date(string born, string stand)
    {
        var (one, other) = (Parts(born), Parts(stand));
        foreach (var era in new[] { 543, 0 })
        {
            foreach (var (day, month) in new[] { ("00", "00"), ("0", "0") })
            {
                string Write((int Year, int Month, int Day) d, string form) => string.Format(CultureInfo.InvariantCulture, form, d.Day.ToString(day, CultureInfo.InvariantCulture), d.Month.ToString(month, CultureInfo.InvariantCulture), (d.Year + era).ToString("0000", CultureInfo.InvariantCulture));
                foreach (var form in new[] { "{0}/{1}/{2}", "{0}-{1}-{2}", "{0}.{1}.{2}", "{0} / {1} / {2}", "{2}-{1}-{0}", "{2}/{1}/{0}", "{2}{1}{0}", "{0}{1}{2}" })
                {
                    // Without separators only whole figures are a date: 1111990 is anything.
                    if (form.Contains('/', StringComparison.Ordinal) || form.Contains('-', StringComparison.Ordinal) || form.Contains('.', StringComparison.Ordinal) || day == "00")
                    {
                        Figures(Write(one, form), Write(other, form));
                    }
                }

            }

            foreach (var names in new[] { Months, ShortMonths, EnglishMonths, [.. EnglishMonths.Select(m => m[..3])] })
            {
                Regular(
                    $@"(?<!\d)(0?){one.Day}(\s*){Regex.Escape(names[one.Month - 1])}(\s*,?\s*(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?\s*){one.Year + era}(?!\d)",
                    m => $"{(m.Groups[1].Length > 0 ? other.Day.ToString("00", CultureInfo.InvariantCulture) : Number(other.Day))}{m.Groups[2].Value}{names[other.Month - 1]}{m.Groups[3].Value}{Number(other.Year + era)}");
            }
        }

        static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

        static (int Year, int Month, int Day) Parts(string date) => (int.Parse(date[..4], CultureInfo.InvariantCulture), int.Parse(date[4..6], CultureInfo.InvariantCulture), int.Parse(date[6..], CultureInfo.InvariantCulture));
    }

    private void Figures(string value, string stand) => Regular($@"(?<![\d]){string.Concat(value.Select(c => char.IsAsciiDigit(c) ? Either(c) : Regex.Escape(c.ToString())))}(?!\d)", m => Alike(m.Value, stand));

    private void Encoded(string value, string stand)
    {
        var (bytes, others) = (Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(stand));
        Plain(Convert.ToHexString(bytes), Convert.ToHexString(others), StringComparison.OrdinalIgnoreCase);
        foreach (var (form, standing) in SecretForms.Base64(bytes).Zip(SecretForms.Base64(others)))
        {
            Plain(form, standing);
            Plain(form.Replace('+', '-').Replace('/', '_'), standing.Replace('+', '-').Replace('/', '_'));
        }
    }

    private void Plain(string value, string stand, StringComparison how = StringComparison.OrdinalIgnoreCase)
    {
        if (value.Length >= 2 && value != stand)
        {
            replacements.Add(text => text.Replace(value, stand, how));
        }
    }

    private void Regular(string pattern, MatchEvaluator stand)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Compiled, TimeSpan.FromSeconds(10));
        replacements.Add(text => regex.Replace(text, stand));
    }

    private static string Fill(string shown, string value, string stand)
    {
        var result = new StringBuilder(shown.Length);
        var at = 0;
        foreach (var c in shown)
        {
            var place = AsDigit(c) is not null || IsMask(c, shown);
            result.Append(AsDigit(c) is null || at >= stand.Length ? c : Like(c, stand[at]));
            at += place && at < value.Length ? 1 : 0;
        }

        return result.ToString();
    }

    /// <summary>An underscore between digits separates; in a masked number it hides one.</summary>
    private static bool IsMask(char c, string shown) => Mask.Contains(c, StringComparison.Ordinal) && c is not ('[' or ']') && (c != '_' || shown.Count(x => AsDigit(x) is not null) + shown.Count(x => x == '_') <= 13);

    private static string Alike(string shown, string stand) => shown.Any(c => c is >= '๐' and <= '๙') ? string.Concat(stand.Select(c => char.IsAsciiDigit(c) ? Like('๐', c) : c)) : stand;

    private static char Like(char shown, char digit) => shown is >= '๐' and <= '๙' ? (char)('๐' + (digit - '0')) : digit;

    private static int? AsDigit(char c) => c is >= '0' and <= '9' ? c - '0' : c is >= '๐' and <= '๙' ? c - '๐' : null;

    private static string Either(char digit) => $"[{digit}{(char)('๐' + (digit - '0'))}]";

    private static string Escaped(string value) => string.Concat(value.Select(c => c < 128 ? c.ToString() : $"\\u{(int)c:x4}"));

    private static string Numbered(string value, string before, string after) => string.Concat(value.Select(c => c < 128 ? c.ToString() : before + ((int)c).ToString(CultureInfo.InvariantCulture) + after));
}
