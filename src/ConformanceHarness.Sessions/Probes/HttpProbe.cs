#pragma warning disable CA5359 // LAND-01 judges the certificate from what is recorded here; a bad one must not hide the rest.
#pragma warning disable CA2000 // HttpClient disposes its handler.
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.Sessions.Probes;

/// <summary>Requests and connections that the harness makes itself, without a browser.</summary>
public sealed class HttpProbe : IDisposable
{
    private const int MaxBody = 1024 * 1024;
    private static readonly TimeSpan StreamTime = TimeSpan.FromSeconds(3);

    // Hop-by-hop and client-made headers: HttpClient writes them itself.
    private static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase) { "host", "content-length", "connection", "accept-encoding", "transfer-encoding", "keep-alive", "upgrade" };
    private readonly HttpClient client;
    private readonly bool readOnly;
    private readonly IReadOnlyDictionary<string, IPEndPoint> reach;

    /// <param name="readOnly">nothing but GET, HEAD and OPTIONS is sent</param>
    /// <param name="reach">"host:port" → where it is really found, for a service that is not in the DNS yet</param>
    /// <param name="userAgent">of requests that don't bring one; null: they have none</param>
    public HttpProbe(bool readOnly = false, IReadOnlyDictionary<string, IPEndPoint>? reach = null, string? userAgent = null)
    {
        this.readOnly = readOnly;
        this.reach = reach ?? new Dictionary<string, IPEndPoint>();
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxConnectionsPerServer = 8,
            // LAND-01 judges the certificate; a bad one must not hide what else the server does.
            ConnectCallback = ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        })
        {
            Timeout = TimeSpan.FromSeconds(15),
            MaxResponseContentBufferSize = int.MaxValue,
        };
        if (userAgent is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        }
    }

    /// <summary>Sends a request and records the answer; redirects are not followed. Never throws because of the server.</summary>
    /// <param name="most">bytes of the body that are kept</param>
    /// <exception cref="ReadOnlyException">the request can change data and this probe must not</exception>
    public async Task<Replay> SendAsync(ObservationRecorder recorder, Replay request, CancellationToken cancellationToken, int most = MaxBody)
    {
        if (readOnly && !ReadOnlyGuard.IsSafe(request.Method))
        {
            throw new ReadOnlyException($"{request.Method} {request.Url} can change data, and this stage is read-only.");
        }

        var replay = request;
        try
        {
            using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
            if (recorder.TextOf(request.RequestBody) is { } body)
            {
                message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            }

            foreach (var header in request.RequestHeaders.Where(h => !h.Name.StartsWith(':') && !OwnHeaders.Contains(h.Name)))
            {
                if (!message.Headers.TryAddWithoutValidation(header.Name, header.Value))
                {
                    message.Content?.Headers.Remove(header.Name);
                    message.Content?.Headers.TryAddWithoutValidation(header.Name, header.Value);
                }
            }

            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var received = answer.Headers.Concat(answer.Content.Headers).SelectMany(h => h.Value.Select(v => new Header(h.Key, v))).ToList();
            replay = request with
            {
                Status = (int)answer.StatusCode,
                ResponseHeaders = received,
                ResponseBody = recorder.Keep(BodyText.Decode(await FirstBytesAsync(answer.Content, most, cancellationToken), answer.Content.Headers.TryGetValues("Content-Type", out var type) ? string.Join(';', type) : null)),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException or InvalidOperationException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            replay = request with { Failure = e is OperationCanceledException ? "no answer in 15 s" : e.Message };
        }

        recorder.Add(replay);
        return replay;
    }

    /// <summary>Makes a TLS connection and says everything that is wrong with the certificate.</summary>
    /// <param name="authority">a CA that the service file names, or null</param>
    /// <param name="standIn">that CA stands in for a public one: a trial</param>
    public async Task<TransportProbe> TlsAsync(Uri address, X509Certificate2? authority, bool standIn, CancellationToken cancellationToken)
    {
        var probe = new TransportProbe { Kind = "tls", Address = address.GetLeftPart(UriPartial.Path) };
        try
        {
            var found = reach.GetValueOrDefault($"{address.DnsSafeHost}:{address.Port}");
            var resolved = found is null ? await Dns.GetHostAddressesAsync(address.DnsSafeHost, cancellationToken) : [found.Address];
            probe = probe with { ResolvedAddresses = [.. resolved.Select(a => a.ToString())] };
            using var socket = new TcpClient();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(10));
            await socket.ConnectAsync(resolved, found?.Port ?? address.Port, limit.Token);
            await using var tls = new SslStream(socket.GetStream());
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = address.DnsSafeHost,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                {
                    probe = Describe(probe, certificate as X509Certificate2, chain, errors, authority, standIn);
                    return true;
                },
            }, limit.Token);
            return probe with { Protocol = tls.SslProtocol.ToString() };
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return probe with { Failure = e is OperationCanceledException ? "no handshake in 10 s" : e.InnerException is { } inner ? e.Message + " " + inner.Message : e.Message };
        }
    }

    /// <summary>Asks for the address over plain http and follows plain http redirects, at most five.</summary>
    public async Task<TransportProbe> PlainHttpAsync(Uri address, CancellationToken cancellationToken)
    {
        var answers = new List<PlainAnswer>();
        var next = address;
        try
        {
            for (var i = 0; i < 5 && next is { Scheme: "http" }; i++)
            {
                using var message = new HttpRequestMessage(HttpMethod.Get, next);
                message.Headers.TryAddWithoutValidation("Accept", "text/html,*/*");
                using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                var location = answer.Headers.Location;
                var body = await FirstBytesAsync(answer.Content, 65536, cancellationToken);
                answers.Add(new PlainAnswer(next.AbsoluteUri, (int)answer.StatusCode, location?.OriginalString, body.Length));
                next = (int)answer.StatusCode is >= 300 and < 400 && location is not null ? new Uri(next, location) : null;
            }

            return new TransportProbe { Kind = "plainHttp", Address = address.AbsoluteUri, Answers = answers };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new TransportProbe { Kind = "plainHttp", Address = address.AbsoluteUri, Answers = answers, Failure = e is OperationCanceledException ? "no answer in 15 s" : e.Message };
        }
    }

    public void Dispose() => client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var asked = context.DnsEndPoint;
            await (reach.GetValueOrDefault($"{asked.Host}:{asked.Port}") is { } found ? socket.ConnectAsync(found, cancellationToken) : socket.ConnectAsync(asked, cancellationToken));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<byte[]> FirstBytesAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(content.Headers.ContentType?.MediaType == "text/event-stream" ? StreamTime : TimeSpan.FromSeconds(10));
        var buffer = new byte[most];
        var length = 0;
        try
        {
            while (length < most && await stream.ReadAsync(buffer.AsMemory(length), limit.Token) is > 0 and var read)
            {
                length += read;
                if (content.Headers.ContentLength is null)
                {
                    // What comes in parts may go on for ever: it is waited for as long as anything comes.
                    limit.CancelAfter(StreamTime);
                }
            }
        }
        catch (OperationCanceledException) when (length > 0 && !cancellationToken.IsCancellationRequested)
        {
            // An event stream never ends: what it has told by now is its answer.
        }

        return buffer[..length];
    }

    private static TransportProbe Describe(TransportProbe probe, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, X509Certificate2? authority, bool standIn)
    {
        var problems = new List<string>();
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return probe with { ChainProblems = ["RemoteCertificateNotAvailable"] };
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            problems.Add("RemoteCertificateNameMismatch");
        }

        var named = false;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null)
        {
            var statuses = chain.ChainStatus;
            if (authority is not null)
            {
                using var own = new X509Chain();
                own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                own.ChainPolicy.CustomTrustStore.Add(authority);
                own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
                foreach (var element in chain.ChainElements.Skip(1))
                {
                    own.ChainPolicy.ExtraStore.Add(element.Certificate);
                }

                named = own.Build(certificate);
                statuses = named ? [] : own.ChainStatus;
            }

            problems.AddRange(statuses.Where(s => s.Status != X509ChainStatusFlags.NoError).Select(s => $"{s.Status}: {s.StatusInformation.Trim()}").Distinct());
            if (!named && problems.Count == 0)
            {
                problems.Add("RemoteCertificateChainErrors");
            }
        }

        return probe with
        {
            ChainProblems = problems,
            NamedAuthority = named && !standIn,
            StandInAuthority = named && standIn,
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = certificate.NotAfter.ToUniversalTime(),
            KeyHash = Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())),
        };
    }
}
