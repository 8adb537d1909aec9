using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Mock;
using ConformanceHarness.Platform.Personas;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ConformanceHarness.Platform.DigitalId;

/// <summary>
/// DGA Digital ID on this machine: a real OpenID Connect provider (OpenIddict) with DGA's endpoints, scopes and client authentication. It keeps a
/// journal of every call and can misbehave for single sign-ins. What the journal returns is raw: redaction happens where evidence is written.
/// </summary>
public sealed class DigitalIdProvider : ILoginProvider, IAsyncDisposable
{
    private readonly DigitalIdOptions options;
    private readonly ProviderState state = new();
    private readonly ProviderJournal journal = new();
    private readonly PersonaMaker personas = new(seed: 3);
    private readonly X509Certificate2 certificate;
    private readonly WebApplication app;
    private readonly HttpClient http;
    private int byHand;

    private DigitalIdProvider(DigitalIdOptions options)
    {
        this.options = options;
        certificate = options.Authority.IssueServerCertificate(ListenAddress.Names(options.Listen));
        app = Build();
        // Only ever to itself, on loopback.
#pragma warning disable CA2000 // the client disposes its handler
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, served, _, _) => served?.GetCertHashString() == certificate.GetCertHashString() },
        });
#pragma warning restore CA2000
    }

    /// <summary>Base address that the e-Service's back end is pointed at.</summary>
    public Uri BackAddress { get; private set; } = null!;

    /// <summary>https address on loopback; the browser's host mapping leads the issuer's host here.</summary>
    public Uri FrontAddress { get; private set; } = null!;

    public Uri Issuer { get; private set; } = null!;

    /// <summary>Every call of the run so far, in order of arrival, with raw values.</summary>
    public IReadOnlyList<ProviderCall> Journal => journal.All;

    /// <exception cref="ConfigurationException">the address can't be used: it names it and what to do</exception>
    public static async Task<DigitalIdProvider> StartAsync(DigitalIdOptions options, CancellationToken cancellationToken)
    {
        ListenAddress.Check(options.Listen);
        var provider = new DigitalIdProvider(options);
        try
        {
            await provider.app.StartAsync(cancellationToken);
            var addresses = provider.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToList();
            provider.BackAddress = new UriBuilder(options.Listen) { Port = addresses[0].Port }.Uri;
            provider.FrontAddress = new Uri($"https://127.0.0.1:{addresses[1].Port}");
            provider.Issuer = options.Issuer ?? provider.BackAddress;
            return provider;
        }
        catch (IOException e)
        {
            await provider.DisposeAsync();
            throw ListenAddress.InUse(options.Listen, e);
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    /// <summary>Registers the client's addresses. Before this every authorization request is refused.</summary>
    /// <param name="redirectUri">to the letter</param>
    /// <param name="postLogoutRedirectUrl">to the letter; null: any address on the host of the redirect address</param>
    public void Register(string redirectUri, string? postLogoutRedirectUrl) => state.Registered = new(redirectUri, postLogoutRedirectUrl);

    public Citizen Represent(Citizen citizen) => Persons.Represent(citizen);

    public Uri SignIn(Citizen citizen, ProviderConduct conduct) => new(Issuer, $"{Pages.SignIn}?ticket={state.Ticket(new SignedIn(citizen, conduct))}");

    public async Task<Uri?> AuthorizeAsync(string request, Citizen citizen, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(FrontAddress, new Uri(request).PathAndQuery));
        message.Headers.Host = Issuer.Authority;
        message.Headers.Add(Endpoints.TicketHeader, state.Ticket(new SignedIn(citizen, ProviderConduct.Proper)));
        using var answer = await http.SendAsync(message, cancellationToken);
        return answer.Headers.Location is { } location && location.Query.Contains("code=", StringComparison.Ordinal) ? location : null;
    }

    public IReadOnlyList<ProviderCall> CallsFor(IReadOnlyCollection<string> userIds)
    {
        var wanted = userIds.ToHashSet(StringComparer.Ordinal);
        return [.. journal.All.Where(c => c.UserId is not null && wanted.Contains(c.UserId))];
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        http.Dispose();
        certificate.Dispose();
    }

    private WebApplication Build()
    {
        // Empty: no logging, no configuration files, no environment of the process around it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            var address = options.Listen.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(options.Listen.Host.Trim('[', ']'));
            kestrel.Listen(address, options.Listen.Port, listen =>
            {
                if (options.Listen.Scheme == "https")
                {
                    listen.UseHttps(certificate);
                }
            });
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddLogging();
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenIddict().AddServer(Configure);

        var application = builder.Build();
        var endpoints = new Endpoints(options, state, kind => Made(kind));
        application.Use(new Recording(journal, options.TimeProvider).InvokeAsync);
        application.UseRouting();
        application.UseAuthentication();
        application.MapGet(Pages.SignIn, endpoints.SignInAsync);
        application.MapPost(Pages.SignIn, endpoints.SignInByHandAsync);
        application.MapMethods("/connect/authorize", ["GET", "POST"], endpoints.AuthorizeAsync);
        application.MapPost("/connect/token", Endpoints.TokenAsync);
        application.MapMethods("/connect/userinfo", ["GET", "POST"], endpoints.UserInfoAsync);
        application.MapMethods("/connect/endsession", ["GET", "POST"], endpoints.EndSessionAsync);
        return application;
    }

    private Citizen Made(string kind)
    {
        var citizen = personas.Make("byHand" + Interlocked.Increment(ref byHand).ToString(System.Globalization.CultureInfo.InvariantCulture), PersonaKind.Ordinary);
        return kind == "company" ? Persons.Represent(citizen) : citizen;
    }

    private void Configure(OpenIddictServerBuilder server)
    {
        // No store: one client, and what is issued lives as long as this object.
        server.EnableDegradedMode();
        server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetUserInfoEndpointUris("connect/userinfo").SetEndSessionEndpointUris("connect/endsession");
        server.AllowAuthorizationCodeFlow();
        server.AddSigningKey(ProviderKeys.Signing).AddEncryptionKey(ProviderKeys.Encryption).DisableAccessTokenEncryption();
        server.RegisterScopes([.. Persons.Scopes]);
        server.RegisterClaims([Persons.CzpUser, "citizen_id", "given_name", "family_name", "name", "email", "phone_number", "ial_level"]);
        server.Configure(o =>
        {
            // DGA's answers come in the address; nothing else is documented.
            o.ResponseModes.Clear();
            o.ResponseModes.Add(ResponseModes.Query);
            o.TimeProvider = options.TimeProvider;
            if (options.Issuer is { } issuer)
            {
                o.Issuer = issuer;
            }
        });
        server.UseAspNetCore().DisableTransportSecurityRequirement()
            .EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableUserInfoEndpointPassthrough().EnableEndSessionEndpointPassthrough();
        server.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(ValidateAuthorization));
        server.AddEventHandler<OpenIddictServerEvents.ApplyAuthorizationResponseContext>(handler => handler.UseInlineHandler(NoteCode).SetOrder(int.MinValue + 1_000));
        server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(ValidateTokenAsync).SetOrder(int.MinValue + 1_000));
        server.AddEventHandler<OpenIddictServerEvents.ApplyTokenResponseContext>(handler => handler.UseInlineHandler(NoteTokens).SetOrder(int.MinValue + 1_000));
        server.AddEventHandler<OpenIddictServerEvents.ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
        server.AddEventHandler<OpenIddictServerEvents.HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(NameFrontEndpoints).SetOrder(int.MaxValue - 1_000));
    }

    private ValueTask ValidateAuthorization(OpenIddictServerEvents.ValidateAuthorizationRequestContext context)
    {
        var notes = CallNotes.Of(HttpOf(context.Transaction));
        notes.State = context.Request.State;
        notes.Nonce = context.Request.Nonce;
        notes.RedirectUri = context.Request.RedirectUri;
        if (context.ClientId != options.ClientId)
        {
            notes.Conduct = "unknownClient";
            context.Reject(Errors.InvalidClient, "The client is not registered.");
        }
        else if (context.Request.RedirectUri is null || context.Request.RedirectUri != state.Registered?.RedirectUri)
        {
            notes.Conduct = "foreignRedirect";
            context.Reject(Errors.InvalidRequest, "The redirect_uri is not registered.");
        }
        else if (context.Request.State is null)
        {
            notes.Departures.Add("state is missing.");
        }

        return default;
    }

    private ValueTask NoteCode(OpenIddictServerEvents.ApplyAuthorizationResponseContext context)
    {
        var notes = CallNotes.Of(HttpOf(context.Transaction));
        if (context.Response.Code is { } code && notes is { UserId: { } userId, RedirectUri: { } redirect } && state.Subject(userId) is { } who)
        {
            notes.Code = code;
            state.Issue(code, new IssuedCode(who, redirect));
        }

        return default;
    }

    private async ValueTask ValidateTokenAsync(OpenIddictServerEvents.ValidateTokenRequestContext context)
    {
        var http = HttpOf(context.Transaction);
        var notes = CallNotes.Of(http);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var proof = ClientProof.Of(http.Request, form, options);
        var issued = state.Code(context.Request.Code);
        notes.Client = proof.ToString();
        notes.Departures.AddRange(proof.Departures());
        notes.Code = context.Request.Code;
        notes.RedirectUri = context.Request.RedirectUri;
        notes.UserId = issued?.Who.Citizen.UserId;
        if (!proof.Proves || proof.ClientId != options.ClientId)
        {
            notes.Conduct = "badClient";
            context.Reject(Errors.InvalidClient, "The client could not be authenticated.");
        }
        else if (issued is null)
        {
            notes.Conduct = "unknownCode";
            context.Reject(Errors.InvalidGrant, "The code was not issued here.");
        }
        else if (context.Request.RedirectUri != issued.RedirectUri)
        {
            notes.Conduct = "otherRedirect";
            context.Reject(Errors.InvalidGrant, "The redirect_uri is not the one of the authorization request.");
        }
        else if (!issued.Use())
        {
            notes.Conduct = "usedCode";
            context.Reject(Errors.InvalidGrant, "The code has been used.");
        }
    }

    private ValueTask NoteTokens(OpenIddictServerEvents.ApplyTokenResponseContext context)
    {
        var notes = CallNotes.Of(HttpOf(context.Transaction));
        if (context.Response.IdToken is { } token && state.Code(notes.Code) is { } issued)
        {
            state.IssueToken(token, issued.Who);
        }

        return default;
    }

    /// <summary>The back end may ask at another address than the browser does: each is told the one that it can reach.</summary>
    private ValueTask NameFrontEndpoints(OpenIddictServerEvents.HandleConfigurationRequestContext context)
    {
        context.AuthorizationEndpoint = new Uri(Issuer, "/connect/authorize");
        context.EndSessionEndpoint = new Uri(Issuer, "/connect/endsession");
        return default;
    }

    private static HttpContext HttpOf(OpenIddictServerTransaction transaction) => (transaction.GetHttpRequest() ?? throw new InvalidOperationException("There is no HTTP request.")).HttpContext;

    /// <summary>Whoever started the provider stops it; Ctrl-C belongs to the process around it.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
