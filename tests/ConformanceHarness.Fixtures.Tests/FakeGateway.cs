using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConformanceHarness.Fixtures.Tests;

/// <summary>Just enough of the platform's gateway: tokens, single-use mTokens, push, a journal, and any answer on demand.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    public const string ConsumerKey = "key-5f1d";
    public const string ConsumerSecret = "secret-90ab77";
    public const string AppId = "0f7a2c1e-1111-4222-8333-944444444444";
    public const string ForeignAppId = "ffffffff-1111-4222-8333-944444444444";
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, (string AppId, JsonObject Citizen)> entries = new();
    private readonly ConcurrentDictionary<string, string> tokens = new();

    private readonly SemaphoreSlim pushed = new(0);

    private FakeGateway(WebApplication app) => this.app = app;

    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>What deproc answers instead of the proper thing; null for the proper thing.</summary>
    public Func<HttpContext, Task>? Misbehaviour { get; set; }

    /// <summary>Status of push.</summary>
    public int PushStatus { get; set; } = 200;
    public Uri Base { get; private set; } = null!;
    public int Exchanges => Calls.Count(call => call.Path.EndsWith("/deproc", StringComparison.Ordinal));
    public string LastToken { get; private set; } = "";

    public IEnumerable<Call> Pushes => Calls.Where(call => call.Path.EndsWith("/core/notification/push", StringComparison.Ordinal));

    /// <summary>Completes when that many pushes have arrived; the test fails if none comes for 5 s.</summary>
    public async Task PushesAsync(int count)
    {
        while (Pushes.Count() < count)
        {
            if (!await pushed.WaitAsync(TimeSpan.FromSeconds(5)))
            {
                throw new TimeoutException("No push arrived within 5 s.");
            }
        }
    }

    /// <param name="certificate">for https; null = plain http</param>
    public static async Task<FakeGateway> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var gateway = new FakeGateway(builder.Build());
        gateway.app.Run(gateway.AnswerAsync);
        await gateway.app.StartAsync();
        gateway.Base = new Uri(gateway.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return gateway;
    }

    /// <summary>Mints an entry and returns its mToken.</summary>
    public string Mint(JsonObject citizen, string appId = AppId)
    {
        var mToken = Guid.NewGuid().ToString();
        entries[mToken] = (appId, (JsonObject)citizen.DeepClone());
        return mToken;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        pushed.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var call = new Call(
            context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body);
        Calls.Enqueue(call);
        var path = context.Request.Path.Value!;
        if (path == "/ws/auth/validate")
        {
            LastToken = Guid.NewGuid().ToString();
            tokens[LastToken] = "";
            await JsonAsync(context, new JsonObject { ["Result"] = LastToken });
        }
        else if (!tokens.ContainsKey(call.Header("Token")))
        {
            await JsonAsync(context, Envelope(null, 401));
        }
        else if (path.EndsWith("/core/notification/push", StringComparison.Ordinal))
        {
            pushed.Release();
            context.Response.StatusCode = PushStatus;
            await JsonAsync(context, Envelope(new JsonArray("t-1"), 200));
        }
        else if (Misbehaviour is { } misbehaviour)
        {
            await misbehaviour(context);
        }
        else
        {
            await DeprocAsync(context, body);
        }
    }

    private Task DeprocAsync(HttpContext context, string body)
    {
        JsonNode? asked;
        try
        {
            asked = JsonNode.Parse(body);
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonAsync(context, Envelope(null, 400));
        }

        var known = entries.TryGetValue(asked?["MToken"]?.GetValue<string>() ?? "", out var entry)
            && entry.AppId == asked?["AppId"]?.GetValue<string>()
            && entries.TryRemove(asked!["MToken"]!.GetValue<string>(), out _);
        return JsonAsync(context, known ? Envelope(entry.Citizen, 200) : Envelope(null, 404));
    }

    public static JsonObject Envelope(JsonNode? result, int code) => new()
    {
        ["result"] = result,
        ["requestTimeStamp"] = "2026-01-05T09:00:00",
        ["messageCode"] = code,
        ["message"] = code == 200 ? "success" : "internal-host-10.1.2.3 says no",
    };

    public static Task JsonAsync(HttpContext context, JsonNode body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }

    internal sealed record Call(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public string Header(string name) => Headers.GetValueOrDefault(name) ?? "";
    }
}
