using System.Text.Json;
using ConformanceHarness.EndToEnd.Tests.Tools;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>Two nights of a small list on the command line: the first finds what there is, the second has nothing to say.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable]
public sealed class NightlyTellsOnlyTheNews
{
    private const string Header = "id,agencyTh,agencyEn,nameTh,nameEn,landingUrl\n";
    private readonly TestHome home = new();

    [TearDown]
    public void Remove() => home.Dispose();

    [Test]
    public async Task The_first_night_finds_the_second_is_quiet()
    {
        var agents = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var service = await TinyService.StartAsync(context =>
        {
            agents.Add(context.Request.Headers.UserAgent.ToString());
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync("<!DOCTYPE html><html lang=th><title>บริการ</title><p>กรุณาเข้าใช้บริการผ่านแอปทางรัฐ</p>");
        });
        // Port 1: nobody listens there.
        home.File("targets.csv", Header + $"up,กรมหนึ่ง,One,บริการหนึ่ง,Service one,{service.Address}\ndown,กรมสอง,Two,บริการสอง,Service two,https://127.0.0.1:1/\n");
        var first = await NightAsync("first");
        Assert.That(first.ExitCode, Is.EqualTo(1), first.All);
        var found = JsonDocument.Parse(first.Output).RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(found.GetProperty("states").GetProperty("unreachable").GetInt32(), Is.EqualTo(1));
            Assert.That(found.GetProperty("states").GetProperty("failing").GetInt32(), Is.EqualTo(1));
            Assert.That(agents, Has.All.EndsWith("(nightly check; +someone@example.go.th)"));
            Assert.That(File.Exists(Path.Combine(home.Folder, "nightly", "site", "services", "down.html")), Is.True);
            Assert.That(File.Exists(Path.Combine(home.Folder, "nightly", "nightly.xml")), Is.True);
        });
        var second = await NightAsync("second");
        Assert.That(second.ExitCode, Is.Zero, second.All);
        Assert.That(second.Error, Does.Contain("Nothing new to act on"));
        Assert.That(JsonDocument.Parse(second.Output).RootElement.GetProperty("newsCount").GetInt32(), Is.Zero, second.All);
    }

    [Test]
    public async Task A_bad_row_and_a_missing_contact_are_refused_before_anything_is_visited()
    {
        home.File("targets.csv", Header + "Bad Id,กรม,One,บริการ,Service,http://a.example.go.th/\n");
        var end = await Command.RunAsync(home, "nightly", "--targets", "targets.csv", "--contact", "someone@example.go.th", "--out", "nightly");
        Assert.That((end.ExitCode, end.Error.Contains("targets.csv:2:", StringComparison.Ordinal)), Is.EqualTo((2, true)), end.All);
        end = await Command.RunAsync(home, "nightly", "--targets", "targets.csv");
        Assert.That((end.ExitCode, end.Error.Contains("--contact is missing.", StringComparison.Ordinal)), Is.EqualTo((2, true)), end.All);
    }

    private Task<CommandEnd> NightAsync(string night) => Command.RunAsync(
        home, "nightly", "--targets", "targets.csv", "--contact", "someone@example.go.th", "--out", "nightly", "--night", night, "--spacing", "0", "--again-after", "0", "--json");
}
