using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>SVC-07 sends a request in the name of another citizen: in the body that the page made, whatever its form.</summary>
public sealed class ForeignBodyTests
{
    private static readonly Citizen Own = Samples.Malee;
    private static readonly Citizen Other = Samples.Anan;

    [Test]
    public void Parts_are_added_before_the_last_boundary()
    {
        const string Body = "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--b\r\nContent-Disposition: form-data; name=\"userId\"\r\n\r\n7\r\n--b--\r\n";
        var changed = Changed("multipart/form-data; boundary=b", Body)!;

        Assert.Multiple(() =>
        {
            Assert.That(changed, Does.StartWith("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n").And.EndWith("\r\n--b--\r\n"));
            Assert.That(changed, Does.Contain($"\r\n--b\r\nContent-Disposition: form-data; name=\"citizenId\"\r\n\r\n{Other.CitizenId}\r\n--b"));
            Assert.That(changed.Split("name=\"userId\""), Has.Length.EqualTo(2), "a field that is there is not there twice");
        });
    }

    [Test]
    public void A_part_that_names_the_citizen_names_the_other() =>
        Assert.That(
            Changed("multipart/form-data; boundary=b", $"--b\r\nContent-Disposition: form-data; name=\"applicant\"\r\n\r\n{Own.CitizenId}\r\n--b--\r\n"),
            Is.EqualTo($"--b\r\nContent-Disposition: form-data; name=\"applicant\"\r\n\r\n{Other.CitizenId}\r\n--b--\r\n"));

    [TestCase("multipart/form-data; boundary=b", "no boundary at all")]
    [TestCase("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\ncut off")]
    [TestCase("text/plain", "note=1")]
    public void What_would_break_is_left_as_it_is(string type, string body) => Assert.That(Changed(type, body), Is.Null);

    [Test]
    public void What_lacks_its_file_is_left_as_it_is() => Assert.That(Changed("application/json", "{}", whole: false), Is.Null);

    private static string? Changed(string type, string body, bool whole = true) => ForeignBody.Of(new OutgoingRequest("POST", "https://service.example.go.th/send", type, body, whole), Own, Other, []);
}
