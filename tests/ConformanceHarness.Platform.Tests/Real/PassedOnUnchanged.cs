using System.IO.Compression;
using System.Text;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Gateway;
using ConformanceHarness.Platform.Proxy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ConformanceHarness.Platform.Tests.Real;

/// <summary>What the proxy does to bytes and headers: nothing that is not about one connection.</summary>
public sealed class PassedOnUnchanged
{
    private readonly List<(string Target, IReadOnlyList<Header> Headers, byte[] Body)> _received = [];
    private Func<HttpContext, Task> _answer = null!;
    private WebApplication _upstream = null!;
    private LocalAuthority _authority = null!;
    private GatewayClient _client = null!;
    private ProxyPlatform _proxy = null!;
    private HttpClient _backEnd = null!;

    [SetUp]
    public async Task Start()
    {
        _received.Clear();
        _authority = LocalAuthority.CreateInMemory();
        var certificate = _authority.IssueServerCertificate("127.0.0.1");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(k => k.ConfigureHttpsDefaults(h => h.ServerCertificate = certificate)).UseUrls("https://127.0.0.1:0");
        _upstream = builder.Build();
        _upstream.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.Add((context.Features.Get<IHttpRequestFeature>()!.RawTarget, [.. context.Request.Headers.SelectMany(h => h.Value.Select(v => new Header(h.Key, v!)))], body.ToArray()));
            await _answer(context);
        });
        await _upstream.StartAsync();
        var address = new Uri(_upstream.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        var options = new GatewayClientOptions { BaseAddress = address, ConsumerKey = "k", ConsumerSecret = "s", AppId = MockSession.AppId, Redactor = new Redactor([1]), Trust = new GatewayTrust([_authority.Authority]) };
        _client = new GatewayClient(options);
        _proxy = await ProxyPlatform.StartAsync(new ProxyOptions { Authority = _authority, Gateway = options }, _client, CancellationToken.None);
        _backEnd = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null, SslOptions = { RemoteCertificateValidationCallback = options.Trust.Accepts } }) { BaseAddress = _proxy.Address };
    }

    [TearDown]
    public async Task Stop()
    {
        _backEnd.Dispose();
        await _proxy.DisposeAsync();
        _client.Dispose();
        await _upstream.DisposeAsync();
        _authority.Dispose();
    }

    [Test]
    public async Task Packed_answers_stay_packed_and_are_read_for_the_journal()
    {
        var packed = Gzip("""{"result":null,"messageCode":404,"message":"ไม่พบ"}""");
        _answer = async context =>
        {
            context.Response.StatusCode = 418;
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.Headers.ContentType = "application/json;charset=UTF-8";
            context.Response.Headers["X-Two"] = new Microsoft.Extensions.Primitives.StringValues(["a", "b"]);
            await context.Response.Body.WriteAsync(packed);
        };

        using var answer = await _backEnd.GetAsync("/a%2Fb/./c?d=%20e");

        var received = await answer.Content.ReadAsByteArrayAsync();
        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(418));
            Assert.That(received, Is.EqualTo(packed));
            Assert.That(answer.Content.Headers.NonValidated["Content-Type"].ToString(), Is.EqualTo("application/json;charset=UTF-8"));
            Assert.That(answer.Headers.GetValues("X-Two"), Is.EqualTo(new[] { "a", "b" }));
            Assert.That(answer.Headers.GetValues("Server"), Is.EqualTo(new[] { "Kestrel" }), "the gateway's own");
            Assert.That(_proxy.Journal.Single().Answer, Does.Contain("ไม่พบ"));
        });
    }

    [Test]
    public async Task Headers_of_one_connection_end_there_and_none_is_added()
    {
        _answer = context =>
        {
            context.Response.Headers.Connection = "X-Hop";
            context.Response.Headers["X-Hop"] = "1";
            context.Response.Headers["X-End"] = "2";
            return Task.CompletedTask;
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/x") { Content = new ByteArrayContent([0, 255, 13, 10]) };
        request.Headers.TryAddWithoutValidation("Connection", "X-Mine");
        request.Headers.TryAddWithoutValidation("X-Mine", "1");
        request.Headers.TryAddWithoutValidation("X-Kept", "2");
        request.Headers.TryAddWithoutValidation("TE", "trailers");

        using var answer = await _backEnd.SendAsync(request);

        var (_, headers, body) = _received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(headers.Select(h => h.Name), Is.EquivalentTo(new[] { "Host", "X-Kept", "Content-Length" }));
            Assert.That(Header.Find(headers, "Host"), Is.EqualTo(new Uri(_upstream.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Authority));
            Assert.That(body, Is.EqualTo(new byte[] { 0, 255, 13, 10 }));
            Assert.That(answer.Headers.Contains("X-End") && !answer.Headers.Contains("X-Hop"));
        });
    }

    [Test]
    public async Task An_answer_is_passed_on_while_it_is_still_being_made()
    {
        var more = new TaskCompletionSource();
        _answer = async context =>
        {
            await context.Response.WriteAsync("one");
            await context.Response.Body.FlushAsync();
            await Task.Delay(50);
            await context.Response.WriteAsync("two");
            await context.Response.Body.FlushAsync();
            await more.Task;
            await context.Response.WriteAsync("three");
        };
        using var answer = await _backEnd.GetAsync("/slow", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var first = new byte[3];
        await stream.ReadExactlyAsync(first);
        more.SetResult();
        using var rest = new StreamReader(stream);
        Assert.That(Encoding.UTF8.GetString(first) + await rest.ReadToEndAsync(), Is.EqualTo("onetwothree"));
    }

    [Test]
    public async Task A_redirect_is_the_back_ends_to_follow()
    {
        _answer = context =>
        {
            context.Response.Redirect("https://elsewhere.example/");
            return Task.CompletedTask;
        };
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = new GatewayTrust([_authority.Authority]).Accepts } };
        using var strict = new HttpClient(handler);
        using var answer = await strict.GetAsync(new Uri(_proxy.Address, "/r"));
        Assert.That(((int)answer.StatusCode, answer.Headers.Location!.Host), Is.EqualTo((302, "elsewhere.example")));
    }

    [Test]
    public async Task A_gateway_that_is_gone_is_said_to_be_gone()
    {
        await _upstream.StopAsync();
        using var answer = await _backEnd.GetAsync("/ws/auth/validate?ConsumerSecret=s&AgentID=x");
        Assert.That(((int)answer.StatusCode, _proxy.Journal.Single().Conduct), Is.EqualTo((502, "upstreamFailed")));
        Assert.That(_proxy.Faults, Is.Empty, "the gateway's fault, not the proxy's");
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
