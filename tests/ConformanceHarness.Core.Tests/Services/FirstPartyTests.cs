using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Tests.Services;

public sealed class FirstPartyTests
{
    private const string Landing = "https://uat.example.go.th/service";

    [TestCase("https://uat.example.go.th:8443/x", true)]
    [TestCase("wss://live.example.go.th/x", true)]
    [TestCase("https://UAT.EXAMPLE.GO.TH./x", true)]
    [TestCase("data:image/png;base64,AA==", true)]
    [TestCase("blob:https://uat.example.go.th/1", true)]
    [TestCase("https://other.go.th/", false)]
    [TestCase("https://go.th/", false)]
    [TestCase("https://example.go.th.attacker.example/", false)]
    [TestCase("https://attacker-example.go.th/", false)]
    public void Knows_the_registrable_domain(string address, bool own) => Assert.That(FirstParty.Is(address, Landing, []), Is.EqualTo(own));

    [TestCase("https://dept-uat.azurewebsites.net/", "https://other.azurewebsites.net/", false)]
    [TestCase("https://dept-uat.azurewebsites.net/", "https://dept-uat.azurewebsites.net/api", true)]
    [TestCase("https://d1.cloudfront.net/", "https://d2.cloudfront.net/", false)]
    [TestCase("https://dept.southeastasia.cloudapp.azure.com/", "https://other.southeastasia.cloudapp.azure.com/", false)]
    [TestCase("https://10.0.0.5/", "https://10.0.0.6/", false)]
    [TestCase("https://localhost:5001/", "https://127.0.0.1:9999/", true)]
    public void A_neighbour_at_a_hosters_is_a_stranger(string landing, string address, bool own) => Assert.That(FirstParty.Is(address, landing, []), Is.EqualTo(own));

    [TestCase("https://static.cdn.example.com/a.js", true)]
    [TestCase("https://cdn.example.com/a.js", false)]
    [TestCase("https://xcdn.example.com/a.js", false)]
    public void Takes_the_hosts_that_the_service_file_names(string address, bool own) => Assert.That(FirstParty.Is(address, Landing, ["*.cdn.example.com"]), Is.EqualTo(own));
}
