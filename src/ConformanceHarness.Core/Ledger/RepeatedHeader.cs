using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Core.Ledger;

/// <summary>
/// Reads headers, as strictly as everything else: both members, each once, both texts. There are more of them in records than of all else,
/// and mostly the same few: equal ones are read as one.
/// </summary>
internal sealed class RepeatedHeader : JsonConverter<Header>
{
    private const int Places = 1 << 11;

    // A place is taken over by the next header that falls on it.
    [ThreadStatic]
    private static Header?[]? known;

    public override Header Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong(ref reader, "a header is no object");
        }

        string? name = null, value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                name = Member(ref reader, name);
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                value = Member(ref reader, value);
            }
            else
            {
                throw Wrong(ref reader, "a header has an unknown member");
            }
        }

        return name is null || value is null ? throw Wrong(ref reader, "a header lacks its name or its value") : Known(name, value);
    }

    public override void Write(Utf8JsonWriter writer, Header value, JsonSerializerOptions options) => throw new NotSupportedException("This is for reading.");

    private static string Member(ref Utf8JsonReader reader, string? before)
    {
        if (before is not null)
        {
            throw Wrong(ref reader, "a header has a member twice");
        }

        return reader.Read() && reader.TokenType == JsonTokenType.String ? RepeatedText.Of(ref reader) : throw Wrong(ref reader, "a header's member is no text");
    }

    private static Header Known(string name, string value)
    {
        var place = ((RuntimeHelpers.GetHashCode(name) * 31) ^ RuntimeHelpers.GetHashCode(value)) & (Places - 1);
        ref var header = ref (known ??= new Header?[Places])[place];
        return header is not null && ReferenceEquals(header.Name, name) && ReferenceEquals(header.Value, value) ? header : header = new Header(name, value);
    }

    private static JsonException Wrong(ref Utf8JsonReader reader, string why) => new($"{why}, at byte {reader.TokenStartIndex}.");
}
