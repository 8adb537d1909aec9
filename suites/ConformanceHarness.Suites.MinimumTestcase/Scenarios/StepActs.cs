using System.Globalization;
using System.Text.RegularExpressions;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>What one citizen does on a page for a step of the service file.</summary>
/// <param name="now">the day that {today} stands for, in Thailand</param>
internal sealed partial class StepActs(Citizen citizen, DateTimeOffset now)
{
    public PageAct Of(JourneyStep step, bool keysOnly = false) => step.Kind switch
    {
        StepKind.Fill => new PageAct(ActKind.Fill, step.Target, Written(step.Value!), KeysOnly: keysOnly),
        StepKind.Choose => new PageAct(ActKind.Choose, step.Target, step.Value, KeysOnly: keysOnly),
        StepKind.Attach => new PageAct(ActKind.Attach, step.Target, File: SampleFiles.Of(step.Value!), KeysOnly: keysOnly),
        StepKind.Expect => new PageAct(ActKind.Expect, step.Target),
        _ => new PageAct(ActKind.Tap, step.Target, KeysOnly: keysOnly),
    };

    /// <summary>What a citizen would write: {citizen.mobile}, {today+7} and the like stand for values of the moment.</summary>
    private string Written(string value) => Placeholder().Replace(value, match =>
    {
        var word = match.Groups["word"].Value;
        var days = match.Groups["days"].Success ? int.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture) : 0;
        var day = now.ToOffset(TimeSpan.FromHours(7)).AddDays(days);
        return word switch
        {
            "citizen.firstName" => citizen.FirstName,
            "citizen.lastName" => citizen.LastName,
            "citizen.citizenId" => citizen.CitizenId,
            "citizen.mobile" => citizen.Mobile is { Length: > 0 } mobile ? mobile : "0812345678",
            "citizen.email" => citizen.Email is { Length: > 0 } email ? email : "citizen@example.com",
            "today" => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "todayBE" => day.ToString("dd/MM/", CultureInfo.InvariantCulture) + (day.Year + 543).ToString(CultureInfo.InvariantCulture),
            _ => match.Value,
        };
    });

    [GeneratedRegex(@"\{(?<word>citizen\.[a-zA-Z]+|todayBE|today)(?<days>[+-]\d{1,3})?\}")]
    private static partial Regex Placeholder();
}
