using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConformanceHarness.Core;

/// <summary>Writes an enum as its camelCase name and refuses numbers, so that a signed record never depends on member order.</summary>
public sealed class CamelCaseEnumConverter<TEnum> : JsonStringEnumConverter<TEnum>
    where TEnum : struct, Enum
{
    public CamelCaseEnumConverter()
        : base(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    {
    }
}
