using System.Buffers.Binary;
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
    private const int PlaceBits = 11;
    private const int Places = 1 << PlaceBits;
    private const ulong Spread = 0x9E3779B97F4A7C15UL;

    // A place is taken over by the next text that falls on it, so that the memory is bounded whatever is read.
    [ThreadStatic]
    private static (byte[] Utf8, string Text)[]? known;

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Of(ref reader) : reader.GetString();

    /// <summary>The text on which the reader stands.</summary>
    internal static string Of(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length is 0 or > Longest)
        {
            return reader.GetString()!;
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
        // Both ends and the length tell the texts of records apart well enough; two that fall on one place cost time, nothing else.
        var hash = (ulong)utf8.Length * Spread;
        if (utf8.Length >= sizeof(ulong))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * Spread;
            hash = (hash ^ (hash >> 32) ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..])) * Spread;
            hash = (hash ^ (hash >> 32) ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8[((utf8.Length - sizeof(ulong)) / 2)..])) * Spread;
        }
        else
        {
            foreach (var b in utf8)
            {
                hash = (hash ^ b) * Spread;
            }
        }

        return (int)(hash >> (64 - PlaceBits));
    }
}
