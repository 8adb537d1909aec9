using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace ConformanceHarness.Core.Bundles;

/// <summary>A known secret was found in what was to be signed. The message names the entries, never the secret.</summary>
public sealed class SecretFoundException(IReadOnlyList<string> entries)
    : Exception("A secret that this run knows was found in: " + string.Join(", ", entries))
{
    public IReadOnlyList<string> Entries { get; } = entries;
}

/// <summary>
/// Looks for secrets in bytes that pass by: plain, URL-encoded, escaped for JSON or HTML, in hex, and in base64 (standard and URL-safe,
/// wherever it begins in what was encoded). Secrets, and pieces of base64, shorter than six characters are not looked for: they would be
/// found by chance.
/// </summary>
internal sealed class SecretScan
{
    private const int Shortest = 6;

    private readonly SearchValues<string> exact;
    private readonly SearchValues<string> anyCase;
    private readonly int longest;

    public SecretScan(IEnumerable<string> secrets)
    {
        var known = secrets.Where(s => s.Length >= Shortest).Distinct(StringComparer.Ordinal).ToList();
        string[] exactForms = [.. known.SelectMany(ExactForms).Where(f => f.Length >= Shortest).Distinct(StringComparer.Ordinal)];
        string[] anyCaseForms = [.. known.SelectMany(s => AnyCaseForms(s).Except([Latin(s)], StringComparer.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)];
        exact = SearchValues.Create(exactForms, StringComparison.Ordinal);
        anyCase = SearchValues.Create(anyCaseForms, StringComparison.OrdinalIgnoreCase);
        longest = exactForms.Concat(anyCaseForms).Select(f => f.Length).DefaultIfEmpty(0).Max();
    }

    /// <summary>One look through one entry.</summary>
    public Pass Begin() => new(this);

    private static IEnumerable<string> ExactForms(string secret)
    {
        yield return Latin(secret);
        yield return Latin(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret));
        yield return Latin(HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(secret));
        yield return Latin(System.Net.WebUtility.HtmlEncode(secret));
        // As browsers write a document's text and its attributes (HTML, 13.3).
        var text = secret.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        yield return Latin(text);
        yield return Latin(text.Replace("\"", "&quot;", StringComparison.Ordinal));
        var bytes = Encoding.UTF8.GetBytes(secret);
        for (var alignment = 0; alignment < 3; alignment++)
        {
            // The first and last characters depend on the neighbours: only those that encode nothing but the secret are looked for.
            var padded = Convert.ToBase64String([.. new byte[alignment], .. bytes]).TrimEnd('=');
            var skip = alignment == 0 ? 0 : alignment + 1;
            var whole = (alignment + bytes.Length) * 8 / 6;
            var piece = padded[skip..Math.Min(whole, padded.Length)];
            yield return piece;
            yield return piece.Replace('+', '-').Replace('/', '_');
        }
    }

    /// <summary>Forms with hex digits, whose case is the encoder's choice. What needs no encoding is left to the exact forms: 'Password' is not 'password'.</summary>
    private static IEnumerable<string> AnyCaseForms(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return Convert.ToHexStringLower(bytes);
        yield return Uri.EscapeDataString(secret);
        yield return Uri.EscapeDataString(secret).Replace("%20", "+", StringComparison.Ordinal);
        yield return string.Concat(bytes.Select(b => $"%{b:x2}"));
        yield return Latin(JavaScriptEncoder.Default.Encode(secret));
        yield return Latin(HtmlEncoder.Default.Encode(secret));
        yield return Latin(secret.Replace("/", "\\/", StringComparison.Ordinal));
    }

    /// <summary>The UTF-8 bytes as characters: so the vectorized search for strings looks at bytes.</summary>
    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    internal sealed class Pass(SecretScan scan)
    {
        private char[] window = [];
        private int kept;

        public bool Found { get; private set; }

        public void Look(ReadOnlySpan<byte> block)
        {
            if (Found || scan.longest == 0)
            {
                return;
            }

            // What the block before ended with comes again, so that a secret across two blocks is found.
            if (window.Length < kept + block.Length)
            {
                Array.Resize(ref window, scan.longest + block.Length);
            }

            Encoding.Latin1.GetChars(block, window.AsSpan(kept));
            var text = window.AsSpan(0, kept + block.Length);
            Found = text.ContainsAny(scan.exact) || text.ContainsAny(scan.anyCase);
            kept = Math.Min(scan.longest - 1, text.Length);
            text[^kept..].CopyTo(window);
        }
    }
}
