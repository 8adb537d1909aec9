namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>Tells a citizen id from any other number of thirteen digits.</summary>
internal static class CitizenIds
{
    /// <summary>Begins with 1 to 8 (0 is a juristic person's, 9 nobody's) and its last digit is the checksum.</summary>
    public static bool IsOne(string digits) =>
        digits.Length == 13 && digits.All(char.IsAsciiDigit) && digits[0] is >= '1' and <= '8' && (11 - (digits[..12].Select((c, i) => (c - '0') * (13 - i)).Sum() % 11)) % 10 == digits[12] - '0';
}
