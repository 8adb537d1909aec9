using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Gateway;

namespace ConformanceHarness.Platform.Proxy;

/// <summary>The connection to the real gateway. Nothing is followed, unpacked or kept: what the gateway says goes on as it came.</summary>
internal sealed class Upstream(Uri gateway, GatewayTrust trust) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = trust.Accepts },
    });

    /// <param name="target">path and query, as received to the letter</param>
    /// <param name="body">null where the call had none</param>
    public async Task<HttpResponseMessage> SendAsync(string method, string target, IReadOnlyList<Header> headers, byte[]? body, CancellationToken cancellationToken)
    {
        var exact = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var message = new HttpRequestMessage(new HttpMethod(method), new Uri(gateway.GetLeftPart(UriPartial.Authority) + target, in exact));
        var content = body is null ? null : new ByteArrayContent(body);
        foreach (var header in ForwardedHeaders.ToGateway(headers))
        {
            if (!message.Headers.TryAddWithoutValidation(header.Name, header.Value))
            {
                content ??= new ByteArrayContent([]);
                content.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        message.Content = content;
        message.Headers.ExpectContinue = false;
        return await _client.SendAsync(message, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    public static IReadOnlyList<Header> HeadersOf(HttpResponseMessage response) => [.. Of(response.Headers), .. Of(response.Content.Headers)];

    private static IEnumerable<Header> Of(HttpHeaders headers) => headers.NonValidated.SelectMany(h => h.Value.Select(v => new Header(h.Key, v)));
}
