using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Running;

/// <summary>Who the test citizen is whose entries a tester hands over: JSON as the gateway's own exchange answers it, in a file or a variable.</summary>
internal static class KnownCitizen
{
    private static readonly string[] Known = ["userId", "citizenId", "firstName", "lastName", "dateOfBirthString", "mobile", "email", "notification"];

    /// <exception cref="ConfigurationException">it isn't there, or is not what it should be; no message holds its data</exception>
    public static Citizen Read(SecretReference where, string serviceFile)
    {
        ConfigurationException Wrong(string th, string en, Exception? inner = null) => new(
            new LocalText($"assisted.citizen ({where}): {th}", $"assisted.citizen ({where}): {en}"),
            new LocalText("เขียนเป็น JSON เช่น {\"citizenId\": \"13 หลัก\", \"firstName\": \"…\", \"lastName\": \"…\", \"dateOfBirthString\": \"19900517\"} (docs/service-file.md)", "Write JSON such as {\"citizenId\": \"13 digits\", \"firstName\": \"…\", \"lastName\": \"…\", \"dateOfBirthString\": \"19900517\"} (docs/service-file.md)."),
            serviceFile, null, inner);

        var text = Text(where, serviceFile) ?? throw Wrong("ไม่พบ", "it is not there.");
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(text);
            json = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Wrong("ไม่ใช่ JSON", "it is no JSON.", new JsonException($"line {e.LineNumber}"));
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("ไม่ใช่ JSON object", "it is no JSON object.");
        }

        if (json.EnumerateObject().FirstOrDefault(m => !Known.Contains(m.Name, StringComparer.Ordinal)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw Wrong($"ไม่รู้จัก '{unknown.Name}' (ใช้ได้: {string.Join(", ", Known)})", $"'{unknown.Name}' is not known (there are: {string.Join(", ", Known)}).");
        }

        string? Member(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        string Needed(string name) => Member(name) is { Length: > 0 } value ? value : throw Wrong($"ไม่มี {name}", $"{name} is missing.");
        var id = Needed("citizenId");
        return id.Length == 13 && id.All(char.IsAsciiDigit)
            ? new Citizen
            {
                Key = "first",
                Kind = "assisted",
                UserId = Member("userId") ?? "",
                CitizenId = id,
                FirstName = Needed("firstName"),
                LastName = Needed("lastName"),
                DateOfBirth = Member("dateOfBirthString"),
                Mobile = Member("mobile"),
                Email = Member("email"),
            }
            : throw Wrong("citizenId ต้องมี 13 หลักและไม่มีขีด", "citizenId must be 13 digits without hyphens.");
    }

    private static string? Text(SecretReference where, string serviceFile)
    {
        if (where.Env is { } variable)
        {
            return Environment.GetEnvironmentVariable(variable);
        }

        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(serviceFile)) ?? "", where.File!);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
