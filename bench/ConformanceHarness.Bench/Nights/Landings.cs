using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Platform.Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace ConformanceHarness.Bench.Nights;

/// <summary>
/// Thousands of Landing URLs on this machine, each at a loopback address of its own (127.20.0.1 and on), all served by one process with a mix of
/// behaviours. The harness sees them as different hosts in different networks. broken.txt in the folder names addresses, or beginnings of
/// addresses, whose connections are cut: so a second night can have something new.
/// </summary>
internal sealed class Landings : IAsyncDisposable
{
    private const int PerNetwork = 40;
    private const int PerAgency = 22;
    private readonly LocalAuthority authority = LocalAuthority.CreateInMemory();
    private readonly ConcurrentDictionary<string, X509Certificate2> certificates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, bool> busyOnce = new();
    private readonly string folder;
    private readonly int count;
    private WebApplication? server;
    private long requests;

    private Landings(int count, string folder)
    {
        this.count = count;
        this.folder = folder;
    }

    public long Requests => Volatile.Read(ref requests);

    /// <summary>The list of all targets.</summary>
    public string Table => Path.Combine(folder, "targets.yaml");

    /// <summary>The CA of their certificates (PEM); .NET on Linux trusts it where SSL_CERT_FILE names it.</summary>
    public string Authority => Path.Combine(folder, "ca.pem");

    /// <param name="port">0 for any</param>
    public static async Task<Landings> StartAsync(int count, string folder, int port, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var landings = new Landings(count, folder);
        landings.authority.ExportPem(landings.Authority);
        await landings.ListenAsync(port, cancellationToken);
        return landings;
    }

    /// <summary>A hundred targets: 68 fast, 10 slow, the rest trouble of ten kinds.</summary>
    public static LandingKind KindOf(int index) => (index * 37 % 100) switch
    {
        < 68 => LandingKind.Fast,
        < 78 => LandingKind.Slow,
        < 82 => LandingKind.WrongCertificate,
        < 86 => LandingKind.Redirects,
        < 89 => LandingKind.Firewall,
        < 92 => LandingKind.Down,
        < 94 => LandingKind.Leaking,
        < 96 => LandingKind.Endless,
        96 => LandingKind.Silent,
        97 or 98 => LandingKind.Robots,
        _ => LandingKind.Busy,
    };

    public static string AddressOf(int index) => string.Create(CultureInfo.InvariantCulture, $"127.{20 + (index / PerNetwork / 250)}.{index / PerNetwork % 250}.{1 + (index % PerNetwork)}");

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        authority.Dispose();
    }

    private async Task ListenAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, port, listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificateSelector = (connection, _) => CertificateFor(((IPEndPoint)connection!.LocalEndPoint!).Address.MapToIPv4().ToString()),
        })));
        server = builder.Build();
        server.Run(AnswerAsync);
        await server.StartAsync(cancellationToken);
        var listening = new Uri(server.Urls.First()).Port;
        WriteTargets(listening);
    }

    /// <summary>A service file each: a table could not waive CFG-04, which no loopback address passes.</summary>
    private void WriteTargets(int port)
    {
        var services = Directory.CreateDirectory(Path.Combine(folder, "services")).FullName;
        for (var i = 0; i < count; i++)
        {
            // Port 1: nobody listens there.
            var at = KindOf(i) == LandingKind.Down ? 1 : port;
            File.WriteAllText(Path.Combine(services, string.Create(CultureInfo.InvariantCulture, $"service-{i + 1:0000}.yaml")), string.Create(CultureInfo.InvariantCulture, $$"""
                service:
                  id: service-{{i + 1:0000}}
                  agency: { th: "หน่วยงานจำลองที่ {{1 + (i / PerAgency)}}", en: "Simulated agency {{1 + (i / PerAgency)}}" }
                  category: { th: งานจำลอง, en: Simulation }
                  name: { th: "บริการจำลองที่ {{i + 1}}", en: "Simulated service {{i + 1}}" }
                appId: 7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90
                channels: [app]
                stages:
                  production: { landingUrl: "https://{{AddressOf(i)}}:{{at}}/", login: none }
                gateway:
                  consumerKey: { env: NOBODY_LOGS_IN }
                  consumerSecret: { env: NOBODY_LOGS_IN }
                waivers:
                  - { case: CFG-04, reason: ที่อยู่ในเครื่อง, owner: bench, approver: bench, expires: 2099-12-31 }

                """));
        }

        File.WriteAllText(Table, "targets: [services]\n");
    }

    private X509Certificate2 CertificateFor(string address) => certificates.GetOrAdd(address, a => authority.IssueServerCertificate(KindOf(IndexOf(a)) == LandingKind.WrongCertificate ? "another.example" : a));

    private static int IndexOf(string address)
    {
        var parts = address.Split('.').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return ((((parts[1] - 20) * 250) + parts[2]) * PerNetwork) + parts[3] - 1;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        var address = context.Connection.LocalIpAddress!.MapToIPv4().ToString();
        var index = IndexOf(address);
        var kind = KindOf(index);
        if (Broken().Any(b => address.StartsWith(b, StringComparison.Ordinal)))
        {
            context.Abort();
            return;
        }

        switch (context.Request.Path.Value)
        {
            case "/robots.txt":
                await TextAsync(context, 200, "text/plain", kind == LandingKind.Robots ? "User-agent: *\nDisallow: /\n" : "User-agent: *\nDisallow: /private\n");
                return;
            case "/app.js":
                await TextAsync(context, 200, "text/javascript", LandingPage.Script(kind));
                return;
            case "/app.css":
                await TextAsync(context, 200, "text/css", LandingPage.Style);
                return;
            case "/more":
                await TextAsync(context, 200, "application/json", "{}");
                return;
            case "/" or "/a" or "/b":
                break;
            default:
                await TextAsync(context, 404, "text/plain", "not found");
                return;
        }

        switch (kind)
        {
            case LandingKind.Firewall:
                await TextAsync(context, 403, "text/html", "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 1234567890</body></html>");
                return;
            case LandingKind.Redirects when context.Request.Path != "/b":
                context.Response.Redirect((context.Request.Path == "/" ? "/a" : "/b") + context.Request.QueryString);
                return;
            case LandingKind.Silent:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                return;
            case LandingKind.Busy when busyOnce.TryAdd(index, true):
                context.Response.Headers.RetryAfter = "5";
                await TextAsync(context, 503, "text/plain", "busy");
                return;
            case LandingKind.Slow:
                // What is simulated is a slow server.
                await Task.Delay(1500, context.RequestAborted);
                break;
        }

        await TextAsync(context, 200, "text/html", LandingPage.Html(index, context.Request.Query["mToken"].Count > 0));
    }

    private string[] Broken()
    {
        var file = Path.Combine(folder, "broken.txt");
        return File.Exists(file) ? [.. File.ReadAllLines(file).Select(l => l.Trim()).Where(l => l.Length > 0)] : [];
    }

    private static Task TextAsync(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type + "; charset=utf-8";
        LandingPage.Secure(context.Response.Headers);
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
