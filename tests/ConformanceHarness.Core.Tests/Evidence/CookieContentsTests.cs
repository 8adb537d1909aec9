using System.Text;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Core.Tests.Evidence;

/// <summary>Whose data a cookie holds is noted before its value is replaced.</summary>
public sealed class CookieContentsTests
{
    private static readonly Citizen Malee = new() { Key = "first", Kind = "ordinary", UserId = "5f0c1a52-0000-4000-8000-0123456789ab", CitizenId = "1101700207030", FirstName = "มาลีวรรณ", LastName = "ศรีสุวรรณ" };

    private const string Json = "{\"sub\":\"1101700207030\",\"name\":\"มาลีวรรณ\"}";

    [TestCase("มาลีวรรณ ศรีสุวรรณ", "name,surname", TestName = "Plain")]
    [TestCase("%E0%B8%A1%E0%B8%B2%E0%B8%A5%E0%B8%B5%E0%B8%A7%E0%B8%A3%E0%B8%A3%E0%B8%93", "name", TestName = "Url_encoded")]
    [TestCase("jwt", "citizen id,name", TestName = "In_the_payload_of_a_token")]
    [TestCase("s3ss10n-1d-0123456789", "", TestName = "A_session_holds_nobody")]
    [TestCase("th", "", TestName = "A_choice_holds_nobody")]
    public void Of_a_value(string value, string held)
    {
        var cookie = value == "jwt" ? "eyJhbGciOiJIUzI1NiJ9." + Convert.ToBase64String(Encoding.UTF8.GetBytes(Json)).TrimEnd('=').Replace('+', '-').Replace('/', '_') + ".c2lnbmF0dXJl" : value;
        var raw = RecordSample(cookie);
        var noted = CookieContents.Noted(raw).Snapshots[0].Cookies[0];

        Assert.That(string.Join(',', noted.Holds.SelectMany(h => h.Values)), Is.EqualTo(held));
        Assert.That(noted.Value, Is.EqualTo(cookie));
    }

    private static Observation RecordSample(string value) => new()
    {
        Scenario = "entry",
        Channel = Channel.App,
        Attempt = 1,
        Provenance = new Provenance("emulated", "chromium", LoginMode.Mock),
        StartedAt = DateTimeOffset.UnixEpoch,
        DurationMs = 1,
        End = ObservationEnd.Completed,
        Citizens = [Malee],
        Snapshots = [new Snapshot { Step = "enter", Session = "a", AtMs = 1, Url = "https://h/", Cookies = [new CookieRecord("c", value, "h", "/", true, true, "Lax", -1)] }],
    };
}
