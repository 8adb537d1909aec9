using System.Collections.Concurrent;
using System.Text.Json;
using ConformanceHarness.EndToEnd.Tests.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>
/// A page that sends something on every occasion, looked at in production. What it sends of itself while it loads arrives, as it does for
/// every visitor; nothing else does, whatever the method, and whether a timer, a window's size or a farewell is the occasion.
/// </summary>
public sealed class ProductionIsReadOnly
{
    // The page lies still for a moment before the late ones: the harness has then taken what it came for, or is still at it.
    private const string Eager = """
        <main><h1>บริการหนังสือรับรอง</h1><p>ยินดีต้อนรับสู่บริการหนังสือรับรองของกรมตัวอย่าง</p>
        <button onclick="send('click')">ส่งคำขอ</button><a href="#" onclick="send('link')">ยื่นคำขอ</a>
        <form action="/sent?form" method="post" onsubmit="send('submit')"><input name="q"><button>ค้นหา</button></form></main>
        <script>
          const send = (why, method = 'POST') => fetch('/sent?' + why, { method, body: method === 'DELETE' ? undefined : why, keepalive: true }).catch(() => {});
          send('load');
          addEventListener('resize', () => { send('resize'); send('resize-put', 'PUT'); send('resize-delete', 'DELETE'); navigator.sendBeacon('/sent?resize-beacon', 'x'); });
          addEventListener('pagehide', () => { navigator.sendBeacon('/sent?farewell', 'x'); send('farewell-fetch'); });
          addEventListener('visibilitychange', () => navigator.sendBeacon('/sent?hidden', 'x'));
          if (navigator.serviceWorker) navigator.serviceWorker.register('/worker.js').catch(() => {});
          const socket = new WebSocket('wss://' + location.host + '/socket');
          socket.onopen = () => socket.send('load');
          addEventListener('resize', () => { if (socket.readyState === 1) socket.send('resize'); });
        </script>
        """;

    private readonly ConcurrentQueue<string> arrived = new();
    private readonly TestHome home = new();
    private CommandEnd run = null!;
    private JsonElement answer;

    [OneTimeSetUp]
    public async Task Run()
    {
        await using var service = await TinyService.StartAsync(AnswerAsync, webSockets: true);
        run = await Command.RunAsync(home, "run", "--service", home.ProductionFile(new Uri(service.Address), service.Ca), "--stage", "production", "--only", "LAND,AUTH,SEC,CFG", "--json");
        Assert.That(run.ExitCode, Is.EqualTo(1).Or.EqualTo(4), run.All);
        answer = JsonDocument.Parse(run.Output).RootElement;
    }

    [OneTimeTearDown]
    public void Remove() => home.Dispose();

    [Test]
    public void What_the_page_sends_itself_while_it_loads_arrives() => Assert.That(arrived, Does.Contain("POST ?load").And.Contain("SOCKET load"));

    [Test]
    public void Nothing_that_can_change_data_arrives_beyond_that() =>
        Assert.That(arrived.Where(a => a is not ("POST ?load" or "SOCKET load")), Is.Empty);

    [Test]
    public void What_was_kept_from_leaving_is_recorded()
    {
        var events = Directory.GetFiles(Path.Combine(answer.GetProperty("folder").GetString()!, "evidence", "observations"), "outside.*.json")
            .SelectMany(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement.GetProperty("events").EnumerateArray())
            .Where(e => e.GetProperty("kind").GetString() == "blocked").Select(e => e.GetProperty("name").GetString()).Distinct().ToList();

        Assert.That(events, Is.SupersetOf(new[] { "POST", "PUT", "DELETE", "WEBSOCKET" }));
    }

    [Test]
    public void The_service_is_not_blamed_for_what_was_kept_from_leaving() =>
        Assert.That(answer.GetProperty("verdicts").EnumerateArray().Single(v => v.GetProperty("case").GetString() == "LAND-07").GetProperty("outcome").GetString(), Is.EqualTo("passed"), run.All);

    [Test]
    public void The_screen_says_that_production_is_only_read() => Assert.That(run.Error, Does.Contain("Read-only"));

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[256];
            while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not System.Net.WebSockets.WebSocketMessageType.Close } received)
            {
                arrived.Enqueue("SOCKET " + System.Text.Encoding.UTF8.GetString(buffer, 0, received.Count));
            }

            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !HttpMethods.IsOptions(context.Request.Method))
        {
            arrived.Enqueue($"{context.Request.Method} {context.Request.QueryString}");
        }

        if (context.Request.Path == "/worker.js")
        {
            context.Response.ContentType = "text/javascript";
            await context.Response.WriteAsync("setInterval(() => fetch('/sent?worker', { method: 'POST' }), 300);");
            return;
        }

        await TinyService.Html(Eager)(context);
    }
}
