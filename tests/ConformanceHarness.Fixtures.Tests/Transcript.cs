using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.Fixtures.Tests;

/// <summary>Everything that can be seen of a service over HTTP in one fixed sequence of visits, with what is random replaced by a dot.</summary>
internal sealed partial class Transcript
{
    private static readonly string[] Files =
    [
        "/", "/app.css", "/js/main.js", "/js/platform.js", "/js/entry.js", "/js/api.js", "/js/dom.js", "/js/dates.js", "/js/home.js", "/js/form.js",
        "/js/fields.js", "/js/confirm.js", "/js/request.js", "/js/router.js", "/js/problems.js",
    ];

    private readonly StringBuilder text = new();
    private readonly RunningService service;

    private Transcript(RunningService service) => this.service = service;

    public static async Task<IReadOnlyList<string>> OfAsync(RunningService service)
    {
        var parts = new List<string>();
        await foreach (var part in PartsAsync(service))
        {
            parts.Add(part);
        }

        return parts;
    }

    /// <summary>Part by part: whoever looks for a difference needs to go no further than the first.</summary>
    public static async IAsyncEnumerable<string> PartsAsync(RunningService service)
    {
        var transcript = new Transcript(service);
        foreach (var visit in (Func<Task>[])[transcript.ReachAsync, transcript.EnterAsync, transcript.TroubleAsync, transcript.CrowdAsync])
        {
            await visit();
            yield return Random().Replace(transcript.text.ToString(), "•");
            transcript.text.Clear();
        }
    }

    public static async Task<string> OfSiteAsync(Visitor visitor)
    {
        var text = new StringBuilder();
        foreach (var path in (string[])[.. Files, "/api/session", "/api/me", "/api/requests", "/api/sub-services"])
        {
            text.Append(await SeenAsync(visitor, path));
        }

        return text.ToString();
    }

    private async Task ReachAsync()
    {
        var visitor = service.NewVisitor();
        text.Append(await OfSiteAsync(visitor));
        text.AppendLine(CultureInfo.InvariantCulture, $"own certificate: {visitor.Certificate == RunningService.CertificateHash}");
        using var plain = new Visitor(service.Host.PlainHttpAddress);
        text.Append(await SeenAsync(plain, "/"));
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/api/session");
        foreign.Headers.Add("Origin", "https://evil.example.net");
        using var answer = await visitor.SendAsync(foreign);
        text.Append(await WrittenAsync(answer));
        text.Append(await SeenAsync(service.NewVisitor(), "/?appId=%3Ci%3E&mToken=%3Cu%3E"));
    }

    private async Task EnterAsync()
    {
        var visitor = service.NewVisitor();
        var mToken = service.Gateway.Mint(Citizens.Ning);
        await StepAsync(visitor, mToken);
        await StepAsync(service.NewVisitor(), mToken);
        await StepAsync(visitor, service.Gateway.Mint(Citizens.Somchai));
        await StepAsync(service.NewVisitor(), service.Gateway.Mint(Citizens.Somchai, FakeGateway.ForeignAppId), FakeGateway.ForeignAppId);
        foreach (var call in service.Gateway.Calls)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{call.Method} {call.Path} {call.Header("Consumer-Key")} {call.Header("Content-Type")} {call.Body}");
        }
    }

    private async Task TroubleAsync()
    {
        foreach (var misbehaviour in (Func<HttpContext, Task>[])
        [
            context => FakeGateway.JsonAsync(context, FakeGateway.Envelope(null, 404)),
            context => FakeGateway.JsonAsync(context, FakeGateway.Envelope(new System.Text.Json.Nodes.JsonObject(), 404)),
            context => context.Response.WriteAsync("<html>"),
            context => { context.Response.StatusCode = 500; return Task.CompletedTask; },
        ])
        {
            service.Gateway.Misbehaviour = misbehaviour;
            await StepAsync(service.NewVisitor(), service.Gateway.Mint(Citizens.Somchai));
        }

        service.Gateway.Misbehaviour = null;
    }

    private async Task CrowdAsync() => text.AppendLine(string.Join(" ", await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
    {
        var citizen = Citizens.Somchai;
        citizen["firstName"] = "ชื่อ" + i;
        citizen["userId"] = "u-" + i;
        var visitor = service.NewVisitor();
        using var entered = await visitor.EnterAsync(service.Gateway.Mint(citizen));
        using var me = await visitor.GetAsync("/api/me");
        return (await me.Content.ReadAsStringAsync()).Contains($"ชื่อ{i}", StringComparison.Ordinal);
    }))));

    private async Task StepAsync(Visitor visitor, string mToken, string appId = FakeGateway.AppId)
    {
        using var page = await visitor.GetAsync("/");
        var before = visitor.Cookies.GetAllCookies().Select(cookie => cookie.Value).ToList();
        try
        {
            using var answer = await visitor.EnterAsync(mToken, appId);
            text.Append(await WrittenAsync(answer));
        }
        catch (TaskCanceledException)
        {
            text.AppendLine("no answer");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"same identifier: {visitor.Cookies.GetAllCookies().Any(cookie => before.Contains(cookie.Value))}");
        text.Append(await SeenAsync(visitor, "/api/session")).Append(await SeenAsync(visitor, "/api/me"));
    }

    private static async Task<string> SeenAsync(Visitor visitor, string path)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await visitor.GetAsync(path);
        var late = Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(3) ? "late " : "";
        return late + await WrittenAsync(answer);
    }

    private static async Task<string> WrittenAsync(HttpResponseMessage answer)
    {
        var headers = answer.Headers.Where(header => header.Key is not ("Date" or "Location")).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return $"{(int)answer.StatusCode} {string.Join(" | ", headers)}\n{await answer.Content.ReadAsStringAsync()}\n";
    }

    [GeneratedRegex("(?<=ession=)[^;]+|[0-9a-f]{8}-[0-9a-f-]{27}|(?<=(localhost|127.0.0.1):)[0-9]+")]
    private static partial Regex Random();
}
