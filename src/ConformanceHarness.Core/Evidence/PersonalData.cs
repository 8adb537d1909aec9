using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace ConformanceHarness.Core.Evidence;

/// <summary>Finds a citizen's personal values in a text: plain, spaced, escaped (JSON, HTML, URL in UTF-8 or TIS-620), in base64 or in hexadecimal.</summary>
public static partial class PersonalData
{
    // The same few documents are read for many citizens and by many checks: each is taken apart once, for as long as it lives.
    private static readonly ConditionalWeakTable<string, Reading> Readings = [];
    private static readonly ConditionalWeakTable<string, string> Shown = [];
    private static readonly SearchValues<char> Caseless = SearchValues.Create([.. Enumerable.Range(0x0E00, 0x80).Select(c => (char)c), .. "0123456789-.@+()"]);
    private static readonly ConditionalWeakTable<Citizen, Marks> Marked = [];
    private static readonly ConditionalWeakTable<IReadOnlyList<Citizen>, Crowd> Crowds = [];

    /// <summary>Names of the citizen's values that the text holds: citizen id, name, surname, mobile, email.</summary>
    /// <param name="others">citizens whose own data may lawfully be there: a value that is also part of theirs is not counted</param>
    public static IReadOnlyList<string> In(string? text, Citizen citizen, params IReadOnlyList<Citizen> others)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var read = Readings.GetValue(text, t => new Reading(t));
        var held = read.Of(citizen);
        if (held.Plain.Count == 0 && held.Encoded.Count == 0)
        {
            return [];
        }

        var found = new List<string>();
        foreach (var mark in Marked.GetValue(citizen, c => new Marks(c)).All)
        {
            if (others.Any(o => Marked.GetValue(o, c => new Marks(c)).All.Any(m => m.Flat.Contains(mark.Flat, StringComparison.Ordinal))))
            {
                continue;
            }

            if (held.Plain.Contains(mark.Name) || held.Encoded.Contains(mark.Name))
            {
                found.Add(mark.Name);
            }
        }

