using System.Buffers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace ConformanceHarness.Sessions.Proxying;

/// <summary>
/// Opens what the browser asks to be tunnelled: it answers CONNECT itself and goes on as the server that was meant, with a certificate that
/// the browser was told to take (acceptInsecureCerts). What the server's own certificate is worth is asked elsewhere (CFG-04, LAND-01).
/// </summary>
internal sealed class Tunnels : IDisposable
{
    /// <summary>Key in the connection's items: the authority that CONNECT named, for example "localhost:5001".</summary>
    public const string Authority = "conformance.tunnel";

    /// <summary>Key in the connection's items: https or http.</summary>
    public const string Scheme = "conformance.scheme";

    private const int LongestHead = 16 * 1024;
    private static readonly byte[] Established = "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray();
    private readonly X509Certificate2 certificate = SelfSigned();

    public async Task OpenAsync(ConnectionContext connection, Func<Task> next)
    {
        if (await HeadAsync(connection) is not { } authority)
        {
            await next();
            return;
        }

        connection.Items[Authority] = authority;
        await connection.Transport.Output.WriteAsync(Established, connection.ConnectionClosed);
        if (!await SpeaksTlsAsync(connection))
        {
            connection.Items[Scheme] = "http";
            await next();
            return;
        }

        connection.Items[Scheme] = "https";
        var transport = connection.Transport;
        await using var raw = new DuplexStream(transport.Input.AsStream(leaveOpen: true), transport.Output.AsStream(leaveOpen: true));
        await using var secured = new SslStream(raw);
        try
        {
            await secured.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = certificate, ApplicationProtocols = [SslApplicationProtocol.Http11] }, connection.ConnectionClosed);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
        {
            // The browser changed its mind.
            return;
        }

        try
        {
            connection.Transport = new StreamPipes(secured);
            await next();
            await connection.Transport.Input.CompleteAsync();
            await connection.Transport.Output.CompleteAsync();
        }
        finally
        {
            connection.Transport = transport;
        }
    }

    public void Dispose() => certificate.Dispose();

    /// <summary>The authority of a CONNECT that this connection begins with, consumed; null: it begins with another request.</summary>
    private static async Task<string?> HeadAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(connection.ConnectionClosed);
            var text = Encoding.ASCII.GetString(read.Buffer.Slice(0, Math.Min(read.Buffer.Length, LongestHead)));
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var other = text.Length >= 8 && !text.StartsWith("CONNECT ", StringComparison.Ordinal);
            if (other || end >= 0 || read.IsCompleted || text.Length >= LongestHead)
            {
                var connects = !other && end >= 0 && text.Split(' ', 3) is ["CONNECT", _, _];
                input.AdvanceTo(connects ? read.Buffer.GetPosition(end + 4) : read.Buffer.Start);
                return connects ? text.Split(' ', 3)[1] : null;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async Task<bool> SpeaksTlsAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        var read = await input.ReadAsync(connection.ConnectionClosed);
        var first = read.Buffer.IsEmpty ? (byte)0 : read.Buffer.FirstSpan[0];
        input.AdvanceTo(read.Buffer.Start);
        // RFC 8446 5.1: a record of type handshake.
        return first == 22;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=ConformanceHarness session", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        // Through PKCS#12, because Windows' TLS can't use a key that was never stored.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
