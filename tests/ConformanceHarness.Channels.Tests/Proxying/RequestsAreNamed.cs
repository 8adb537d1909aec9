using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions.Proxying;

namespace ConformanceHarness.Channels.Tests.Proxying;

public sealed class RequestsAreNamed
{
    [TestCase("document", "document", true)]
    [TestCase("iframe", "document", false)]
    [TestCase("script", "script", false)]
    [TestCase("style", "stylesheet", false)]
    [TestCase("empty", "fetch", false)]
    public void By_what_the_browser_says_they_are_for(string destination, string kind, bool navigation) =>
        Assert.That(RequestKinds.Of("GET", "https://e.example/a", [new Header("sec-fetch-dest", destination)]), Is.EqualTo((kind, navigation)));

    [TestCase("text/html,application/xhtml+xml", "http://e.example/", "document", true)]
    [TestCase("text/css,*/*;q=0.1", "http://e.example/a.css", "stylesheet", false)]
    [TestCase("*/*", "http://e.example/js/a.js?v=1", "script", false)]
    [TestCase("*/*", "http://e.example/api", "fetch", false)]
    [TestCase("text/event-stream", "http://e.example/api", "eventsource", false)]
    public void Or_else_by_what_they_accept(string accept, string url, string kind, bool navigation) =>
        Assert.That(RequestKinds.Of("GET", url, [new Header("accept", accept)]), Is.EqualTo((kind, navigation)));
}
