using System.Net;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions.Browser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace ConformanceHarness.Sessions.Proxying;

/// <summary>
/// An HTTP proxy of one session's own, on this machine, for browsers whose driver can neither listen to the network nor change it
/// (WebDriver). It maps hosts, records requests with their answers, lets the network be lost, slow or failing, and puts the harness's
/// in-page script first into every document.
/// </summary>
/// <remarks>It does not see what a browser answers from its cache, and messages on a WebSocket pass unread.</remarks>
internal sealed class InterceptingProxy : IAsyncDisposable
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        // RFC 9110 7.6.1, and what would lead the browser around the proxy.
        "connection", "proxy-connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "proxy-authorization", "proxy-authenticate", "alt-svc", "content-length",
    };

    private readonly WebApplication app;
    private readonly Tunnels tunnels;
    private readonly HttpMessageInvoker upstream;
    private readonly ProxyOptions options;
    private readonly string reports = "/.conformance-" + Guid.NewGuid().ToString("N");
    private int sockets;

    private InterceptingProxy(ProxyOptions options)
    {
        this.options = options;
        tunnels = new Tunnels();
        upstream = Upstream.Make(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowResponseHeaderCompression = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1;
                Microsoft.AspNetCore.Connections.ConnectionBuilderExtensions.Use(listen, tunnels.OpenAsync);
            });
        });
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(300));
        builder.Services.AddHttpForwarder();
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public string? Language => options.Language;

    /// <summary>"127.0.0.1:port"</summary>
    public string Address => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Authority;

    /// <summary>Path, on every host, that the in-page script sends its reports to.</summary>
    public string ReportPath => reports;

    /// <summary>True while a connection is open that can bring news at any moment.</summary>
    public bool HoldsSockets => Volatile.Read(ref sockets) > 0;

    public NetworkConditions Conditions { get; set; } = NetworkConditions.Ordinary;

    /// <summary>Changes bodies of requests; null: none.</summary>
    public Func<OutgoingRequest, string?>? Rewrite { get; set; }

    /// <summary>Whether a request may leave; asked of each that can change data.</summary>
    public Func<bool> MayChange { get; set; } = () => true;

    /// <summary>The in-page script (an expression) of the next documents; null: none is put in.</summary>
    public string? Script { get; set; }

    public required ProxiedExchanges Recording { get; init; }

    /// <summary>Takes what the in-page script reports, JSON.</summary>
    public required Action<string> Reported { get; init; }

    /// <summary>Takes an event: kind, detail, name, source.</summary>
    public required Action<string, string, string?, string?> Happened { get; init; }

    public static async Task<InterceptingProxy> StartAsync(ProxyOptions options, ProxiedExchanges recording, Action<string> reported, Action<string, string, string?, string?> happened)
    {
        var proxy = new InterceptingProxy(options) { Recording = recording, Reported = reported, Happened = happened };
        await proxy.app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await app.StopAsync();
        }
        catch (OperationCanceledException)
        {
            // A connection that the browser left open.
        }

        await app.DisposeAsync();
        upstream.Dispose();
        tunnels.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (http.Request.Path == reports)
        {
            await TakeReportAsync(http);
            return;
        }

        if (Target(http) is not { } url)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        IReadOnlyList<Header> headers = [.. http.Request.Headers.SelectMany(h => h.Value, (h, v) => new Header(h.Key.ToLowerInvariant(), v ?? ""))];
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true })
        {
            await TunnelSocketAsync(http, url, headers);
            return;
        }

        var (kind, navigation) = RequestKinds.Of(http.Request.Method, url, headers);
        var body = await RequestBodyAsync(http, url);
        var number = Recording.Started(http.Request.Method, url, kind, navigation, headers, body);
        try
        {
            await AnswerAsync(http, url, kind, number, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException)
        {
            Recording.Failed(number, http.RequestAborted.IsCancellationRequested ? "net::ERR_ABORTED" : Upstream.Failure(e));
            http.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext http, string url, string kind, int number, byte[] body)
    {
        var conditions = Conditions;
        if (conditions.Offline)
        {
            Recording.Failed(number, "net::ERR_INTERNET_DISCONNECTED");
            http.Abort();
            return;
        }

        if (!ReadOnlyGuard.IsSafe(http.Request.Method) && !MayChange())
        {
            Happened("blocked", url, http.Request.Method, null);
            Recording.Failed(number, Exchange.Blocked);
            http.Abort();
            return;
        }

        if (kind is "fetch" or "xhr" && conditions.Failing?.Invoke(url) == true)
        {
            Recording.Answered(number, url, 500, [new Header("content-type", "text/plain; charset=utf-8")]);
            http.Response.StatusCode = 500;
            http.Response.ContentType = "text/plain; charset=utf-8";
            // The page of another origin could not read it otherwise, and would see a lost network in its place.
            http.Response.Headers.AccessControlAllowOrigin = http.Request.Headers.Origin;
            http.Response.Headers.AccessControlAllowCredentials = "true";
            await http.Response.WriteAsync(NetworkConditions.StandIn);
            Recording.Ended(number, kind, System.Text.Encoding.UTF8.GetBytes(NetworkConditions.StandIn));
            return;
        }

        if (conditions.LatencyMilliseconds > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(conditions.LatencyMilliseconds), http.RequestAborted);
        }

        using var request = Request(http, url, body, options.Language);
        using var response = await upstream.SendAsync(request, http.RequestAborted);
        IReadOnlyList<Header> received = [.. response.Headers.Concat(response.Content.Headers).SelectMany(h => h.Value, (h, v) => new Header(h.Key.ToLowerInvariant(), v))];
        Recording.Answered(number, url, (int)response.StatusCode, received);
        http.Response.StatusCode = (int)response.StatusCode;
        foreach (var header in received.Where(h => !HopByHop.Contains(h.Name)))
        {
            http.Response.Headers.Append(header.Name, header.Value);
        }

        var injects = Script is not null && kind == "document" && Header.Find(received, "content-type")?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;
        await using var from = await response.Content.ReadAsStreamAsync(http.RequestAborted);
        Recording.Ended(number, kind, injects ? await InjectedAsync(http, url, from) : await PassedAsync(http, response, from));
    }

    private async Task<byte[]?> PassedAsync(HttpContext http, HttpResponseMessage response, Stream from)
    {
        if (response.Content.Headers.ContentLength is { } length && http.Request.Method != "HEAD")
        {
            http.Response.ContentLength = length;
        }

        using var kept = new MemoryStream();
        var (buffer, total) = (new byte[16 * 1024], 0L);
        var begun = TimeProvider.System.GetTimestamp();
        await http.Response.StartAsync(http.RequestAborted);
        for (int read; (read = await from.ReadAsync(buffer, http.RequestAborted)) > 0;)
        {
            total += read;
            if (total <= ProxiedExchanges.MaxBody)
            {
                await kept.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
            }

            await ThrottleAsync(total, begun, http.RequestAborted);
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }

        return total <= ProxiedExchanges.MaxBody ? kept.ToArray() : null;
    }

    /// <summary>Answers with the document and the in-page script in it; returns the body as the server sent it.</summary>
    private async Task<byte[]?> InjectedAsync(HttpContext http, string url, Stream from)
    {
        using var whole = new MemoryStream();
        await from.CopyToAsync(whole, http.RequestAborted);
        var sent = whole.ToArray();
        var headers = http.Response.Headers;
        var document = sent;
        if (ProxiedExchanges.Decoded(sent, headers.ContentEncoding) is { Length: > 0 } plain)
        {
            var (element, hash) = PageInjection.Element(Script!);
            document = PageInjection.Into(plain, element);
            headers.Remove("content-encoding");
            if (headers.ContentSecurityPolicy is { Count: > 0 } policies)
            {
                var report = new Uri(new Uri(url), reports).AbsoluteUri;
                headers.ContentSecurityPolicy = policies.Select(p => ContentSecurity.Admit(p ?? "", hash, report)).ToArray();
            }

            if (BodyText.Declared(plain, headers.ContentType) is { } charset)
            {
                // Browsers look for it in the first 1024 bytes, where the script now is.
                headers.ContentType = headers.ContentType + "; charset=" + charset;
            }
        }

        http.Response.ContentLength = document.Length;
        var begun = TimeProvider.System.GetTimestamp();
        for (var at = 0; at < document.Length; at += 16 * 1024)
        {
            var part = document.AsMemory(at, Math.Min(16 * 1024, document.Length - at));
            // The script is the harness's: it takes no time of the service's line.
            await ThrottleAsync(Math.Max(0, at + part.Length - (document.Length - sent.Length)), begun, http.RequestAborted);
            await http.Response.Body.WriteAsync(part, http.RequestAborted);
        }

        return sent;
    }

    private async Task ThrottleAsync(long bytes, long begun, CancellationToken cancellationToken)
    {
        if (Conditions.KilobitsPerSecond is { } kilobits)
        {
            // 1 kbit/s is 1 bit in a millisecond.
            var due = TimeSpan.FromMilliseconds(bytes * 8 / kilobits) - TimeProvider.System.GetElapsedTime(begun);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, cancellationToken);
            }
        }
    }

    private async Task<byte[]> RequestBodyAsync(HttpContext http, string url)
    {
        using var copy = new MemoryStream();
        await http.Request.Body.CopyToAsync(copy, http.RequestAborted);
        var body = copy.ToArray();
        if (Rewrite is { } rewrite && body.Length > 0 && !ReadOnlyGuard.IsSafe(http.Request.Method)
            && rewrite(new OutgoingRequest(http.Request.Method, url, http.Request.ContentType, System.Text.Encoding.Latin1.GetString(body))) is { } changed)
        {
            Happened("rewritten", changed, $"{http.Request.Method} {url}", null);
            return System.Text.Encoding.Latin1.GetBytes(changed);
        }

        return body;
    }

    private static HttpRequestMessage Request(HttpContext http, string url, byte[] body, string? language)
    {
        var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        if (body.Length > 0 || http.Request.Headers.ContentLength == 0)
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var header in http.Request.Headers.Where(h => !HopByHop.Contains(h.Key) && !h.Key.Equals("host", StringComparison.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value!))
            {
                request.Content?.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value!);
            }
        }

        if (language is not null && request.Headers.Contains("accept-language"))
        {
            request.Headers.Remove("accept-language");
            request.Headers.TryAddWithoutValidation("accept-language", language);
        }

        return request;
    }

    private async Task TakeReportAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Reported(await reader.ReadToEndAsync(http.RequestAborted));
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task TunnelSocketAsync(HttpContext http, string url, IReadOnlyList<Header> headers)
    {
        var number = Recording.Started("GET", url.Replace("http", "ws", StringComparison.Ordinal), "websocket", navigation: false, headers, []);
        if (Conditions.Offline || !MayChange() || !options.Reaches(new Uri(url).Host))
        {
            Recording.Failed(number, MayChange() ? "net::ERR_INTERNET_DISCONNECTED" : Exchange.Blocked);
            http.Abort();
            return;
        }

        Interlocked.Increment(ref sockets);
        try
        {
            var error = await http.RequestServices.GetRequiredService<IHttpForwarder>().SendAsync(http, new Uri(url).GetLeftPart(UriPartial.Authority), upstream);
            if (error is ForwarderError.None)
            {
                Recording.Answered(number, url, http.Response.StatusCode, []);
            }
            else
            {
                Recording.Failed(number, "net::ERR_FAILED");
            }
        }
        finally
        {
            Interlocked.Decrement(ref sockets);
        }
    }

    /// <summary>The address that the browser means; null: it speaks to the proxy itself.</summary>
    private static string? Target(HttpContext http)
    {
        var raw = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (http.Features.Get<IConnectionItemsFeature>()?.Items is { } items && items.TryGetValue(Tunnels.Authority, out var authority))
        {
            var scheme = (string)items[Tunnels.Scheme]!;
            var named = (string)authority!;
            return scheme + "://" + (named.EndsWith(scheme == "https" ? ":443" : ":80", StringComparison.Ordinal) ? named[..named.LastIndexOf(':')] : named) + raw;
        }

        return raw.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? raw : null;
    }

    /// <summary>Whoever started the proxy stops it; Ctrl-C belongs to the process around it.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
