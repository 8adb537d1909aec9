using System.Globalization;

namespace ConformanceHarness.Core.Challenges;

/// <summary>Whether a run is the one that a challenge orders: the same rules before the run, and for whoever verifies its bundle.</summary>
public static class ChallengeRules
{
    /// <summary>Clocks of two machines may differ by this much.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>All that does not fit, with the code that a verifier reports.</summary>
    /// <param name="started">when the run began, or begins now</param>
    /// <param name="ended">when it ended; before a run: now</param>
    public static IReadOnlyList<(string Code, LocalText Text)> Problems(Challenge challenge, string serviceId, Stage stage, string catalogueDigest, DateTimeOffset started, DateTimeOffset ended)
    {
        var problems = new List<(string Code, LocalText Text)>();
        if (challenge.ServiceId != serviceId)
        {
            problems.Add(("challenge-other-service", new($"challenge ออกให้บริการ '{challenge.ServiceId}' ไม่ใช่ '{serviceId}'", $"The challenge is for the service '{challenge.ServiceId}', not for '{serviceId}'.")));
        }

        if (challenge.Stage != stage)
        {
            var (ordered, run) = (challenge.Stage.ToString().ToLowerInvariant(), stage.ToString().ToLowerInvariant());
            problems.Add(("challenge-other-stage", new($"challenge กำหนดขั้น {ordered} ไม่ใช่ {run}", $"The challenge is for the stage {ordered}, not for {run}.")));
        }

        if (challenge.CatalogueDigest != catalogueDigest)
        {
            problems.Add(("challenge-other-catalogue", new($"challenge กำหนดรายการกรณีทดสอบ {challenge.CatalogueDigest} ไม่ใช่ {catalogueDigest}", $"The challenge is for the catalogue {challenge.CatalogueDigest}, not for {catalogueDigest}.")));
        }

        if (challenge.IssuedAt - started > Tolerance)
        {
            problems.Add(("challenge-stale", new($"เริ่มทดสอบก่อนออก challenge ({Utc(challenge.IssuedAt)})", $"The run began before the challenge was issued ({Utc(challenge.IssuedAt)}).")));
        }

        if (ended > challenge.Until)
        {
            problems.Add(("challenge-stale", new($"challenge หมดอายุเมื่อ {Utc(challenge.Until)}", $"The challenge ended at {Utc(challenge.Until)}.")));
        }

        return problems;
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
