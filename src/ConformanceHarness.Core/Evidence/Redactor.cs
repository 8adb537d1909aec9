using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConformanceHarness.Core.Evidence;

/// <summary>
/// Replaces known secrets in text by typed placeholders that stay the same within a run: <c>‹mToken #1 9f3c›</c>; an encoded occurrence is
/// marked, for example <c>‹mToken #1 9f3c base64›</c>. A check for a leak looks for the placeholder. Thread-safe.
/// </summary>
public sealed class Redactor
{
    private const int ShortestSecret = 8;
    private const int ShortestPersonal = 4;
    private readonly Lock gate = new();
    private readonly byte[] salt;
    private readonly Dictionary<string, string> placeholders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> forms = new(StringComparer.OrdinalIgnoreCase);
    private SearchValues<string>? search;
    private StandIn? person;

    /// <param name="salt">random bytes of this run: without them the four hex digits would help nobody to guess a short secret, and with them nobody can try</param>
    public Redactor(byte[] salt) => this.salt = salt;

    /// <summary>All known secrets, in every form that is searched for; for the scan before a bundle is written.</summary>
    public IReadOnlyCollection<string> KnownSecrets
    {
        get
        {
            lock (gate)
            {
                return [.. placeholders.Keys.Where(v => v.Length >= ShortestSecret), .. person?.Searchable ?? []];
            }
        }
    }

    /// <summary>Sets the real person whom a made-up citizen stands in for from now on; see <see cref="StandIn"/>.</summary>
    public void Add(StandIn standIn)
    {
        lock (gate)
        {
            person = standIn;
        }
    }

    /// <summary>Goes on with the numbers after those that earlier evidence of the same run holds, so that no placeholder comes to mean two secrets.</summary>
    /// <param name="used">kind → highest number so far</param>
    public void GoOnAfter(IReadOnlyDictionary<string, int> used)
    {
        lock (gate)
        {
            foreach (var (kind, number) in used)
            {
                counts[kind] = Math.Max(counts.GetValueOrDefault(kind), number);
            }
        }
    }

    /// <summary>Kind of what belongs to a real person and has no stand-in.</summary>
    public const string Personal = "personal";

    /// <summary>Adds a secret. Values under 8 characters (4 of a person's) are not replaced: they would be found in ordinary words.</summary>
    /// <param name="kind">consumerKey, consumerSecret, token, mToken, cookie, personal, ...</param>
    public void Add(string kind, string value)
    {
        if (value.Length < (kind == Personal ? ShortestPersonal : ShortestSecret) || value.Contains('‹', StringComparison.Ordinal))
        {
            return;
        }

        lock (gate)
        {
            if (placeholders.ContainsKey(value))
            {
                return;
            }

            var number = counts[kind] = counts.GetValueOrDefault(kind) + 1;
            var digest = Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(value)))[..4];
            var core = string.Create(CultureInfo.InvariantCulture, $"{kind} #{number} {digest}");
            placeholders[value] = "‹" + core + "›";
            foreach (var (form, encoding) in SecretForms.Of(value))
            {
                forms.TryAdd(form, encoding.Length == 0 ? "‹" + core + "›" : "‹" + core + " " + encoding + "›");
            }

            search = null;
        }
    }

    /// <summary>The text with every known secret, and every value of a real person, replaced.</summary>
    public string Redact(string text)
    {
        StandIn? standIn;
        lock (gate)
        {
            standIn = person;
        }

        var without = WithoutSecrets(text);
        return standIn?.Replace(without) ?? without;
    }

    /// <summary>True where <see cref="Redact"/> would replace something. For short texts while secrets are still being added: it needs no search over all of them to be built first.</summary>
    public bool Holds(string text)
    {
        lock (gate)
        {
            return forms.Keys.Any(f => text.Contains(f, StringComparison.OrdinalIgnoreCase)) || (person is { } standIn && standIn.Replace(text) != text);
        }
    }

    private string WithoutSecrets(string text)
    {
        SearchValues<string> values;
        lock (gate)
        {
            if (forms.Count == 0)
            {
                return text;
            }

            values = search ??= SearchValues.Create([.. forms.Keys], StringComparison.OrdinalIgnoreCase);
        }

        var rest = text.AsSpan();
        var first = rest.IndexOfAny(values);
        if (first < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        while (first >= 0)
        {
            result.Append(rest[..first]);
            rest = rest[first..];
            var (length, placeholder) = LongestAt(rest);
            result.Append(placeholder);
            rest = rest[length..];
            first = rest.IndexOfAny(values);
        }

        return result.Append(rest).ToString();
    }

    private (int Length, string Placeholder) LongestAt(ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            var best = (Length: 0, Placeholder: "");
            foreach (var (form, placeholder) in forms)
            {
                if (form.Length > best.Length && text.StartsWith(form, StringComparison.OrdinalIgnoreCase))
                {
                    best = (form.Length, placeholder);
                }
            }

            return best;
        }
    }
}

/// <summary>The forms in which a secret may stand in a text.</summary>
public static class SecretForms
{
    /// <summary>Each form with the name of its encoding ("" for the plain value).</summary>
    public static IEnumerable<(string Form, string Encoding)> Of(string value)
    {
        yield return (value, "");
        foreach (var (form, encoding) in Escaped(value).Where(e => e.Form != value).DistinctBy(e => e.Form))
        {
            yield return (form, encoding);
        }

        if (Guid.TryParse(value, out var uuid))
        {
            // A UUID is often kept without its hyphens.
            yield return (uuid.ToString("N"), "bare");
        }

        var bytes = Encoding.UTF8.GetBytes(value);
        yield return (Convert.ToHexString(bytes), "hex");
        foreach (var form in Base64(bytes))
        {
            yield return (form, "base64");
            if (form.AsSpan().ContainsAny('+', '/'))
            {
                yield return (form.Replace('+', '-').Replace('/', '_'), "base64");
            }
        }
    }

    private static IEnumerable<(string Form, string Encoding)> Escaped(string value)
    {
        // RFC 3986; what JavaScript's encodeURIComponent and encodeURI leave as they are; forms.
        var url = Uri.EscapeDataString(value);
        yield return (url, "url");
        yield return (Uri.EscapeDataString(url), "url");
        var script = url.Replace("%21", "!", StringComparison.Ordinal).Replace("%27", "'", StringComparison.Ordinal).Replace("%28", "(", StringComparison.Ordinal).Replace("%29", ")", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);
        yield return (script, "url");
        yield return (script.Replace("%2F", "/", StringComparison.Ordinal), "url");
        yield return (url.Replace("%2F", "/", StringComparison.Ordinal), "url");
        yield return (WebUtility.UrlEncode(value), "url");
        yield return (WebUtility.HtmlEncode(value), "html");

        // System.Text.Json's default escapes + and quotes as \u00xx; most others escape little, PHP the slash as well.
        yield return (JsonEncodedText.Encode(value).ToString(), "json");
        var relaxed = JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        yield return (relaxed, "json");
        yield return (relaxed.Replace("/", "\\/", StringComparison.Ordinal), "json");
    }

    /// <summary>What base64 of any longer text around the value is sure to contain: three alignments, the uncertain edge characters cut.</summary>
    public static IEnumerable<string> Base64(byte[] value)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var padded = new byte[offset + value.Length];
            value.CopyTo(padded, offset);
            var text = Convert.ToBase64String(padded);
            var head = (offset * 8 + 5) / 6;
            var sure = (padded.Length * 8 / 6) - head;
            if (sure >= 8)
            {
                yield return text.Substring(head, sure);
            }
        }
    }
}