        // Some names are words as well (คุ้มครอง in นโยบายคุ้มครองข้อมูล): one alone counts only where no other word goes on from it.
        return found is ["name"] or ["surname"] && !held.Encoded.Contains(found[0]) && !StandsAlone(read.Unescaped, citizen, found[0]) ? [] : found;
    }

    /// <summary>The citizens of whom the text may hold something; the others need no closer look.</summary>
    public static IReadOnlyList<Citizen> MentionedIn(string? text, IReadOnlyList<Citizen> citizens)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        return Crowds.GetValue(citizens, c => new Crowd(c)).In(text);
    }

    private static bool StandsAlone(string unescaped, Citizen citizen, string name) =>
        StandsAlone(unescaped, name == "name" ? citizen.FirstName : citizen.LastName, title: name == "name");

    /// <summary>True when a person reading the text sees the citizen's given name, be it with marks lost: whether it is written rightly is DATA-01's to say.</summary>
    public static bool ShowsName(string text, Citizen citizen)
    {
        if (text.Length == 0)
        {
            return false;
        }

        var (shown, name) = (Shown.GetValue(text, Flatten), Flatten(citizen.FirstName));
        return shown.Contains(name, StringComparison.Ordinal)
            || (Unmarked(name) is { Length: >= ShortestUnmarked } letters && Unmarked(shown).Contains(letters, StringComparison.Ordinal));
    }

    // Fewer letters stand in many other words.
    private const int ShortestUnmarked = 3;

    /// <summary>Without the vowels, tone marks and thanthakhat that stand above or below a letter.</summary>
    private static string Unmarked(string flat) => string.Concat(flat.Where(c => c is not ('\u0e31' or (>= '\u0e34' and <= '\u0e3a') or (>= '\u0e47' and <= '\u0e4e'))));

    /// <summary>Thai digits as the platform writes them.</summary>
    public static string AsciiDigits(string text) => string.Concat(text.Select(Digit));

    private static readonly SearchValues<char> Hyphens = SearchValues.Create("-\u2010\u2011\u2012\u2013\u2014");

    private static char Digit(char c) => c is >= '๐' and <= '๙' ? (char)('0' + (c - '๐')) : c;

    /// <summary>The text without what does not matter for comparing: white space, zero-width characters, hyphens between digits, Thai digits; NFKC.</summary>
    public static string Flatten(string text)
    {
        var normal = Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormKC);
        var flat = ArrayPool<char>.Shared.Rent(normal.Length);
        var length = 0;
        foreach (var c in normal)
        {
            if (!char.IsWhiteSpace(c) && c is not ('\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff' or '\u00ad'))
            {
                flat[length++] = Digit(c);
            }
        }

        var result = new string(flat, 0, length);
        ArrayPool<char>.Shared.Return(flat);
        return result.AsSpan().ContainsAny(Hyphens) ? DigitHyphen().Replace(result, "") : result;
    }

    private sealed class Reading(string text)
    {
        private const int Long = 1 << 15;

        private readonly Kept unescaped = new(text.Length < Long);
        private readonly Kept flat = new(text.Length < Long);

        public string Unescaped => unescaped.Get(() => Unescape(text));

        public string Flat => flat.Get(() => Flatten(Unescaped));

        /// <summary>What the text holds in hexadecimal, as a person would read it.</summary>
        public string FromHex { get; } = Hexadecimal.Read(text) is { Length: > 0 } read ? Flatten(Unescape(read)) : "";

        // Of a few citizens at most: where there are many, the crowd is asked first.
        private readonly ConcurrentDictionary<Citizen, Held> held = new(ReferenceEqualityComparer.Instance);

        public Held Of(Citizen citizen) => held.GetOrAdd(citizen, c =>
        {
            var marks = Marked.GetValue(c, m => new Marks(m));
            var readable = Flat;
            return new([.. marks.All.Where(m => m.IsIn(readable)).Select(m => m.Name)], [.. marks.Base64.In(Unescaped), .. marks.All.Where(m => m.IsIn(FromHex)).Select(m => m.Name)]);
        });
    }

    /// <summary>A form of a text, made when it is asked for. A long one is kept only while memory is not needed for others.</summary>
    private sealed class Kept(bool always)
    {
        private string? strong;
        private WeakReference<string>? weak;

        public string Get(Func<string> make)
        {
            if (strong is { } known || (weak is { } reference && reference.TryGetTarget(out known)))
            {
                return known;
            }

            var made = make();
            if (always)
            {
                strong = made;
            }
            else
            {
                weak = new WeakReference<string>(made);
            }

            return made;
        }
    }

    /// <summary>Names of a citizen's values that a text holds: readable, and in base64 or hexadecimal.</summary>
    private sealed record Held(IReadOnlyList<string> Plain, IReadOnlyList<string> Encoded);

    private sealed record Mark(string Name, string Flat)
    {
        // Thai letters and digits have no case, and a search that need not fold any is many times as fast.
        private readonly StringComparison how = Flat.AsSpan().ContainsAnyExcept(Caseless) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

        public bool IsIn(string flat) => flat.Contains(Flat, how);
    }

    private sealed class Marks(Citizen citizen)
    {
        public IReadOnlyList<Mark> All { get; } = [.. Values(citizen).Select(v => new Mark(v.Name, Flatten(v.Value)))];

        public EncodedForms<string> Base64 { get; } = new(Values(citizen).SelectMany(v => InBase64(v.Value).Select(b => (b, v.Name))));
    }

    private sealed class Crowd
    {
        // Twenty who enter at once load the same scripts: each is searched for all of them once.
        private readonly ConditionalWeakTable<string, IReadOnlyList<Citizen>> known = [];
        private readonly IReadOnlyList<(Citizen Citizen, string Flat)> marks;
        private readonly SearchValues<string> flat;
        private readonly EncodedForms<Citizen> base64;

        public Crowd(IReadOnlyList<Citizen> citizens)
        {
            marks = [.. citizens.SelectMany(c => Marked.GetValue(c, m => new Marks(m)).All.Select(m => (c, m.Flat)))];
            flat = SearchValues.Create([.. marks.Select(m => m.Flat).Distinct(StringComparer.OrdinalIgnoreCase)], StringComparison.OrdinalIgnoreCase);
            base64 = new(citizens.SelectMany(c => Values(c).SelectMany(v => InBase64(v.Value)).Select(b => (b, c))));
        }

        public IReadOnlyList<Citizen> In(string text) => known.GetValue(text, Search);

        private IReadOnlyList<Citizen> Search(string text)
        {
            var read = Readings.GetValue(text, t => new Reading(t));
            var mentioned = new HashSet<Citizen>(base64.In(read.Unescaped), ReferenceEqualityComparer.Instance);
            Search(read.Flat, mentioned);
            Search(read.FromHex, mentioned);
            return [.. mentioned];
        }

        private void Search(string readable, HashSet<Citizen> mentioned)
        {
            var rest = readable.AsSpan();
            for (var at = rest.IndexOfAny(flat); at >= 0; at = rest.IndexOfAny(flat))
            {
                rest = rest[at..];
                foreach (var (citizen, mark) in marks)
                {
                    if (rest.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
                    {
                        mentioned.Add(citizen);
                    }
                }

                rest = rest[1..];
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> Values(Citizen citizen)
    {
        yield return ("citizen id", citizen.CitizenId);
        yield return ("name", citizen.FirstName);
        yield return ("surname", citizen.LastName);
        if (citizen.Mobile is { Length: >= 9 } mobile)
        {
            yield return ("mobile", mobile);
        }

        if (citizen.Email is { Length: >= 6 } email)
        {
            yield return ("email", email);
        }
    }

    /// <summary>Base64 of the value, in UTF-8 or as an old Thai system writes it, and of what scripts make of it first, because btoa takes no Thai letter: JSON or URL escapes.</summary>
    private static IEnumerable<string> InBase64(string value) =>
        new[] { value, Uri.EscapeDataString(value), string.Concat(value.Select(c => c < 128 ? c.ToString() : $"\\u{(int)c:x4}")) }.Distinct(StringComparer.Ordinal)
            .Select(Encoding.UTF8.GetBytes).Append(Tis620.Bytes(value)).SelectMany(SecretForms.Base64).Distinct(StringComparer.Ordinal);

    private static bool StandsAlone(string text, string value, bool title)
    {
        const string Within = "[\u200b-\u200d\u2060\ufeff\u00ad]*";
        const string Letter = "[\\u0e01-\\u0e3a\\u0e40-\\u0e4e]";
        var letters = string.Join(Within, value.Normalize(NormalizationForm.FormKC).Select(c => Regex.Escape(c.ToString())));
        return Regex.IsMatch(text.Normalize(NormalizationForm.FormKC), (title ? "" : $"(?<!{Letter})") + letters + $"(?!{Letter})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>Twice, because JSON in JSON and an address in an address are escaped twice.</summary>
    private static string Unescape(string text) => UnescapeOnce(UnescapeOnce(text));

    private static string UnescapeOnce(string text)
    {
        var result = text;
        if (result.Contains("\\u", StringComparison.Ordinal) || result.Contains("%u", StringComparison.Ordinal))
        {
            result = JsonEscape().Replace(result, m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString());
        }

        if (result.Contains('%', StringComparison.Ordinal))
        {
            result = UrlEscape().Replace(result, m => Tis620.Unescape(m.Value));
        }

        return result.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(result) : result;
    }

    [GeneratedRegex(@"(?<=\d)[-\u2010-\u2014](?=\d)")]
    private static partial Regex DigitHyphen();

    [GeneratedRegex(@"(?:(?<!\\)\\+|%)u([0-9A-Fa-f]{4})")]
    private static partial Regex JsonEscape();

    [GeneratedRegex("(%[0-9A-Fa-f]{2})+")]
    private static partial Regex UrlEscape();
}
