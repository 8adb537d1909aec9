using System.Text.RegularExpressions;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Core.Services;

/// <summary>Fetches the tester's own data that a service file refers to. No message holds any of it.</summary>
public static partial class TesterReader
{
    /// <summary>The tester as a citizen, and the further values that are only replaced.</summary>
    /// <exception cref="ConfigurationException">a reference leads to nothing, or to something of another form</exception>
    public static (Citizen Tester, IReadOnlyList<string> Further) Read(TesterReferences references, SecretReader values, string serviceFile)
    {
        var citizenId = values.Read(references.CitizenId).Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        Check(CitizenId().IsMatch(citizenId), "citizenId", references.CitizenId, new("เลข 13 หลัก", "thirteen digits"), serviceFile);
        var firstName = Name(references.FirstName, "firstName", values, serviceFile);
        var lastName = Name(references.LastName, "lastName", values, serviceFile);
        var born = references.DateOfBirth is { } date ? values.Read(date) : null;
        Check(born is null || BirthDate().IsMatch(born), "dateOfBirth", references.DateOfBirth, new("ปี ค.ศ. เดือน วัน เช่น 19870312", "the year of the common era, month and day, such as 19870312"), serviceFile);
        var tester = new Citizen
        {
            Key = "first",
            Kind = "tester",
            UserId = "",
            CitizenId = citizenId,
            FirstName = firstName,
            LastName = lastName,
            DateOfBirth = born,
            Mobile = references.Mobile is { } mobile ? values.Read(mobile).Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal) : null,
            Email = references.Email is { } email ? values.Read(email) : null,
        };
        return (tester, [.. references.Further.Select(values.Read)]);
    }

    private static string Name(SecretReference reference, string member, SecretReader values, string serviceFile)
    {
        var name = values.Read(reference).Trim();
        // One letter would be found in every word of every page.
        Check(name.Length >= 2, member, reference, new("ชื่อเต็มตามแพลตฟอร์ม อย่างน้อยสองตัวอักษร", "the whole name as the platform has it, two letters at least"), serviceFile);
        return name;
    }

    private static void Check(bool good, string member, SecretReference? reference, LocalText form, string serviceFile)
    {
        if (!good)
        {
            throw new ConfigurationException(
                new($"ค่าของ device.tester.{member} ({reference}) ไม่ถูกรูปแบบ", $"The value of device.tester.{member} ({reference}) is malformed."),
                new($"ใส่{form.Th}", $"Put {form.En} there."), serviceFile);
        }
    }

    [GeneratedRegex(@"^[0-9]{13}\z")]
    private static partial Regex CitizenId();

    [GeneratedRegex(@"^(?:18|19|20|21)[0-9]{2}(?:----|(?:0[1-9]|1[0-2])(?:--|0[1-9]|[12][0-9]|3[01]))\z")]
    private static partial Regex BirthDate();
}
