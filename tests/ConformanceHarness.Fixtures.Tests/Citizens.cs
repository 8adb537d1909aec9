using System.Text.Json.Nodes;

namespace ConformanceHarness.Fixtures.Tests;

internal static class Citizens
{
    public static JsonObject Somchai => new()
    {
        ["userId"] = "u-somchai-1",
        ["citizenId"] = "1101700230708",
        ["firstName"] = "สมชาย",
        ["lastName"] = "กตัญญู",
        ["dateOfBirthString"] = "19900105",
        ["mobile"] = "0812345678",
        ["email"] = "somchai@example.com",
        ["notification"] = true,
    };

    /// <summary>Stacked combining marks, birth date known to the month, no mobile, no e-mail.</summary>
    public static JsonObject Ning => new()
    {
        ["userId"] = "u-ning-2",
        ["citizenId"] = "3100600445673",
        ["firstName"] = "น้ำผึ้ง",
        ["lastName"] = "ตั้งใจดี",
        ["dateOfBirthString"] = "198502--",
        ["mobile"] = null,
        ["notification"] = true,
    };
}
