namespace ConformanceHarness.Core.Evidence;

/// <summary>
/// Finds base64 forms of many values in one pass over a text, however many they are: the last eight letters are kept as one number, which
/// is looked up. The URL alphabet (- and _) counts as the ordinary one (+ and /).
/// </summary>
internal sealed class EncodedForms<TOwner>
{
    private const int Window = 8;
    private const long Mask = (1L << (6 * Window)) - 1;
    private const int FilterBits = 14;
    private const byte Other = 0xFF;
    private static readonly byte[] Sextets = MakeSextets();

    // Most windows are no form's beginning: one bit tells it without looking the number up.
    private readonly ulong[] filter = new ulong[(1 << FilterBits) / 64];
    private readonly Dictionary<long, List<(string Form, TOwner Owner)>> byStart = [];

    /// <param name="forms">base64 without padding, at least eight letters each; what is shorter says nothing and is left out</param>
    public EncodedForms(IEnumerable<(string Form, TOwner Owner)> forms)
    {
        foreach (var (form, owner) in forms.Where(f => f.Form.Length >= Window))
        {
            var start = 0L;
            foreach (var c in form.AsSpan(0, Window))
            {
                start = (start << 6) | Sextets[c];
            }

            if (!byStart.TryGetValue(start, out var list))
            {
                byStart[start] = list = [];
                var bit = Bit(start);
                filter[bit >> 6] |= 1UL << (bit & 63);
            }

            list.Add((form, owner));
        }
    }

    /// <summary>Owners of the forms that the text holds, some of them perhaps more than once.</summary>
    public IReadOnlyList<TOwner> In(ReadOnlySpan<char> text)
    {
        List<TOwner>? owners = null;
        var (window, letters) = (0L, 0);
        ReadOnlySpan<byte> sextets = Sextets;
        ReadOnlySpan<ulong> bits = filter;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var sextet = c < sextets.Length ? sextets[c] : Other;
            if (sextet == Other)
            {
                letters = 0;
                continue;
            }

            window = ((window << 6) | sextet) & Mask;
            if (++letters < Window)
            {
                continue;
            }

            var bit = Bit(window);
            if ((bits[bit >> 6] & (1UL << (bit & 63))) != 0 && byStart.TryGetValue(window, out var list))
            {
                foreach (var (form, owner) in list)
                {
                    if (Goes(text[(i + 1 - Window)..], form))
                    {
                        (owners ??= []).Add(owner);
                    }
                }
            }
        }

        return owners ?? (IReadOnlyList<TOwner>)[];
    }

    private static bool Goes(ReadOnlySpan<char> text, string form)
    {
        if (text.Length < form.Length)
        {
            return false;
        }

        for (var i = Window; i < form.Length; i++)
        {
            if (text[i] >= 128 || Sextets[text[i]] != Sextets[form[i]])
            {
                return false;
            }
        }

        return true;
    }

    private static int Bit(long window) => (int)(((ulong)window * 0x9E3779B97F4A7C15UL) >> (64 - FilterBits));

    private static byte[] MakeSextets()
    {
        var sextets = new byte[128];
        Array.Fill(sextets, Other);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (var i = 0; i < Alphabet.Length; i++)
        {
            sextets[Alphabet[i]] = (byte)i;
        }

        (sextets['-'], sextets['_']) = (sextets['+'], sextets['/']);
        return sextets;
    }
}
