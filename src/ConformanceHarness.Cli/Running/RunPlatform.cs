using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Platform.Assisted;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Device;
using ConformanceHarness.Platform.DigitalId;
using ConformanceHarness.Platform.Gateway;
using ConformanceHarness.Platform.Mock;
using ConformanceHarness.Platform.Proxy;

namespace ConformanceHarness.Cli.Running;

/// <summary>The platform that a run talks to, whichever way it logs in. Owns what it started until disposed.</summary>
internal sealed class RunPlatform : IAsyncDisposable
{
    private readonly MockPlatform mock;
    private readonly DigitalIdProvider? provider;
    private readonly List<object> owned;

    private RunPlatform(MockPlatform mock, IPlatform platform, DigitalIdProvider? provider, Uri gatewayBase, List<object> owned)
    {
        this.mock = mock;
        this.provider = provider;
        this.owned = owned;
        Platform = platform;
        GatewayBase = gatewayBase;
    }

    public IPlatform Platform { get; }

    /// <summary>Null where no channel's login is OpenID Connect, or nobody logs in.</summary>
    public ILoginProvider? Provider => provider;

    /// <summary>Where the browser finds what the provider's host serves; null where there is no provider.</summary>
    public Uri? ProviderFront => provider?.FrontAddress;

    /// <summary>Where the e-Service's back end has to find the gateway.</summary>
    public Uri GatewayBase { get; }

    /// <summary>Where the browser finds what the SDK's hosts serve.</summary>
    public Uri SdkBase => mock.SdkBase;

    /// <summary>Faults of the platform's own parts: if there are any, the run is worth nothing.</summary>
    public IReadOnlyList<string> Faults => [.. mock.Faults, .. (Platform as ProxyPlatform)?.Faults ?? []];

    /// <summary>The platform that an embedded service was started with, which goes on owning it.</summary>
    public static RunPlatform Of(EmbeddedReference reference) => new(reference.Platform, reference.Platform, reference.Provider, reference.Platform.GatewayBase, []);

