using System.Net.Http.Headers;
using System.Net.Security;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using RestSharp;

namespace ConformanceHarness.Platform.Gateway;

/// <summary>
/// Calls the real gateway as the developer guide documents it: takes an access token and mints test data. Whatever else happens becomes a
/// <see cref="PlatformFailedException"/> that says who has to do what. Thread-safe.
/// </summary>
public sealed class GatewayClient : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly GatewayClientOptions _options;
    private readonly GatewayFailures _failures;
    private readonly RestClient _client;
    private readonly SemaphoreSlim _one = new(1, 1);
    private string? _token;

    public GatewayClient(GatewayClientOptions options)
    {
        _options = options;
        _failures = new(options);
        _client = new RestClient(new RestClientOptions(options.BaseAddress)
        {
            FollowRedirects = false,
            ThrowOnAnyError = false,
            Timeout = options.Timeout,
            ConfigureMessageHandler = _ => new JsonTyped { InnerHandler = Handler(options.Trust) },
        });
    }

    /// <summary>Takes an access token anew, the kept one set aside.</summary>
    /// <exception cref="PlatformFailedException">the gateway gave none</exception>
    public async Task<string> ValidateAsync(CancellationToken cancellationToken)
    {
        var answer = await RepeatedAsync(() => ValidateOnceAsync(_options.ConsumerKey, _options.ConsumerSecret, _options.AgentId, cancellationToken), cancellationToken);
        if (answer.Status is >= 200 and < 300 && answer.Json() is { } json && GatewayAnswer.Text(json, "result") is { } token)
        {
            _options.Redactor.Add("token", token);
            return _token = token;
        }

        throw _failures.OfValidate(answer);
    }

    /// <summary>Mints one entry for the citizen, with a token from before where there is one.</summary>
    /// <exception cref="PlatformFailedException">the gateway made none</exception>
    public async Task<MintedEntry> MintAsync(Citizen citizen, GatewayConduct conduct, CancellationToken cancellationToken)
    {
        var (token, kept) = await TokenAsync(null, cancellationToken);
        var answer = await MintOnceAsync(token, citizen, cancellationToken);
        if (kept && Refused(answer))
        {
            // Tokens expire, after how long nobody documents, and how that is said neither: so one that was kept is exchanged for a new one, once.
            (token, _) = await TokenAsync(token, cancellationToken);
            answer = await MintOnceAsync(token, citizen, cancellationToken);
        }

        if (Pair(answer) is not { } pair)
        {
            throw _failures.OfMint(answer);
        }

        _options.Redactor.Add("mToken", pair.MToken);
        return string.Equals(pair.AppId, _options.AppId, StringComparison.OrdinalIgnoreCase)
            ? new MintedEntry(pair.AppId, pair.MToken, citizen.Key, conduct)
            : throw _failures.OtherApp(pair.AppId);
    }

    /// <summary>One call of validate, whatever comes of it: for finding out what the gateway refuses.</summary>
    public async Task<GatewayAnswer> ValidateOnceAsync(string consumerKey, string consumerSecret, string agentId, CancellationToken cancellationToken)
    {
        var request = new RestRequest($"/ws/auth/validate?ConsumerSecret={Uri.EscapeDataString(consumerSecret)}&AgentID={Uri.EscapeDataString(agentId)}");
        request.AddHeader("Consumer-Key", consumerKey);
        return await SendAsync(request, cancellationToken);
    }

    public void Dispose()
    {
        _client.Dispose();
        _one.Dispose();
    }

    private async Task<(string Token, bool Kept)> TokenAsync(string? refused, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return _token is { } kept && kept != refused ? (kept, true) : (await ValidateAsync(cancellationToken), false);
        }
        finally
        {
            _one.Release();
        }
    }

    private Task<GatewayAnswer> MintOnceAsync(string token, Citizen citizen, CancellationToken cancellationToken) => RepeatedAsync(
        () =>
        {
            var segment = _options.EnvironmentSegment.Length == 0 ? "" : "/" + _options.EnvironmentSegment;
            var request = new RestRequest($"/ws/dga/czp{segment}/v1/core/shield/data/mock", Method.Post);
            request.AddHeader("Consumer-Key", _options.ConsumerKey);
            request.AddHeader("Token", token);
            request.AddStringBody(Persona(citizen).ToJsonString(Readable), ContentType.Json);
            return SendAsync(request, cancellationToken);
        },
        cancellationToken);

    private JsonObject Persona(Citizen citizen)
    {
        var persona = new JsonObject
        {
            ["AppId"] = _options.AppId,
            ["CitizenId"] = citizen.CitizenId,
            ["FirstName"] = citizen.FirstName,
            ["LastName"] = citizen.LastName,
            ["DateOfBirthString"] = citizen.DateOfBirth,
        };
        foreach (var (name, value) in new[] { ("Mobile", citizen.Mobile), ("Email", citizen.Email) })
        {
            // null is sent as null, an empty text leaves the member out: the platform does both.
            if (value is not "")
            {
                persona[name] = value;
            }
        }

        persona["Notification"] = citizen.Notification;
        return persona;
    }

    private async Task<GatewayAnswer> RepeatedAsync(Func<Task<GatewayAnswer>> call, CancellationToken cancellationToken)
    {
        var pause = _options.Pause;
        for (var again = 0; ; again++)
        {
            var answer = await call();
            // What can't change by asking again (a name that does not resolve, a certificate, a refusal) is not asked again.
            var worthIt = answer.Failure is Unanswered.NotConnected or Unanswered.TimedOut or Unanswered.Cut || answer.Status is 429 or >= 500;
            if (!worthIt || again >= _options.Retries)
            {
                return answer;
            }

            await Task.Delay(pause, _options.Clock, cancellationToken);
            pause *= 2;
        }
    }

    private async Task<GatewayAnswer> SendAsync(RestRequest request, CancellationToken cancellationToken)
    {
        RestResponse response;
        try
        {
            response = await _client.ExecuteAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // RestSharp reports what fails before the answer's head; what fails in its body it throws.
            return new GatewayAnswer { Status = 0, Failure = Unanswered.Cut, Detail = Innermost(e).Message };
        }

        cancellationToken.ThrowIfCancellationRequested();
        var ahead = response.Headers?.FirstOrDefault(h => h.Name.Equals("Date", StringComparison.OrdinalIgnoreCase))?.Value is { } date
            && DateTimeOffset.TryParse(date, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var theirs)
            ? theirs - _options.Clock.GetUtcNow()
            : (TimeSpan?)null;
        return response.StatusCode == 0 || (response.ResponseStatus != ResponseStatus.Completed && response.Content is null && response.ErrorException is not HttpRequestException { StatusCode: not null })
            ? new GatewayAnswer { Status = 0, Failure = Why(response), Detail = response.ErrorException is { } thrown ? Innermost(thrown).Message : null, Ahead = ahead }
            : new GatewayAnswer { Status = (int)response.StatusCode, Body = response.Content ?? "", Ahead = ahead };
    }

    private static Unanswered Why(RestResponse response) => response.ResponseStatus == ResponseStatus.TimedOut || response.ErrorException is TimeoutException or OperationCanceledException
        ? Unanswered.TimedOut
        : (response.ErrorException as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Unanswered.UnknownHost,
            HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError => Unanswered.NotConnected,
            HttpRequestError.SecureConnectionError => Unanswered.Tls,
            _ => Unanswered.Cut,
        };

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    private static bool Refused(GatewayAnswer answer) => answer.Failure is null && Pair(answer) is null && answer.Status is not (429 or >= 500);

    private static (string AppId, string MToken)? Pair(GatewayAnswer answer) =>
        answer.Status is >= 200 and < 300 && answer.Json() is { } json && GatewayAnswer.MessageCode(json) is null or 0 or 200
            && GatewayAnswer.Member(answer.Json()!.Value, "result") is { ValueKind: JsonValueKind.Object } result
            && GatewayAnswer.Text(result, "appId") is { } appId && GatewayAnswer.Text(result, "mToken") is { } mToken
            ? (appId, mToken)
            : null;

    private static SocketsHttpHandler Handler(GatewayTrust trust) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = trust.Accepts },
    };

    /// <summary>The guide asks for a Content-Type on the GET as well; without a body HTTP libraries leave it out.</summary>
    private sealed class JsonTyped : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Content ??= new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            return base.SendAsync(request, cancellationToken);
        }
    }
}
