using System.Formats.Asn1;

namespace ConformanceHarness.Core.Timestamps;

/// <summary>TimeStampResp (RFC 3161, section 2.4.2): whether the authority gave a token, and if not, why.</summary>
internal sealed record TimestampReply(int Status, string Words, IReadOnlyList<string> Failures, ReadOnlyMemory<byte>? Token)
{
    /// <summary>PKIFailureInfo: number of the bit → its name.</summary>
    private static readonly Dictionary<int, string> Failure = new()
    {
        [0] = "badAlg",
        [2] = "badRequest",
        [5] = "badDataFormat",
        [14] = "timeNotAvailable",
        [15] = "unacceptedPolicy",
        [16] = "unacceptedExtension",
        [17] = "addInfoNotAvailable",
        [25] = "systemFailure",
    };

    /// <summary>0 granted, 1 granted with modifications.</summary>
    public bool Granted => Status is 0 or 1;

    /// <summary>"rejection: badAlg (the authority's own words)"</summary>
    public string Why
    {
        get
        {
            var name = Status switch { 0 => "granted", 1 => "grantedWithMods", 2 => "rejection", 3 => "waiting", 4 => "revocationWarning", 5 => "revocationNotification", _ => "status " + Status.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            return name + (Failures.Count == 0 ? "" : ": " + string.Join(", ", Failures)) + (Words.Length == 0 ? "" : " (" + Words + ")");
        }
    }

    /// <exception cref="AsnContentException">it is no TimeStampResp</exception>
    public static TimestampReply Read(byte[] bytes)
    {
        var file = new AsnReader(bytes, AsnEncodingRules.BER);
        var reply = file.ReadSequence();
        file.ThrowIfNotEmpty();
        var info = reply.ReadSequence();
        if (!info.TryReadInt32(out var status))
        {
            throw new AsnContentException("The status is no small number.");
        }

        var words = new List<string>();
        if (info.HasData && info.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            var texts = info.ReadSequence();
            while (texts.HasData)
            {
                words.Add(texts.ReadCharacterString(UniversalTagNumber.UTF8String));
            }
        }

        List<string> failures = info.HasData ? [.. Bits(info.ReadBitString(out var unused), unused).Select(b => Failure.GetValueOrDefault(b, "failure " + b.ToString(System.Globalization.CultureInfo.InvariantCulture)))] : [];
        return new TimestampReply(status, Shown(string.Join("; ", words)), failures, reply.HasData ? reply.ReadEncodedValue() : null);
    }

    private static IEnumerable<int> Bits(byte[] bits, int unused) =>
        Enumerable.Range(0, (bits.Length * 8) - unused).Where(i => (bits[i / 8] & (0x80 >> (i % 8))) != 0);

    private static string Shown(string text) => text.Length <= 200 ? text : text[..199] + "…";
}
