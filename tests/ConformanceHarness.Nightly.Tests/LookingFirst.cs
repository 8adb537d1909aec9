using System.Net;
using System.Net.Sockets;
using System.Text;
using ConformanceHarness.Nightly.Looking;
using ConformanceHarness.Nightly.Nights;

namespace ConformanceHarness.Nightly.Tests;

/// <summary>Plain http on loopback: what is told apart here does not depend on TLS, which the night's own run shows.</summary>
public sealed class LookingFirst
{
    [Test]
    public async Task A_service_that_answers_goes_on_to_the_browser() =>
        Assert.That(await LookAsync("HTTP/1.1 200 OK\r\nServer: nginx\r\n", "<p>welcome</p>"), Is.EqualTo(new FirstSight(null, null, "127.0.0.1", "nginx", null)));

    [Test]
    public async Task A_firewalls_page_is_an_outcome_of_its_own()
    {
        var sight = await LookAsync("HTTP/1.1 403 Forbidden\r\n", "<h1>Web Page Blocked</h1>");
        Assert.That((sight.State, sight.Reason), Is.EqualTo((TargetState.Blocked, "Web Page Blocked")));
    }

    [Test]
    public async Task A_service_that_is_broken_is_still_there() =>
        Assert.That((await LookAsync("HTTP/1.1 500 Oops\r\n", "broken")).State, Is.Null);

    [TestCase("HTTP/1.1 503 Busy\r\nRetry-After: 120\r\n")]
    [TestCase("HTTP/1.1 429 Slow down\r\nRetry-After: 120\r\n")]
    public async Task Who_asks_to_come_later_is_heard(string head)
    {
        var before = TimeProvider.System.GetUtcNow();
        var sight = await LookAsync(head, "later");
        Assert.That((sight.State, sight.Reason), Is.EqualTo((TargetState.Deferred, "retryAfter")));
        Assert.That(sight.Later, Is.InRange(before.AddSeconds(119), before.AddSeconds(240)));
    }

    [Test]
    public async Task A_robots_file_that_says_no_is_respected_and_the_page_is_not_asked_for()
    {
        var asked = new List<string>();
        var sight = await LookAsync("HTTP/1.1 200 OK\r\n", "welcome", "User-agent: *\nDisallow: /\n", asked);
        Assert.That((sight.State, string.Join(' ', asked)), Is.EqualTo((TargetState.Declined, "/robots.txt")));
    }

    [Test]
    public async Task Nobody_there_is_unreachable_and_says_why()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        using var look = New();
        var sight = await look.LookAsync(new Uri($"http://127.0.0.1:{port}/"), CancellationToken.None);
        Assert.That((sight.State, sight.Reason), Is.EqualTo((TargetState.Unreachable, "refused")));
        Assert.That(await ControlProbe.ReachesAnyAsync([("127.0.0.1", port)], CancellationToken.None), Is.False);
    }

    [Test]
    public async Task Silence_is_unreachable()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        using var look = New(TimeSpan.FromMilliseconds(300));
        var sight = await look.LookAsync(new Uri($"http://127.0.0.1:{port}/"), CancellationToken.None);
        Assert.That((sight.State, sight.Reason), Is.EqualTo((TargetState.Unreachable, "timeout")));
        Assert.That(await ControlProbe.ReachesAnyAsync([("127.0.0.1", 1), ("127.0.0.1", port)], CancellationToken.None), Is.True);
    }

    [Test]
    public async Task A_connection_that_is_cut_is_unreachable_and_nonsense_is_an_answer()
    {
        var cut = await LookAsync("", "");
        Assert.That((cut.State, cut.Reason), Is.EqualTo((TargetState.Unreachable, "reset")));
        Assert.That((await LookAsync("nonsense\r\n", "more nonsense")).State, Is.Null);
    }

    [Test]
    public async Task The_user_agent_says_who_asks()
    {
        var heads = new List<string>();
        await LookAsync("HTTP/1.1 200 OK\r\n", "welcome", heads: heads);
        Assert.That(heads, Has.Count.EqualTo(2));
        Assert.That(heads, Has.All.Contains("someone@example.go.th"));
    }

    private static FirstLook New(TimeSpan? patience = null) =>
        new("test (+someone@example.go.th)", (status, page) => status == 403 && page.Contains("Web Page Blocked", StringComparison.Ordinal) ? "Web Page Blocked" : null, TimeProvider.System, patience);

    private static async Task<FirstSight> LookAsync(string head, string body, string? robots = null, List<string>? asked = null, List<string>? heads = null)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
#pragma warning disable CA2025 // It is waited for below.
        var serving = ServeAsync(listener, path => path == "/robots.txt" ? (robots is null ? "HTTP/1.1 404 Not Found\r\n" : "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n", robots ?? "") : (head, body), asked ?? [], heads ?? [], stop.Token);
#pragma warning restore CA2025
        using var look = New();
        var sight = await look.LookAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), CancellationToken.None);
        await stop.CancelAsync();
        await serving;
        return sight;
    }

    private static async Task ServeAsync(TcpListener listener, Func<string, (string Head, string Body)> answer, List<string> asked, List<string> heads, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(cancellationToken);
                var buffer = new byte[8192];
                var read = await client.GetStream().ReadAsync(buffer, cancellationToken);
                var text = Encoding.ASCII.GetString(buffer, 0, read);
                heads.Add(text);
                var path = text.Split(' ')[1];
                asked.Add(path);
                var (head, body) = answer(path);
                if (head.Length == 0)
                {
                    // RST instead of a farewell.
                    client.LingerState = new LingerOption(true, 0);
                    continue;
                }

                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{head}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has what it came for.
        }
    }
}
