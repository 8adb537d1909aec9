using System.Collections.Concurrent;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Gateway;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Platform.Tests.Real;

/// <summary>The mock playing the real gateway without knowing it; single answers of one call can be set beforehand, as a gateway in trouble gives them.</summary>
internal sealed class Scripted(IGatewayOperation operation) : IGatewayOperation
{
    private readonly ConcurrentQueue<Func<GatewayRequest, GatewayReply>> _replies = new();

    public string Name => operation.Name;

    public string Method => operation.Method;

    public IReadOnlyList<string> Paths => operation.Paths;

    public IEnumerable<string> Departures(GatewayRequest request) => operation.Departures(request);

    public GatewayReply Answer(GatewayRequest request) => _replies.TryDequeue(out var reply) ? reply(request) : operation.Answer(request);

    public void Next(int status, string body, string contentType = GatewayReply.ContentTypeJson) => Next(_ => new GatewayReply { Status = status, Body = body, ContentType = contentType, Conduct = "scripted" });

    public void Next(Func<GatewayRequest, GatewayReply> reply) => _replies.Enqueue(reply);
}

/// <summary>A gateway in trouble, and the harness's own client of it.</summary>
internal sealed class RealGateway : IAsyncDisposable
{
    private RealGateway(MockSession mock, Dictionary<string, Scripted> calls)
    {
        Mock = mock;
        Validate = calls["validate"];
        Mint = calls["mock"];
        Deproc = calls["deproc"];
        Push = calls["push"];
    }

    public MockSession Mock { get; }

    public Scripted Validate { get; }

    public Scripted Mint { get; }

    public Scripted Deproc { get; }

    public Scripted Push { get; }

    public static async Task<RealGateway> StartAsync(string segment = "uat")
    {
        var calls = new Dictionary<string, Scripted>();
        var mock = await MockSession.StartAsync(segment, operations: state => [.. MockPlatform.DocumentedOperations(state).Select(o => calls[o.Name] = new Scripted(o))]);
        return new(mock, calls);
    }

    public GatewayClientOptions Options(string key = MockSession.Key, string secret = MockSession.Secret, Uri? at = null, int retries = 0, double seconds = 10, GatewayTrust? trust = null, TimeProvider? clock = null)
    {
        var redactor = new Redactor([1, 2, 3]);
        redactor.Add("consumerKey", key);
        redactor.Add("consumerSecret", secret);
        return new GatewayClientOptions
        {
            BaseAddress = at ?? Mock.Platform.GatewayBase,
            ConsumerKey = key,
            ConsumerSecret = secret,
            AppId = MockSession.AppId,
            Trust = trust ?? new GatewayTrust([.. Mock.TrustPolicy().CustomTrustStore]),
            Timeout = TimeSpan.FromSeconds(seconds),
            Retries = retries,
            Pause = TimeSpan.FromMilliseconds(1),
            Redactor = redactor,
            Clock = clock ?? TimeProvider.System,
        };
    }

    public IReadOnlyList<string> Calls => [.. Mock.Platform.Journal.Select(c => c.Operation)];

    public ValueTask DisposeAsync() => Mock.DisposeAsync();
}
