using System.Security.Cryptography;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Device;
using ConformanceHarness.Platform.DigitalId;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Cli.Running;

/// <summary>The platform that a run talks to, whichever way it logs in. Owns what it started until disposed.</summary>
internal sealed class RunPlatform : IAsyncDisposable
{
    private readonly MockPlatform mock;
    private readonly bool owned;
    private readonly DevicePlatform? device;

    private readonly DigitalIdProvider? provider;

    private RunPlatform(MockPlatform mock, DigitalIdProvider? provider, bool owned, DevicePlatform? device = null)
    {
        this.mock = mock;
        this.provider = provider;
        this.owned = owned;
        this.device = device;
    }

    public IPlatform Platform => device is null ? mock : device;

    /// <summary>Null where no channel's login is OpenID Connect, or nobody logs in.</summary>
    public ILoginProvider? Provider => provider;

    /// <summary>Where the browser finds what the provider's host serves; null where there is no provider.</summary>
    public Uri? ProviderFront => provider?.FrontAddress;

    /// <summary>Where the e-Service's back end has to find the gateway.</summary>
    public Uri GatewayBase => mock.GatewayBase;

    /// <summary>Where the browser finds what the SDK's hosts serve.</summary>
    public Uri SdkBase => mock.SdkBase;

    /// <summary>Faults of the platform's own parts: if there are any, the run is worth nothing.</summary>
    public IReadOnlyList<string> Faults => mock.Faults;

    /// <summary>The platform that an embedded service was started with, which goes on owning it.</summary>
    public static RunPlatform Of(EmbeddedReference reference) => new(reference.Platform, reference.Provider, owned: false);

    /// <summary>The mock, listening where the service file says and with its credentials.</summary>
    public static async Task<RunPlatform> StartAsync(ServiceProfile service, RunOptions options, LocalAuthority authority, string display, DeviceSetup? device, CancellationToken cancellationToken)
    {
        var login = service.Target(options.Stage)?.Login ?? LoginMode.Mock;
        if (login is LoginMode.Mint or LoginMode.Proxy)
        {
            throw new ConfigurationException(
                new LocalText($"รุ่นนี้ยังไม่รองรับวิธีเข้าสู่ระบบ {login.ToString().ToLowerInvariant()}", $"Login '{login.ToString().ToLowerInvariant()}' is not built in this version."),
                new LocalText("ใช้ login: mock สำหรับขั้น UAT", "Use login: mock for the UAT stage."), display);
        }

        // Without a login nobody calls the gateway: the mock then only serves the SDK, on any port and with credentials of its own.
        var secrets = new SecretReader(display);
        var mock = await MockPlatform.StartAsync(
            new MockPlatformOptions
            {
                Listen = new Uri(login == LoginMode.Mock ? service.Gateway.Listen : "https://127.0.0.1:0"),
                Authority = authority,
                ConsumerKey = login == LoginMode.Mock ? secrets.Read(service.Gateway.ConsumerKey) : Guid.NewGuid().ToString("N"),
                ConsumerSecret = login == LoginMode.Mock ? secrets.Read(service.Gateway.ConsumerSecret) : Guid.NewGuid().ToString("N"),
                AppId = service.AppId,
                EnvironmentSegment = service.Gateway.EnvironmentSegment,
                PersonaSeed = options.Seed,
            },
            cancellationToken);
        try
        {
            return new RunPlatform(mock, login == LoginMode.None ? null : await StartProviderAsync(service, options.Stage, authority, secrets, cancellationToken), owned: true, device is null ? null : new DevicePlatform(device.Tester));
        }
        catch
        {
            await mock.DisposeAsync();
            throw;
        }
    }

    /// <summary>DGA Digital ID where the service file says; null where no channel's login is OpenID Connect.</summary>
    internal static async Task<DigitalIdProvider?> StartProviderAsync(ServiceProfile service, Stage stage, LocalAuthority authority, SecretReader secrets, CancellationToken cancellationToken, bool byHand = false)
    {
        if (service.OpenIdConnect is not { } settings || service.Target(stage) is not { } target)
        {
            return null;
        }

        var provider = await DigitalIdProvider.StartAsync(
            new DigitalIdOptions { Listen = new Uri(settings.Listen), Authority = authority, Issuer = settings.IssuerAt(stage), ClientId = settings.ClientId, ClientSecret = secrets.Read(settings.ClientSecret), ByHand = byHand },
            cancellationToken);
        provider.Register(settings.RedirectUriAt(target), settings.PostLogoutRedirectUrlAt(target));
        return provider;
    }

    /// <summary>The credentials are secrets of the run: whatever it writes is searched for them.</summary>
    public static void NoteCredentials(ServiceProfile service, string display, EmbeddedReference? reference, Redactor redactor, Stage stage)
    {
        var needed = service.Target(stage)?.Login is LoginMode.Mock or LoginMode.Mint or LoginMode.Proxy;
        var secrets = reference is null ? new SecretReader(display) : new SecretReader(display, reference.Variable);
        foreach (var (kind, where) in new[] { ("consumerKey", service.Gateway.ConsumerKey), ("consumerSecret", service.Gateway.ConsumerSecret) })
        {
            try
            {
                redactor.Add(kind, secrets.Read(where));
            }
            catch (ConfigurationException) when (!needed)
            {
                // Without a login nobody needs them here; a leak is then looked for by its name alone (SEC-01).
            }
        }

        if (service.OpenIdConnect is { } oidc)
        {
            NoteClientSecret(oidc, secrets, redactor, needed);
        }
    }

    /// <summary>The secret in every form in which it goes to the provider; a header holds it together with the client's id.</summary>
    private static void NoteClientSecret(OpenIdConnectSettings settings, SecretReader secrets, Redactor redactor, bool needed)
    {
        try
        {
            var secret = secrets.Read(settings.ClientSecret);
            foreach (var form in new[] { secret, OpenIdConnectSettings.Hashed(secret) })
            {
                redactor.Add("clientSecret", form);
                redactor.Add("clientSecret", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(settings.ClientId + ":" + form)));
            }
        }
        catch (ConfigurationException) when (!needed)
        {
            // As above.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (owned)
        {
            if (provider is not null)
            {
                await provider.DisposeAsync();
            }

            await mock.DisposeAsync();
        }
    }
}
