using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Platform.Tests;

/// <summary>A started mock and a client that trusts nothing but its CA; it calls as the developer guide documents unless told otherwise.</summary>
internal sealed class MockSession : IAsyncDisposable
{
    public const string Key = "consumer-key-1";
    public const string Secret = "consumer secret/1";
    public const string AppId = "5f0c3a52-7d0f-4a69-9d4b-0a5a3f6f2c11";
    public const string DeprocPath = "/ws/dga/czp/uat/v1/core/shield/data/deproc";
    public const string MockPath = "/ws/dga/czp/uat/v1/core/shield/data/mock";
    public const string PushPath = "/ws/dga/czp/uat/v1/core/notification/push";
    public const string CardPath = "/ws/dga/czp/uat/v4/core/qr/generate/vc";

    private readonly LocalAuthority _authority;

    private MockSession(LocalAuthority authority, MockPlatform platform)
    {
        _authority = authority;
        Platform = platform;
        Client = new(new SocketsHttpHandler { UseProxy = false, SslOptions = { CertificateChainPolicy = TrustPolicy() } }) { Timeout = TimeSpan.FromSeconds(20) };
    }

    public MockPlatform Platform { get; }

    public HttpClient Client { get; }

    public static async Task<MockSession> StartAsync(
        string segment = "uat", Uri? listen = null, IReadOnlyList<string>? furtherHosts = null, Func<GatewayState, IEnumerable<IGatewayOperation>>? operations = null)
    {
        var authority = LocalAuthority.CreateInMemory();
        var options = new MockPlatformOptions
        {
            Listen = listen ?? new("https://127.0.0.1:0"),
            Authority = authority,
            ConsumerKey = Key,
            ConsumerSecret = Secret,
            AppId = AppId,
            EnvironmentSegment = segment,
            FurtherHosts = furtherHosts ?? [],
        };
        try
        {
            return new(authority, await MockPlatform.StartAsync(options, operations ?? MockPlatform.DocumentedOperations, CancellationToken.None));
        }
        catch
        {
            authority.Dispose();
            throw;
        }
    }

    /// <summary>Trusts the mock's CA and nothing else.</summary>
    public X509ChainPolicy TrustPolicy() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        CustomTrustStore = { _authority.Authority },
    };

    public async Task<MintedEntry> MintAsync(GatewayConduct conduct = GatewayConduct.Proper, PersonaKind kind = PersonaKind.Ordinary) =>
        await Platform.MintAsync(Platform.NewCitizen("first", kind), conduct, CancellationToken.None);

    public async Task<string> TokenAsync(string agentId = "session-1")
    {
        using var response = await ValidateAsync(agentId);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["Result"]!.GetValue<string>();
    }

    public Task<HttpResponseMessage> ValidateAsync(string agentId, string key = Key, string secret = Secret) => SendAsync(
        HttpMethod.Get,
        $"/ws/auth/validate?ConsumerSecret={Uri.EscapeDataString(secret)}&AgentID={Uri.EscapeDataString(agentId)}",
        token: null,
        body: "",
        key: key);

    public async Task<Reply> DeprocAsync(MintedEntry entry, string? token = null) => await PostAsync(
        DeprocPath,
        new JsonObject { ["AppId"] = entry.AppId, ["MToken"] = entry.MToken },
        token ?? await TokenAsync(entry.MToken));

    public async Task<Reply> PostAsync(string path, JsonNode body, string? token, string key = Key)
    {
        using var response = await SendAsync(HttpMethod.Post, path, token, body.ToJsonString(), key: key);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? token, string body, string? contentType = "application/json", string? key = Key, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, new Uri(Platform.GatewayBase, path));
        if (key is not null)
        {
            request.Headers.Add("Consumer-Key", key);
        }

        if (token is not null)
        {
            request.Headers.Add("Token", token);
        }

        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return await Client.SendAsync(request, cancellationToken);
    }

    public void ExportPem(string path) => _authority.ExportPem(path);

    public GatewayCall LastCall => Platform.Journal[^1];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Platform.DisposeAsync();
        _authority.Dispose();
    }

    internal sealed record Reply(int Status, string Body)
    {
        public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

        public int Code => Json["messageCode"]!.GetValue<int>();

        public JsonObject Result => Json["result"]!.AsObject();
    }
}
