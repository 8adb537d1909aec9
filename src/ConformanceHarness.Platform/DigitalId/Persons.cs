using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Personas;

namespace ConformanceHarness.Platform.DigitalId;

/// <summary>What the provider says of a citizen.</summary>
internal static class Persons
{
    /// <summary>DGA's lasting identity of a person. It is the userId of the gateway, so that notifications reach whoever logged in here.</summary>
    public const string CzpUser = "czp_user";

    /// <summary>In access tokens: whose they are.</summary>
    public const string UserId = "harness_user";

    /// <summary>DGA's scopes: the usual ones first, then those by registration.</summary>
    public static readonly IReadOnlyList<string> Scopes =
    [
        "openid", "citizen_id", "given_name", "family_name",
        "profile", "email", "phone_number", "user_id", "citizen_id_verified", "ial_level", "preferred_username", "personal_token",
    ];

    /// <summary>The provider's own name for a person, which no other system knows.</summary>
    public static string Subject(Citizen citizen) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("digital-id:" + citizen.UserId)))[..32];

    public static IEnumerable<(string Name, string Value)> Claims(Citizen citizen, IEnumerable<string> granted)
    {
        var scopes = granted.ToHashSet(StringComparer.Ordinal);
        bool Any(params string[] names) => names.Any(scopes.Contains);
        yield return (CzpUser, citizen.UserId);
        if (Any("user_id"))
        {
            yield return ("user_id", citizen.UserId);
        }

        if (Any("citizen_id"))
        {
            yield return ("citizen_id", citizen.CitizenId);
        }

        if (Any("given_name", "profile"))
        {
            yield return ("given_name", citizen.FirstName);
        }

        if (Any("family_name", "profile"))
        {
            yield return ("family_name", citizen.LastName);
        }

        if (Any("profile"))
        {
            yield return ("name", citizen.FirstName + " " + citizen.LastName);
        }

        if (Any("email") && citizen.Email is { Length: > 0 } email)
        {
            yield return ("email", email);
        }

        if (Any("phone_number") && citizen.Mobile is { Length: > 0 } mobile)
        {
            yield return ("phone_number", mobile);
        }

        if (Any("citizen_id_verified"))
        {
            yield return ("citizen_id_verified", "true");
        }

        if (Any("ial_level"))
        {
            yield return ("ial_level", "2.3");
        }

        if (Any("preferred_username", "profile"))
        {
            yield return ("preferred_username", "user" + Subject(citizen)[..8]);
        }

        if (citizen.Company is { } company)
        {
            yield return ("juristic_id", company.RegistrationId);
            yield return ("juristic_name", company.Name);
        }
    }

    /// <summary>A company for the citizen: always the same one for the same citizen.</summary>
    public static Citizen Represent(Citizen citizen)
    {
        var number = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes("company:" + citizen.UserId))) % 100_000_000;
        // 0105: a limited company registered in Bangkok. The last digit is a checksum as a person's id has one.
        var id = CitizenIds.Complete("0105" + number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture));
        return citizen with { Company = new Company(id, $"บริษัท ตัวอย่างการค้า {number % 10_000} จำกัด") };
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class Json : JsonSerializerContext;
