namespace ConformanceHarness.Platform.Personas;

/// <summary>
/// The 13-digit Thai citizen id: the first digit is the kind of person (1 to 8), the last a checksum: eleven minus the weighted sum
/// (weights 13 down to 2) modulo eleven, of which the last digit counts.
/// </summary>
internal static class CitizenIds
{
    public static string Complete(string firstTwelve) => firstTwelve + Checksum(firstTwelve);

    public static bool IsValid(string id) =>
        id.Length == 13 && id.All(char.IsAsciiDigit) && id[0] is >= '1' and <= '8' && Checksum(id[..12]) == id[12];

    private static char Checksum(string firstTwelve)
    {
        var sum = firstTwelve.Select((digit, place) => (digit - '0') * (13 - place)).Sum();
        return (char)('0' + (11 - sum % 11) % 10);
    }
}
