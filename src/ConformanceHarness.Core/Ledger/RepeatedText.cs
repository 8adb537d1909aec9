using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConformanceHarness.Core.Ledger;

/// <summary>
/// Reads equal short texts as one string. Records repeat themselves: the same few headers stand in thousands of exchanges, and making a
/// string of each, and keeping it, is most of what reading them costs.
/// </summary>
internal sealed class RepeatedText : JsonConverter<string>
{
    private const int Longest = 200;
    private const int Places = 1 << 11;

    // A place is taken over by the next text that falls on it, so that the memory is bounded whatever is read.
    [ThreadStatic]
    private static (byte[] Utf8, string Text)[]? known;

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length is 0 or > Longest)
        {
            return reader.GetString();
        }

        var utf8 = reader.ValueSpan;
        ref var place = ref (known ??= new (byte[], string)[Places])[Place(utf8)];
        if (place.Text is not null && utf8.SequenceEqual(place.Utf8))
        {
            return place.Text;
        }

        var text = reader.GetString()!;
        place = (utf8.ToArray(), text);
        return text;
    }

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static int Place(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return hash.ToHashCode() & (Places - 1);
    }
}