    /// <exception cref="ConfigurationException">an address, a certificate or a secret can't be used</exception>
    /// <exception cref="RunStoppedException">the real gateway mints nothing</exception>
    public static async Task<RunPlatform> StartAsync(ServiceProfile service, RunOptions options, LocalAuthority authority, Redactor redactor, string display, DeviceSetup? device, Action<LocalText> say, CancellationToken cancellationToken)
    {
        var target = service.Target(options.Stage);
        var login = target?.Login ?? LoginMode.Mock;
        // Before anything listens: what a person has to bring along.
        var assisted = login == LoginMode.Assisted ? Assisted(service, target!, options, display) : null;
        var mock = await StartMockAsync(service, options, authority, display, login == LoginMode.Mock, cancellationToken);
        var started = new List<object> { mock };
        try
        {
            var (platform, gatewayBase) = login switch
            {
                LoginMode.Mint or LoginMode.Proxy => await StartRealAsync(login, started, service, options, authority, redactor, display, say, cancellationToken),
                LoginMode.Assisted => (assisted!, new Uri(service.Gateway.BaseAddress)),
                LoginMode.Device => (new DevicePlatform(device!.Tester), mock.GatewayBase),
                _ => ((IPlatform)mock, mock.GatewayBase),
            };
            var provider = login == LoginMode.None ? null : await StartProviderAsync(service, options.Stage, authority, new SecretReader(display), cancellationToken);
            if (provider is not null)
            {
                started.Add(provider);
            }

            return new RunPlatform(mock, platform, provider, gatewayBase, started);
        }
        catch
        {
            await DisposeAsync(started);
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

    /// <summary>How the harness itself calls the service file's real gateway.</summary>
    public static GatewayClientOptions ClientOptions(ServiceProfile service, string display, Redactor redactor)
    {
        var secrets = new SecretReader(display);
        return new GatewayClientOptions
        {
            BaseAddress = new Uri(service.Gateway.BaseAddress),
            EnvironmentSegment = service.Gateway.EnvironmentSegment,
            ConsumerKey = secrets.Read(service.Gateway.ConsumerKey),
            ConsumerSecret = secrets.Read(service.Gateway.ConsumerSecret),
            AppId = service.AppId,
            Trust = new GatewayTrust(Authorities(service, display)),
            Timeout = TimeSpan.FromSeconds(service.Gateway.TimeoutSeconds),
            Retries = service.Gateway.Retries,
            Redactor = redactor,
        };
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

    public ValueTask DisposeAsync() => DisposeAsync(owned);

    private static async ValueTask DisposeAsync(List<object> started)
    {
        foreach (var part in started.AsEnumerable().Reverse())
        {
            if (part is IAsyncDisposable later)
            {
                await later.DisposeAsync();
            }
            else
            {
                (part as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>The real gateway, tried out before anything is visited: what is wrong with it must not look like failed cases.</summary>
    private static async Task<(IPlatform Platform, Uri GatewayBase)> StartRealAsync(LoginMode login, List<object> started, ServiceProfile service, RunOptions options, LocalAuthority authority, Redactor redactor, string display, Action<LocalText> say, CancellationToken cancellationToken)
    {
        var settings = ClientOptions(service, display, redactor);
        var client = new GatewayClient(settings);
        started.Add(client);
        var minting = new MintingPlatform(client, options.Seed ?? RunOptions.FixtureSeed);
        say(new($"กำลังขอ Token และข้อมูลทดสอบจาก {settings.BaseAddress.Authority}", $"Asking {settings.BaseAddress.Authority} for a Token and test data"));
        try
        {
            await client.ValidateAsync(cancellationToken);
            await minting.MintAsync(minting.NewCitizen("trial", PersonaKind.Ordinary), GatewayConduct.Proper, cancellationToken);
        }
        catch (PlatformFailedException e)
        {
            throw new RunStoppedException(e.Cause, e.Problem, e.Next, e.Cause == Cause.Configuration ? ExitCodes.UsageOrConfiguration : ExitCodes.HarnessError, e);
        }

        if (login == LoginMode.Mint)
        {
            return (minting, settings.BaseAddress);
        }

        var proxy = await ProxyPlatform.StartAsync(new ProxyOptions { Listen = new Uri(service.Gateway.Listen), Authority = authority, Gateway = settings, PersonaSeed = options.Seed ?? RunOptions.FixtureSeed }, client, cancellationToken);
        started.Add(proxy);
        return (proxy, proxy.Address);
    }

    private static AssistedPlatform Assisted(ServiceProfile service, StageTarget target, RunOptions options, string display)
    {
        if (service.AssistedCitizen is not { } where)
        {
            throw new ConfigurationException(
                new LocalText("login: assisted ต้องทราบว่าผู้ทดสอบเข้าด้วยข้อมูลของใคร แต่ไฟล์บริการไม่มี assisted.citizen", "login: assisted has to know whose entries the tester hands over, and the service file has no assisted.citizen."),
                new LocalText("เพิ่ม assisted: {citizen: {file: citizen.json}} (docs/service-file.md)", "Add assisted: {citizen: {file: citizen.json}} (docs/service-file.md)."), display);
        }

        var entries = options.Entries ?? throw new ConfigurationException(
            new LocalText("login: assisted ต้องมีผู้ทดสอบป้อนรายการเข้าใช้ แต่ไม่มีเทอร์มินัลและไม่ได้ระบุ --entries", "login: assisted needs a tester to hand over entries, and there is neither a terminal nor --entries."),
            new LocalText("สั่งในเทอร์มินัล หรือส่งทีละบรรทัดด้วย --entries FILE (หรือ --entries - สำหรับท่อ)", "Run it in a terminal, or hand them over line by line with --entries FILE (--entries - for a pipe)."), display);
        return new AssistedPlatform(KnownCitizen.Read(where, display), new EntryReading(new Uri(target.LandingUrl), service.AppId), entries);
    }

    private static X509Certificate2Collection? Authorities(ServiceProfile service, string display)
    {
        if (service.Gateway.ExtraCa is not { } file)
        {
            return null;
        }

        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(display))!, file);
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(path);
            return authorities.Count > 0 ? authorities : throw new CryptographicException("no certificate in it");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new LocalText($"อ่านใบรับรองจาก {file} (gateway.extraCa) ไม่ได้", $"{file} (gateway.extraCa) holds no certificate that can be read."),
                new LocalText($"วางไฟล์ PEM ของ CA ไว้ที่ {path} หรือแก้ตำแหน่งในไฟล์บริการ", $"Put the CA's PEM file at {path}, or correct the path in the service file."), display, null, e);
        }
    }

    /// <summary>The mock, listening where the service file says and with its credentials.</summary>
    private static Task<MockPlatform> StartMockAsync(ServiceProfile service, RunOptions options, LocalAuthority authority, string display, bool isGateway, CancellationToken cancellationToken)
    {
        // Where the gateway is another, or nobody calls one: the mock then only serves the SDK, on any port and with credentials of its own.
        var secrets = new SecretReader(display);
        return MockPlatform.StartAsync(
            new MockPlatformOptions
            {
                Listen = new Uri(isGateway ? service.Gateway.Listen : "https://127.0.0.1:0"),
                Authority = authority,
                ConsumerKey = isGateway ? secrets.Read(service.Gateway.ConsumerKey) : Guid.NewGuid().ToString("N"),
                ConsumerSecret = isGateway ? secrets.Read(service.Gateway.ConsumerSecret) : Guid.NewGuid().ToString("N"),
                AppId = service.AppId,
                EnvironmentSegment = service.Gateway.EnvironmentSegment,
                PersonaSeed = options.Seed ?? RunOptions.FixtureSeed,
            },
            cancellationToken);
    }
}
