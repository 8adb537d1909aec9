using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>RES-03 fails the API behind the pages: what a service worker passes on of a page is none.</summary>
public sealed class WorkerRequestsTests
{
    private static readonly (string Kind, string Url)[] Before = [("document", "https://a.go.th/?mToken=1"), ("script", "https://a.go.th/app.js"), ("fetch", "https://a.go.th/api/me")];

    [TestCase("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "https://a.go.th/")]
    [TestCase("text/css,*/*;q=0.1", "https://a.go.th/app.css")]
    [TestCase("image/avif,image/webp,*/*;q=0.8", "https://a.go.th/logo")]
    [TestCase("*/*", "https://a.go.th/app.js")]
    public void A_pages_own_parts_are_no_data(string accept, string address) => Assert.That(WorkerRequests.IsPartOfAPage(accept, address, Before), Is.True);

    [TestCase("*/*", "https://a.go.th/api/me")]
    [TestCase("application/json", "https://a.go.th/api/me")]
    [TestCase("text/html, application/xhtml+xml", "https://a.go.th/part", Description = "Turbo's partial update")]
    [TestCase(null, "https://a.go.th/api/list.js")]
    public void Data_stays_data(string? accept, string address) => Assert.That(WorkerRequests.IsPartOfAPage(accept, address, Before), Is.False);
}
