using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Describing;

/// <summary>Writes values so that a YAML reader reads exactly them: plain where that is certain, else in quotation marks.</summary>
internal static partial class YamlText
{
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string value) =>
        (Plain().IsMatch(value) && !Word().IsMatch(value)) || Address().IsMatch(value) ? value
        : value.Contains('\\', StringComparison.Ordinal) && !value.Any(char.IsControl) ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"
        : JsonSerializer.Serialize(value, Quoting);

    public static string Of(LocalText text) => $"{{ th: {Of(text.Th)}, en: {Of(text.En)} }}";

    public static string Of(StepTarget target) =>
        target.Selector is { } selector ? $"{{ selector: {Of(selector)} }}"
        : target.Role is { } role ? $"{{ role: {role}, name: {Of(target.Name!)} }}"
        : Of(target.Name!);

    public static string Of(SecretReference secret) => secret.Env is { } variable ? $"{{ env: {Of(variable)} }}" : $"{{ file: {Of(secret.File!)} }}";

    // Begins with a letter and holds nothing that means something to YAML, also inside { }.
    [GeneratedRegex(@"^\p{L}(?:[\p{L}\p{M}\p{N} ./()_@“”–+-]*[\p{L}\p{M}\p{N}./()_”+-])?\z")]
    private static partial Regex Plain();

    // Addresses and UUIDs, as everybody writes them.
    [GeneratedRegex(@"^(?:https?://[A-Za-z0-9._~:/-]*[A-Za-z0-9/]|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\z")]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?:true|false|yes|no|on|off|null|nan|inf|y|n)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
