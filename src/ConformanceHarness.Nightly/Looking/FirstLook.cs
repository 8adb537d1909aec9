using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Pacing;

namespace ConformanceHarness.Nightly.Looking;

/// <summary>
/// Asks robots.txt once for each host, then the Landing URL once, and says whether a browser has anything to look at: a service that can't be
/// reached, a firewall's page, or a wish to be left alone are outcomes of their own and cost no further visit. Thread-safe.
/// </summary>
public sealed class FirstLook : IDisposable
{
    /// <summary>The name by which robots.txt can address the harness.</summary>
    public const string Product = "ConformanceHarness";

    private const int MostRobots = 512 * 1024;
    private const int Beginning = 16 * 1024;
    private static readonly HttpRequestOptionsKey<Talked> TalkedKey = new("talked");
    private readonly ConcurrentDictionary<string, Lazy<Task<RobotsRules>>> robots = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<int, string, string?> blockedBy;
    private readonly TimeProvider clock;
    private readonly HttpClient client;

    /// <param name="userAgent">the whole header; it names a contact</param>
    /// <param name="blockedBy">status and beginning of a page → the words by which a firewall's page is known, or null</param>
    public FirstLook(string userAgent, Func<int, string, string?> blockedBy, TimeProvider clock, TimeSpan? patience = null)
    {
        this.blockedBy = blockedBy;
        this.clock = clock;
#pragma warning disable CA2000 // HttpClient disposes its handler.
#pragma warning disable CA5359 // LAND-01 judges the certificate; a bad one must not hide the rest.
        client = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            MaxAutomaticRedirections = 10,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromSeconds(30),
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        })
        { Timeout = patience ?? TimeSpan.FromSeconds(20) };
#pragma warning restore CA5359, CA2000
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", "th, en;q=0.5");
    }

    public async Task<FirstSight> LookAsync(Uri landing, CancellationToken cancellationToken)
    {
        var talked = new Talked();
        try
        {
            if (!(await RobotsAsync(landing, cancellationToken)).Allows(landing.PathAndQuery))
            {
                return new FirstSight(TargetState.Declined, "robots", null, null, null);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, landing);
            request.Options.Set(TalkedKey, talked);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var server = answer.Headers.Server.ToString() is { Length: > 0 } named ? named : null;
            var status = (int)answer.StatusCode;
            if (status is 429 or 503 && Later(answer) is { } later)
            {
                return new FirstSight(TargetState.Deferred, "retryAfter", talked.Address, server, later);
            }

            return blockedBy(status, await BeginningAsync(answer, cancellationToken)) is { } words
                ? new FirstSight(TargetState.Blocked, words, talked.Address, server, null)
                : new FirstSight(null, null, talked.Address, server, null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Whoever answered with something, however strange (a broken redirect, half a page), is there: the cases say what is wrong with it.
            return talked.Connected && !NeverAnswered(e)
                ? new FirstSight(null, null, talked.Address, null, null)
                : new FirstSight(TargetState.Unreachable, Reason(e), talked.Address, null, null);
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>One word, as TargetResult.Reason has it.</summary>
    internal static string Reason(Exception e)
    {
        for (var at = e; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery }:
                    return "dns";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "refused";
                case SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown }:
                    return "reset";
                case SocketException or OperationCanceledException or TimeoutException:
                    return "timeout";
                case AuthenticationException:
                    return "tls";
            }
        }

        return e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } ? "tls" : "reset";
    }

    /// <summary>No handshake, or not a byte of an answer; whoever sends something that is no HTTP did answer.</summary>
    private static bool NeverAnswered(Exception e) => e is OperationCanceledException or IOException
        or HttpRequestException { HttpRequestError: not (HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded) };

    private Task<RobotsRules> RobotsAsync(Uri landing, CancellationToken cancellationToken) =>
        robots.GetOrAdd(landing.Authority, _ => new Lazy<Task<RobotsRules>>(() => FetchRobotsAsync(new Uri(landing, "/robots.txt")))).Value.WaitAsync(cancellationToken);

    /// <summary>What can't be had says nothing: the Landing URL itself is one page, and shows whether the server is well.</summary>
    private async Task<RobotsRules> FetchRobotsAsync(Uri address)
    {
        try
        {
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            return answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType is null or "text/plain"
                ? RobotsRules.Parse(await ReadAsync(answer, MostRobots, CancellationToken.None), Product)
                : RobotsRules.None;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException)
        {
            return RobotsRules.None;
        }
    }

    private DateTimeOffset? Later(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => clock.GetUtcNow() + delta,
        { Date: { } date } => date,
        _ => null,
    };

    private static async Task<string> BeginningAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(answer, Beginning, cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return "";
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer, int most, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        await using var stream = await answer.Content.ReadAsStreamAsync(limit.Token);
        var buffer = new byte[most];
        var length = await stream.ReadAtLeastAsync(buffer, most, throwOnEndOfStream: false, limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        context.InitialRequestMessage.Options.TryGetValue(TalkedKey, out var talked);
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        if (talked is not null)
        {
            talked.Address = addresses.Length > 0 ? addresses[0].ToString() : null;
        }

#pragma warning disable CA2000 // The stream owns it, or it is disposed below.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            if (talked is not null)
            {
                talked.Connected = true;
                talked.Address = (socket.RemoteEndPoint as IPEndPoint)?.Address is { } at ? (at.IsIPv4MappedToIPv6 ? at.MapToIPv4() : at).ToString() : talked.Address;
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Talked
    {
        public string? Address { get; set; }
        public bool Connected { get; set; }
    }
}
