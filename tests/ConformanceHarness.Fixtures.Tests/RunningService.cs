using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Fixtures.ReferenceService;

namespace ConformanceHarness.Fixtures.Tests;

/// <summary>The service with a gateway of its own.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private static readonly Lazy<X509Certificate2> Certificate = new(Certificates.Localhost);
    private readonly System.Collections.Concurrent.ConcurrentBag<Visitor> visitors = [];

    private RunningService(FakeGateway gateway, ReferenceServiceHost host)
    {
        Gateway = gateway;
        Host = host;
    }

    public FakeGateway Gateway { get; }
    public ReferenceServiceHost Host { get; }

    public static X509Certificate2 LocalhostCertificate => Certificate.Value;

    public static string CertificateHash => Certificate.Value.GetCertHashString();

    public static async Task<RunningService> StartAsync(params string[] defects)
    {
        var gateway = await FakeGateway.StartAsync();
        try
        {
            return new RunningService(gateway, await ReferenceServiceHost.StartAsync(Options(gateway.Base, defects), default));
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    public static ReferenceServiceOptions Options(Uri gateway, params string[] defects) => new()
    {
        GatewayBase = gateway,
        ConsumerKey = FakeGateway.ConsumerKey,
        ConsumerSecret = FakeGateway.ConsumerSecret,
        AppId = FakeGateway.AppId,
        Certificate = Certificate.Value,
        GatewayPatience = TimeSpan.FromSeconds(1.5),
        Defects = defects.ToHashSet(),
    };

    public Visitor NewVisitor()
    {
        var visitor = new Visitor(Host.Address);
        visitors.Add(visitor);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors)
        {
            visitor.Dispose();
        }

        await Host.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
