using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConformanceHarness.Core;

/// <summary>
/// The one way in which records become JSON. Reading is strict: unknown and doubled members are errors, because everything read here
/// may come from a bundle that somebody else signed.
/// </summary>
public static class HarnessJson
{
    /// <summary>Options for source generated contexts: <c>new MyContext(HarnessJson.NewOptions())</c>.</summary>
    public static JsonSerializerOptions NewOptions(bool indented = false) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 64,
        WriteIndented = indented,
        NewLine = "\n",
        // Readable Thai and placeholders in the files; these bytes never go into an HTML page unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
