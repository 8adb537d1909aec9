using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Mock;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ConformanceHarness.Platform.Proxy;

/// <summary>
/// Stands between the back end and the real gateway: it passes every call on and every answer back, byte for byte, and keeps a journal of both. For
/// single entries it answers itself, when a scenario wants the gateway to misbehave. Thread-safe.
/// </summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private const int LargestBody = 16 * 1024 * 1024;
    private const int LargestKept = 1024 * 1024;
    private readonly ProxyOptions _options;
    private readonly GatewayState _state;
    private readonly IReadOnlyList<IGatewayOperation> _operations;
    private readonly Journal _journal = new();
    private readonly Faults _faults = new();
    private readonly Upstream _upstream;
    private readonly HashSet<string> _exchanged = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly X509Certificate2 _certificate;
    private WebApplication? _server;

    private RecordingProxy(ProxyOptions options)
    {
        _options = options;
        var gateway = options.Gateway;
        // The mock's own operations tell what a documented call looks like, and answer where the harness answers itself.
        _state = new GatewayState(new MockPlatformOptions
        {
            Authority = options.Authority,
            ConsumerKey = gateway.ConsumerKey,
            ConsumerSecret = gateway.ConsumerSecret,
            AppId = gateway.AppId,
            EnvironmentSegment = gateway.EnvironmentSegment,
            TimeProvider = gateway.Clock,
        });
        _operations = [.. MockPlatform.DocumentedOperations(_state)];
        _upstream = new Upstream(gateway.BaseAddress, gateway.Trust);
        _certificate = options.Authority.IssueServerCertificate(ListenAddress.Names(options.Listen));
    }

    public Entries Entries => _state.Entries;

    /// <summary>Base address that the back end is pointed at.</summary>
    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<string> Faults => _faults.All;

    public IReadOnlyList<GatewayCall> Unmatched => _journal.Unmatched;

    public IReadOnlyList<GatewayCall> All => _journal.All(MTokenOfUser);

    public IReadOnlyList<GatewayCall> For(IReadOnlyCollection<string> mTokens) => _journal.For(mTokens, MTokenOfUser);

    /// <exception cref="Core.ConfigurationException">the address can't be used</exception>
    public static async Task<RecordingProxy> StartAsync(ProxyOptions options, CancellationToken cancellationToken)
    {
        ListenAddress.Check(options.Listen);
        var proxy = new RecordingProxy(options);
        try
        {
            await proxy.ListenAsync(cancellationToken);
            return proxy;
        }
        catch (IOException e)
        {
            await proxy.DisposeAsync();
            throw ListenAddress.InUse(options.Listen, e);
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_server is not null)
        {
            await _server.StopAsync();
            await _server.DisposeAsync();
        }

        _upstream.Dispose();
        _certificate.Dispose();
        _closing.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowResponseHeaderCompression = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = _certificate);
        }).UseUrls(_options.Listen.GetLeftPart(UriPartial.Authority));
        _server = builder.Build();
        _server.Run(HandleAsync);
        await _server.StartAsync(cancellationToken);
        var bound = new Uri(_server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        Address = new UriBuilder(_options.Listen) { Port = bound.Port }.Uri;
    }

    private async Task HandleAsync(HttpContext context)
    {
        var number = _journal.NextNumber();
        var arrived = _options.Gateway.Clock.GetTimestamp();
        var (request, body) = await ReadAsync(context);
        var path = request.Target.Split('?')[0];
        var operation = _operations.FirstOrDefault(o => o.Paths.Contains(path, StringComparer.Ordinal));
        NoteSecrets(operation, request);
        var injected = Injected(operation, request);
        Record(number, operation, request, injected);
        long Passed() => (long)_options.Gateway.Clock.GetElapsedTime(arrived).TotalMilliseconds;
        try
        {
            if (injected is not null)
            {
                await AnswerAsync(context, injected);
            }
            else
            {
                await ForwardAsync(context, number, operation, request, body);
            }

            _journal.End(number, call => context.RequestAborted.IsCancellationRequested || call.Status == 0 ? call with { LeftMs = Passed() } : call with { AnsweredMs = Passed() });
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested || _closing.IsCancellationRequested)
        {
            _journal.End(number, call => call with { LeftMs = Passed() });
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The type only: a message might quote what was sent.
            _faults.Add(string.Create(CultureInfo.InvariantCulture, $"The recording proxy failed at call {number}: {e.GetType().Name}."));
            _journal.End(number, call => call with { Conduct = "harnessFault" });
            context.Abort();
        }
    }

    private async Task ForwardAsync(HttpContext context, int number, IGatewayOperation? operation, GatewayRequest request, byte[]? body)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _closing.Token);
        limit.CancelAfter(_options.Patience);
        using var kept = new MemoryStream();
        var status = 0;
        try
        {
            using var answer = await _upstream.SendAsync(request.Method, request.Target, request.Headers, body, limit.Token);
            status = (int)answer.StatusCode;
            var headers = Upstream.HeadersOf(answer);
            Begin(context, answer, headers);
            // What an answer issues is known before the caller has it, or the next call would look as if it used what nobody issued.
            await CopyAsync(await answer.Content.ReadAsStreamAsync(limit.Token), context.Response.Body, kept, () => Learn(number, operation, request, status, AnswerReading.Text(kept.ToArray(), Header.Find(headers, "Content-Encoding"))), limit.Token);
            await context.Response.CompleteAsync();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !context.RequestAborted.IsCancellationRequested && !_closing.IsCancellationRequested)
        {
            var late = e is OperationCanceledException;
            _journal.End(number, call => call with { Status = late ? 504 : 502, Conduct = AnswerReading.Failed, Answer = Encoding.UTF8.GetString(kept.ToArray()) });
            if (context.Response.HasStarted)
            {
                // What was begun can't be taken back: cut off, as the gateway's own answer was.
                context.Abort();
                return;
            }

            await AnswerAsync(context, Envelopes.FrontDoor(late ? 504 : 502, late ? "the real gateway did not answer in time" : "the real gateway can't be reached", AnswerReading.Failed));
        }
    }

    private static void Begin(HttpContext context, HttpResponseMessage answer, IReadOnlyList<Header> headers)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        if (context.Features.Get<IHttpResponseFeature>() is { } response)
        {
            response.ReasonPhrase = answer.ReasonPhrase;
        }

        foreach (var header in ForwardedHeaders.EndToEnd(headers))
        {
            context.Response.Headers.Append(header.Name, header.Value);
        }
    }

    /// <summary>Piece by piece as it comes, one piece behind; the journal keeps the beginning.</summary>
    /// <param name="beforeLast">done when all has been read and the last piece is still held back</param>
    private static async Task CopyAsync(Stream from, Stream to, MemoryStream kept, Action beforeLast, CancellationToken cancellationToken)
    {
        var (reading, held) = (new byte[16 * 1024], new byte[16 * 1024]);
        var holding = 0;
        int read;
        while ((read = await from.ReadAsync(reading, cancellationToken)) > 0)
        {
            kept.Write(reading, 0, (int)Math.Min(read, LargestKept - kept.Length));
            if (holding > 0)
            {
                await to.WriteAsync(held.AsMemory(0, holding), cancellationToken);
                await to.FlushAsync(cancellationToken);
            }

            (reading, held, holding) = (held, reading, read);
        }

        beforeLast();
        if (holding > 0)
        {
            await to.WriteAsync(held.AsMemory(0, holding), cancellationToken);
        }
    }

    private void Learn(int number, IGatewayOperation? operation, GatewayRequest request, int status, string text)
    {
        var mToken = operation?.Name == "deproc" ? request.Text("MToken", "mToken") : null;
        bool used;
        lock (_exchanged)
        {
            used = mToken is not null && _exchanged.Contains(mToken);
        }

        var reading = AnswerReading.Of(operation, request, status, text, _state.IsIssued(request.Token), used);
        if (reading.Token is { } token)
        {
            _state.Note(token);
            _options.Gateway.Redactor.Add("token", token);
        }

        if (reading.MToken is { } minted)
        {
            _options.Gateway.Redactor.Add("mToken", minted);
        }

        if (reading.Conduct == "proper" && mToken is not null)
        {
            lock (_exchanged)
            {
                _exchanged.Add(mToken);
            }

            if (reading.UserId is { } userId)
            {
                _state.Entries.Learn(mToken, userId);
            }
        }

        _journal.End(number, call => call with { Status = status, Answer = text, Conduct = reading.Conduct, Token = reading.Token ?? call.Token, MToken = call.MToken ?? reading.MToken });
    }

    /// <summary>The harness's own answer where a scenario wants the gateway to misbehave, or speaks of a pair that the real gateway never made; null: it goes on.</summary>
    private GatewayReply? Injected(IGatewayOperation? operation, GatewayRequest request)
    {
        if (operation is null || operation.Method != request.Method)
        {
            return null;
        }

        if (operation.Name == "deproc" && _state.Entries.Find(request.Text("MToken", "mToken"))?.Entry is { } entry)
        {
            var pushOnly = entry.Conduct is GatewayConduct.PushHttp500 or GatewayConduct.PushEmpty or GatewayConduct.PushSilent;
            return (entry.Conduct == GatewayConduct.Proper || pushOnly) && string.Equals(entry.AppId, _options.Gateway.AppId, StringComparison.OrdinalIgnoreCase) ? null : operation.Answer(request);
        }

        if (operation.Name != "push")
        {
            return null;
        }

        // Whether it is well made is judged by the same rules either way; only whom it concerns decides who answers.
        return PushedTo(request).Any(u => _state.Entries.LatestOf(u)?.Entry.Conduct is GatewayConduct.PushHttp500 or GatewayConduct.PushEmpty or GatewayConduct.PushSilent) ? operation.Answer(request) : null;
    }

    private static IEnumerable<string> PushedTo(GatewayRequest request) =>
        request.Json is { } json && json.TryGetProperty("data", out var data) && data.ValueKind == System.Text.Json.JsonValueKind.Array
            ? data.EnumerateArray().Where(d => d.ValueKind == System.Text.Json.JsonValueKind.Object).Select(d => d.TryGetProperty("userId", out var id) && id.ValueKind == System.Text.Json.JsonValueKind.String ? id.GetString() : null).OfType<string>()
            : [];

    private void Record(int number, IGatewayOperation? operation, GatewayRequest request, GatewayReply? injected)
    {
        var userId = operation?.Name == "push" ? PushedTo(request).FirstOrDefault() : operation?.Name == "vc" ? request.Text("userId") : null;
        _journal.Add(
            new GatewayCall
            {
                Number = number,
                Operation = operation?.Name ?? "unmatched",
                ArrivedAt = _options.Gateway.Clock.GetUtcNow(),
                Method = request.Method,
                Path = request.Target,
                Headers = request.Headers,
                Body = request.Body,
                Status = injected?.Status ?? 0,
                Answer = injected?.Body ?? "",
                Conduct = injected?.Conduct ?? "pending",
                Departures = operation is null ? [$"No documented call has this path: {request.Method} {request.Target.Split('?')[0]}."] : DocumentedCall.Departures(operation, request),
                MToken = operation?.Name == "deproc" ? request.Text("MToken", "mToken") : _state.Entries.Find(request.Query("AgentID"))?.Entry.MToken,
                Token = request.Token,
            },
            request.Query("AgentID"),
            userId);
    }

    /// <summary>Whatever the back end sends as a credential is one, the service file's or not.</summary>
    private void NoteSecrets(IGatewayOperation? operation, GatewayRequest request)
    {
        var redactor = _options.Gateway.Redactor;
        foreach (var (kind, value) in new[] { ("consumerKey", request.ConsumerKey), ("consumerSecret", request.Query("ConsumerSecret")), ("token", request.Token) })
        {
            // Shorter ones are words ("undefined"), and would be found everywhere.
            if (value is { Length: >= 16 })
            {
                redactor.Add(kind, value);
            }
        }

        if (operation?.Name == "deproc" && request.Text("MToken", "mToken") is { } mToken && Guid.TryParse(mToken, out _))
        {
            redactor.Add("mToken", mToken);
        }
    }

    private async Task AnswerAsync(HttpContext context, GatewayReply reply)
    {
        if (reply.Status == 0)
        {
            await HoldAsync(context);
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        await context.Response.WriteAsync(reply.Body, new UTF8Encoding(false), context.RequestAborted);
        await context.Response.CompleteAsync();
    }

    /// <summary>The connection stays open until the caller leaves or the proxy closes.</summary>
    private async Task HoldAsync(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _closing.Token);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (either.Token.Register(() => left.TrySetResult()))
        {
            await left.Task;
        }

        context.Abort();
    }

    private static async Task<(GatewayRequest Request, byte[]? Body)> ReadAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target) || target[0] != '/')
        {
            target = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        }

        var headers = context.Request.Headers.SelectMany(h => h.Value.Select(v => new Header(h.Key, v ?? ""))).ToList();
        using var kept = new MemoryStream();
        await context.Request.Body.CopyToAsync(kept, context.RequestAborted);
        var had = kept.Length > 0 || context.Request.ContentLength is not null || context.Request.Headers.ContainsKey("Transfer-Encoding");
        var bytes = kept.ToArray();
        return (new GatewayRequest(context.Request.Method, target, headers, Encoding.UTF8.GetString(bytes)), had ? bytes : null);
    }

    private string? MTokenOfUser(string? userId) => _state.Entries.LatestOf(userId)?.Entry.MToken;
}
