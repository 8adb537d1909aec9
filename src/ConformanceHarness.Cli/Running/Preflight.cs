using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Running;

/// <summary>Can the Landing URL be reached from here at all? If not, the run stops before the cases: a list of failures would be untrue.</summary>
internal static partial class Preflight
{
    public static async Task CheckAsync(StageTarget target, CancellationToken cancellationToken)
    {
        var landing = new Uri(target.LandingUrl);
        if (target.StandIn is { } standIn)
        {
            var found = IPEndPoint.Parse(standIn.Https);
            await ConnectAsync(landing.Host, found.Port, [found.Address], cancellationToken);
            return;
        }

        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(landing.DnsSafeHost, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new RunStoppedException(
                Cause.Configuration,
                new LocalText($"ไม่พบที่อยู่ของโฮสต์ {landing.Host} (Landing URL {target.LandingUrl}): {e.Message}", $"The host {landing.Host} does not resolve (Landing URL {target.LandingUrl}): {e.Message}"),
                new LocalText("ตรวจการสะกดของ landingUrl ในไฟล์บริการ และตรวจว่าเครื่องนี้ใช้ DNS ของเครือข่ายที่รู้จักโฮสต์นี้", "Check the spelling of landingUrl in the service file, and that this machine uses a DNS that knows the host."),
                ExitCodes.UsageOrConfiguration, e);
        }

        await ConnectAsync(landing.Host, landing.Port, addresses, cancellationToken);
        await LookForBlockPageAsync(target, landing, cancellationToken);
    }

    private static async Task ConnectAsync(string host, int port, IPAddress[] addresses, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(addresses, port, limit.Token);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = e is SocketException ? e.Message : "no answer in 10 s";
            throw new RunStoppedException(
                Cause.Environment,
                new LocalText($"เชื่อมต่อ {host}:{port} ({string.Join(", ", addresses.Take(3).Select(a => a.ToString()))}) ไม่ได้: {why}", $"{host}:{port} ({string.Join(", ", addresses.Take(3).Select(a => a.ToString()))}) can't be connected to: {why}"),
                new LocalText("ตรวจว่าระบบบริการเปิดอยู่ และไฟร์วอลล์อนุญาตให้เครื่องนี้เข้าถึงพอร์ตนี้ แล้วสั่งใหม่อีกครั้ง", "Check that the service is running and that the firewall lets this machine reach the port, then run the command again."),
                ExitCodes.HarnessError, e);
        }
    }

    private static async Task LookForBlockPageAsync(StageTarget target, Uri landing, CancellationToken cancellationToken)
    {
#pragma warning disable CA5359 // LAND-01 judges the certificate.
        using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true }, ConnectTimeout = TimeSpan.FromSeconds(10) };
#pragma warning restore CA5359
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(15) };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36");
        string start;
        int status;
        try
        {
            using var answer = await client.GetAsync(landing, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[16384];
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(5));
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit.Token);
            start = System.Text.Encoding.UTF8.GetString(buffer, 0, length);
            status = (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // It accepts connections: whatever is wrong beyond that (TLS, a slow page) is the service's, and the cases say so.
            return;
        }

        if (BlockedBy(status, start) is { } words)
        {
            throw new RunStoppedException(
                Cause.Environment,
                new LocalText($"{landing.Host} ตอบด้วยหน้าปิดกั้นของไฟร์วอลล์ (HTTP {status}: \"{words}\")", $"{landing.Host} answers with a firewall's block page (HTTP {status}: \"{words}\")."),
                new LocalText("ขอให้ผู้ดูแลเครือข่ายอนุญาตที่อยู่ IP ของเครื่องนี้ แล้วสั่งใหม่อีกครั้ง", "Ask the network's administrator to allow this machine's IP address, then run the command again."),
                ExitCodes.HarnessError);
        }
    }

    /// <summary>The words by which a firewall's page is known; null for any other page.</summary>
    /// <param name="start">the first 16 kB of the page</param>
    public static string? BlockedBy(int status, string start) =>
        BlockPage().Match(start) is { Success: true } match && (status is 401 or 403 or 406 or 429 or 503 || start.Length < 6000) ? match.Value : null;

    [GeneratedRegex("The requested URL was rejected\\. Please consult with your administrator|Your support ID is|Incapsula incident ID|Attention Required! \\| Cloudflare|Web Page Blocked|FortiGuard|Access Denied</title>|Request blocked\\. We can't connect|Sucuri WebSite Firewall|Web Application Firewall|blocked by (your|the) (organi[sz]ation|administrator|security)|ถูกปิดกั้น|ถูกบล็อก", RegexOptions.IgnoreCase)]
    private static partial Regex BlockPage();
}
