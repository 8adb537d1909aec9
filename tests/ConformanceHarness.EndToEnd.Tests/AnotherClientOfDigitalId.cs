using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Platform.DigitalId;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>AUTH-18 is not fitted to the permit office: a single page application of another make passes it, and fails it for what is wrong.</summary>
public sealed class AnotherClientOfDigitalId
{
    [Test]
    [CancelAfter(300_000)]
    public async Task Passes_where_it_does_as_documented(CancellationToken cancellationToken)
    {
        var verdicts = await RunAsync(new SinglePageClient(), null, cancellationToken);

        Assert.That(verdicts.Select(v => (v.Case, v.Outcome)), Is.EqualTo([("AUTH-01", Outcome.Passed), ("AUTH-04", Outcome.Passed), ("AUTH-18", Outcome.Passed)]), () => Told(verdicts));
        Assert.That(verdicts[^1].Channels.Select(c => c.Channel), Is.EqualTo(new[] { Channel.Web, Channel.Biz }));
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task Fails_for_each_thing_that_is_wrong(CancellationToken cancellationToken)
    {
        var verdicts = await RunAsync(new SinglePageClient { StateUnchecked = true, TokenHandedOut = true, ForgetsTheProvider = true }, [Channel.Web], cancellationToken);
        var told = Told(verdicts);

        Assert.That(verdicts.Single(v => v.Case == "AUTH-18").Outcome, Is.EqualTo(Outcome.Failed), told);
        Assert.That(told, Does.Contain("a wrong state was accepted").And.Contain("no state was accepted").And.Contain("another browser's state was accepted").And.Contain("‹idToken #"));
    }

    private static string Told(IReadOnlyList<Verdict> verdicts) => string.Join('\n', verdicts.SelectMany(v => v.Channels.SelectMany(c => c.Findings.Select(f => $"{v.Case} {c.Channel} {v.Outcome}: {f.Seen.En} @ {f.Where}"))));

    private static async Task<IReadOnlyList<Verdict>> RunAsync(SinglePageClient client, IReadOnlyList<Channel>? channels, CancellationToken cancellationToken)
    {
        using var home = new TestHome();
        await using var service = await TinyService.StartAsync(client.AnswerAsync);
        client.Own = service.Address.TrimEnd('/');
        var file = home.ServiceFile(service.Address, service.Ca);
        home.File("client-secret.txt", client.Secret);
        home.File("key.txt", "a-key-that-only-this-test-knows");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, cancellationToken))
            .Replace("{ env: TEST_CONSUMER_KEY }", "{ file: key.txt }", StringComparison.Ordinal).Replace("{ env: TEST_CONSUMER_SECRET }", "{ file: key.txt }", StringComparison.Ordinal)
            .Replace("channels: [app]\n", """
                channels: [web, biz]
                logins: { web: openIdConnect, biz: openIdConnect }
                openIdConnect:
                  listen: https://127.0.0.1:0
                  clientId: spa
                  clientSecret: { file: client-secret.txt }
                  redirectUri: /signed-in
                  logout:
                    - tap: { role: button, name: ออก }

                """, StringComparison.Ordinal), cancellationToken);
        var options = new RunOptions { ServiceFile = file, Channels = channels, Only = ["AUTH-01", "AUTH-04", "AUTH-18"], ReportsFolder = Path.Combine(home.Folder, "reports"), WriteReports = false, Parallel = 2 };
        await using var setup = await RunSetup.MakeAsync(options, new SilentListener(), _ => { }, cancellationToken);
        client.Provider = ((DigitalIdProvider)setup.Request.Provider!).BackAddress;
        return (await RunEngine.RunAsync(setup.Request, cancellationToken)).Record.Verdicts;
    }
}
