using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>TLS and plain http of the Landing URL's host, without a browser.</summary>
internal sealed class TransportScenario : Scenario
{
    public override string Name => "transport";

    public override LocalText Title => new("การเชื่อมต่อ TLS และ http", "TLS and plain http");

    public override bool NeedsBrowser => false;

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyLogin;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var landing = new Uri(scene.Target.LandingUrl);
        using var authority = (scene.Target.ExtraCa ?? scene.Target.StandIn?.Authority) is { } path ? X509CertificateLoader.LoadCertificateFromFile(path) : null;
        scene.Recorder.Add(await scene.Probe.TlsAsync(landing, authority, scene.Target.StandIn is not null, cancellationToken));
        foreach (var plain in PlainAddresses(landing, scene.Target.PlainHttpUrl))
        {
            scene.Recorder.Add(await scene.Probe.PlainHttpAsync(plain, cancellationToken));
        }
    }

    /// <summary>The same address on plain http: on its own port, on port 80 where that is another one, and where the service file says.</summary>
    private static IEnumerable<Uri> PlainAddresses(Uri landing, string? named)
    {
        var own = new UriBuilder(landing) { Scheme = "http", Port = landing.IsDefaultPort ? 80 : landing.Port };
        var addresses = new List<Uri> { own.Uri };
        if (!landing.IsDefaultPort && !landing.IsLoopback)
        {
            addresses.Add(new UriBuilder(landing) { Scheme = "http", Port = 80 }.Uri);
        }

        if (named is not null)
        {
            addresses.Add(new Uri(named));
        }

        return addresses.Distinct();
    }
}
