using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace ConformanceHarness.Fixtures.Tests;

/// <summary>One browser without a screen: its own cookies, no redirects followed.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient http;

    public Visitor(Uri address)
    {
        var handler = new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            Certificate = certificate?.GetCertHashString();
            return Certificate is not null; // any: which one it is, a test asks through Certificate
        };
        http = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
    }

    public CookieContainer Cookies { get; } = new();
    public string? Certificate { get; private set; }

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(path);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request);

    public async Task<HttpResponseMessage> EnterAsync(string? mToken, string? appId = FakeGateway.AppId)
    {
        using var page = await GetAsync($"/?appId={appId}&mToken={mToken}");
        return await http.PostAsJsonAsync("/api/session", new { appId, mToken });
    }

    public async Task<JsonNode?> JsonAsync(string path) => JsonNode.Parse(await http.GetStringAsync(path));

    public async Task<HttpResponseMessage> SubmitAsync(string service, object answers, string? key = null, object? more = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/requests") { Content = JsonContent.Create(new { serviceId = service, answers, citizen = more }) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await http.SendAsync(request);
    }

    public void Dispose() => http.Dispose();
}
