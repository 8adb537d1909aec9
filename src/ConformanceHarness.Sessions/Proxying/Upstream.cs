using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace ConformanceHarness.Sessions.Proxying;

/// <summary>Connections from the proxies to the servers: names are looked up as the run was told, and certificates are taken as they are, as all sessions do.</summary>
internal static class Upstream
{
    /// <summary>Why a request got no answer, in the browsers' words.</summary>
    public const string NoSuchHost = "net::ERR_NAME_NOT_RESOLVED";

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000", Justification = "The invoker disposes its handler.")]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5359", Justification = "A bad certificate fails LAND-01, which a probe decides; the rest is observed all the same.")]
    public static HttpMessageInvoker Make(ProxyOptions options) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        ActivityHeadersPropagator = null,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Anything },
        ConnectCallback = (context, cancellationToken) => ConnectAsync(options, context.DnsEndPoint, cancellationToken),
    });

    public static string Failure(Exception e) => (e.InnerException ?? e) switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "net::ERR_CONNECTION_REFUSED",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => NoSuchHost,
        SocketException { SocketErrorCode: SocketError.TimedOut } or OperationCanceledException => "net::ERR_TIMED_OUT",
        SocketException or IOException => "net::ERR_CONNECTION_RESET",
        _ => "net::ERR_FAILED",
    };

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000", Justification = "The stream that is returned owns the socket; where none is, it is disposed.")]
    private static async ValueTask<Stream> ConnectAsync(ProxyOptions options, DnsEndPoint wanted, CancellationToken cancellationToken)
    {
        if (!options.Reaches(wanted.Host))
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        var (host, port) = (wanted.Host, wanted.Port);
        if (options.HostMap.TryGetValue(host, out var mapped))
        {
            var at = mapped.LastIndexOf(':');
            (host, port) = (mapped[..at].Trim('[', ']'), int.Parse(mapped[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool Anything(object sender, System.Security.Cryptography.X509Certificates.X509Certificate? certificate, System.Security.Cryptography.X509Certificates.X509Chain? chain, SslPolicyErrors errors) => true;
}
