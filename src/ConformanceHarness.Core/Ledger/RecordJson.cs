using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Planning;

namespace ConformanceHarness.Core.Ledger;

/// <summary>
/// The records of a run as UTF-8 JSON: two-space indented with a final line feed, except an observation (one line with it)
/// and a ledger line (one line without it).
/// Reading throws <see cref="JsonException"/> for anything but the exact shape: unknown, doubled or missing members, comments, trailing
/// data, null (what is null is left out). A member added to a record later must be nullable, or bundles of before can't be read.
/// </summary>
public static class RecordJson
{
    private static readonly JsonSerializerOptions Indented = Options(indented: true);
    private static readonly JsonSerializerOptions Compact = Options(indented: false);
    private static readonly JsonSerializerOptions Reading = Options(indented: false, new RepeatedText(), new RepeatedHeader());

    /// <summary>Compact: observations are most of a bundle, and read by programs.</summary>
    public static byte[] Write(Observation value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Type<Observation>(Compact)), (byte)'\n'];

    public static byte[] Write(Statement value) => Document(value);

    public static byte[] Write(RunPlan value) => Document(value);

    public static byte[] Write(IReadOnlyList<Verdict> value) => Document(value);

    /// <summary>One line, without the line feed.</summary>
    public static byte[] Write(LedgerLine value) => JsonSerializer.SerializeToUtf8Bytes(value, Type<LedgerLine>(Compact));

    public static Observation ReadObservation(ReadOnlySpan<byte> utf8) => Read<Observation>(utf8);

    public static Statement ReadStatement(ReadOnlySpan<byte> utf8) => Read<Statement>(utf8);

    public static RunPlan ReadPlan(ReadOnlySpan<byte> utf8) => Read<RunPlan>(utf8);

    public static IReadOnlyList<Verdict> ReadVerdicts(ReadOnlySpan<byte> utf8) => Read<IReadOnlyList<Verdict>>(utf8);

    public static LedgerLine ReadLedgerLine(ReadOnlySpan<byte> utf8) => Read<LedgerLine>(utf8);

    private static byte[] Document<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Type<T>(Indented)), (byte)'\n'];

    private static T Read<T>(ReadOnlySpan<byte> utf8)
    {
        RefuseNulls(utf8);
        return JsonSerializer.Deserialize(utf8, Type<T>(Reading)) ?? throw new JsonException("The document is null.");
    }

    /// <summary>Nothing here is ever written as null, and the serializer would let null elements of a list through.</summary>
    private static void RefuseNulls(ReadOnlySpan<byte> utf8)
    {
        // Most records hold these letters nowhere, or within a text only, which is far cheaper to see than to read every token.
        if (!MayHoldNull(utf8))
        {
            return;
        }

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 64 });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                throw new JsonException($"null at byte {reader.TokenStartIndex}.");
            }
        }
    }

    /// <summary>As a value it stands at the beginning, or behind a colon, a bracket or a comma.</summary>
    private static bool MayHoldNull(ReadOnlySpan<byte> utf8)
    {
        for (var from = 0; utf8[from..].IndexOf("null"u8) is >= 0 and var at; from += at + 4)
        {
            var before = utf8[..(from + at)].TrimEnd(" \t\r\n"u8);
            if (before.IsEmpty || before[^1] is (byte)':' or (byte)'[' or (byte)',')
            {
                return true;
            }
        }

        return false;
    }

    private static JsonTypeInfo<T> Type<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Options(bool indented, params JsonConverter[] converters)
    {
        var options = HarnessJson.NewOptions(indented);
        Array.ForEach(converters, options.Converters.Add);
        options.TypeInfoResolver = RecordContext.Default.WithAddedModifier(Tighten);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>
    /// The source generator sets every init-only member, so that one missing in the JSON would silently lose its default: whatever is
    /// always written is therefore required. Computed members are left out, because a reader would ignore what they say.
    /// </summary>
    internal static void Tighten(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            var property = type.Properties[i];
            if (property.Set is null && property.AssociatedParameter is null)
            {
                type.Properties.RemoveAt(i);
            }
            else
            {
                // Null is left out when writing, so that a nullable constructor parameter can't be required either.
                property.IsRequired = !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null;
            }
        }
    }
}

[JsonSerializable(typeof(Observation))]
[JsonSerializable(typeof(Statement))]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(IReadOnlyList<Verdict>))]
[JsonSerializable(typeof(LedgerLine))]
internal sealed partial class RecordContext : JsonSerializerContext;
