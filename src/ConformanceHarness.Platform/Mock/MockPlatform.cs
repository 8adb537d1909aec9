using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Personas;
using ConformanceHarness.Platform.Sdk;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using WireMock.Exceptions;
using WireMock.Logging;
using WireMock.RequestBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace ConformanceHarness.Platform.Mock;

/// <summary>
/// The Tangrat platform on this machine: the gateway as the developer guide documents it, and the SDK's files. It keeps a journal of every
/// call and can misbehave for single entries. What the journal returns is raw: redaction happens where evidence is written. Thread-safe.
/// </summary>
public sealed partial class MockPlatform : IPlatform, IAsyncDisposable
{
    private readonly GatewayState _state;
    private readonly PersonaMaker _personas;
    private readonly Journal _journal = new();
    private readonly Faults _faults = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly X509Certificate2 _certificate;
    private readonly WireMockServer _server;
    private int _disposed;

    private MockPlatform(MockPlatformOptions options, Func<GatewayState, IEnumerable<IGatewayOperation>> operations)
    {
        _state = new(options);
        _personas = new(options.PersonaSeed);
        _certificate = options.Authority.IssueServerCertificate([.. ListenAddress.Names(options.Listen), .. options.FurtherHosts]);
        try
        {
            _server = Start(options, _certificate);
        }
        catch (WireMockException e)
        {
            _certificate.Dispose();
            _closing.Dispose();
            throw ListenAddress.InUse(options.Listen, e);
        }

        GatewayBase = new UriBuilder(options.Listen) { Port = _server.Ports[0] }.Uri;
        SdkBase = new($"https://127.0.0.1:{_server.Ports[1]}");
        AddStubs(operations(_state));
    }

    public LoginMode Mode => LoginMode.Mock;

    /// <summary>Base address that the e-Service's back end is pointed at instead of the real gateway.</summary>
    public Uri GatewayBase { get; }

    /// <summary>https address on loopback that serves the SDK's files; the browser's host mapping leads the published SDK hosts here.</summary>
    public Uri SdkBase { get; }

    /// <summary>
    /// SHA-256 of the server's public key (SubjectPublicKeyInfo), base64: what a browser needs to accept this one certificate without
    /// trusting everything (Chromium: <c>--ignore-certificate-errors-spki-list</c>).
    /// </summary>
    public string ServerKeyPin => Convert.ToBase64String(SHA256.HashData(_certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Every call of the run so far, in order of arrival, with raw values.</summary>
    public IReadOnlyList<GatewayCall> Journal => _journal.All(MTokenOfUser);

    public IReadOnlyList<GatewayCall> UnmatchedCalls => _journal.Unmatched;

    /// <summary>What failed in the mock itself. Not empty = the harness is broken, and nothing can be told about the service.</summary>
    public IReadOnlyList<string> Faults => _faults.All;

    /// <exception cref="ConfigurationException">the address can't be used: it names it and what to do</exception>
    public static Task<MockPlatform> StartAsync(MockPlatformOptions options, CancellationToken cancellationToken) =>
        StartAsync(options, DocumentedOperations, cancellationToken);

    internal static Task<MockPlatform> StartAsync(
        MockPlatformOptions options, Func<GatewayState, IEnumerable<IGatewayOperation>> operations, CancellationToken cancellationToken)
    {
        ListenAddress.Check(options.Listen);
        // WireMock waits for Kestrel by blocking.
        return Task.Run(() => new MockPlatform(options, operations), cancellationToken);
    }

    internal static IEnumerable<IGatewayOperation> DocumentedOperations(GatewayState state) =>
    [
        new ValidateOperation(state),
        new MintOperation(state),
        new DeprocOperation(state),
        new PushOperation(state),
        new VirtualCardOperation(state),
    ];

    public Citizen NewCitizen(string key, PersonaKind kind, string purpose = "") => _personas.Make(key, kind, purpose);

    public Task<MintedEntry> MintAsync(Citizen citizen, GatewayConduct conduct, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_state.Entries.Mint(_state.Options.AppId, citizen, conduct));
    }

    public Task<MintedEntry> MintForForeignAppAsync(Citizen citizen, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_state.Entries.Mint(Guid.NewGuid().ToString(), citizen, GatewayConduct.Proper));
    }

    public Task ExpireAsync(MintedEntry entry, CancellationToken cancellationToken)
    {
        Expire(entry);
        return Task.CompletedTask;
    }

    /// <summary>Makes this entry's two minutes pass at once, by moving its clock.</summary>
    public void Expire(MintedEntry entry) => Advance(entry, Entries.Life);

    /// <summary>Moves the clock of one entry.</summary>
    /// <exception cref="ArgumentException">this platform did not mint the entry</exception>
    public void Advance(MintedEntry entry, TimeSpan time) =>
        (_state.Entries.Find(entry.MToken) ?? throw new ArgumentException("This platform did not mint the entry.", nameof(entry))).Advance(time);

    /// <summary>Moves the clock by which all entries live.</summary>
    public void Advance(TimeSpan time) => _state.Entries.Advance(time);

    public IReadOnlyList<GatewayCall> CallsFor(IReadOnlyCollection<string> mTokens) => _journal.For(mTokens, MTokenOfUser);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // First, or stopping would wait for the calls that are held in silence.
        await _closing.CancelAsync();
        await Task.Run(_server.Stop);
        _server.Dispose();
        _certificate.Dispose();
        _closing.Dispose();
    }

    private static WireMockServer Start(MockPlatformOptions options, X509Certificate2 certificate) => WireMockServer.Start(new WireMockServerSettings
    {
        Urls = [options.Listen.GetLeftPart(UriPartial.Authority), "https://127.0.0.1:0"],
        // Not CertificateSettings: WireMock writes its settings to its log as JSON, private key included, and fails on an ECDSA key.
        AdditionalServiceRegistration = services => services.Configure<KestrelServerOptions>(
            kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate)),
        // WireMock's own log would keep and print secrets; the journal is ours.
        Logger = new WireMockNullLogger(),
        MaxRequestLogCount = 0,
        StartAdminInterface = false,
        // Bodies as they came: the mock judges them itself.
        AllowBodyForAllHttpMethods = true,
        DisableJsonBodyParsing = true,
        DisableDeserializeFormUrlEncoded = true,
        DisableRequestBodyDecompressing = true,
    });

    private void AddStubs(IEnumerable<IGatewayOperation> operations)
    {
        foreach (var operation in operations.Where(o => o.Paths.Count > 0))
        {
            _server.Given(Request.Create().WithPath(path => operation.Paths.Contains(path, StringComparer.Ordinal)))
                .AtPriority(1)
                .RespondWith(Recording(operation));
        }

        Serve(SdkPath(), SdkScript.JavaScript, "text/javascript; charset=utf-8");
        Serve(CssPath(), SdkScript.Css, "text/css; charset=utf-8");
        _server.Given(Request.Create().WithPath(_ => true)).AtPriority(100).RespondWith(Recording(null));
    }

    private void Serve(Regex path, string text, string contentType) =>
        _server.Given(Request.Create().WithPath(path.IsMatch).UsingMethod("GET", "HEAD"))
            .AtPriority(1)
            .RespondWith(new StaticProvider(text, contentType));

    private RecordingProvider Recording(IGatewayOperation? operation) => new(operation, _state.Options.TimeProvider, _journal, _faults, _closing.Token);

    private string? MTokenOfUser(string? userId) => _state.Entries.LatestOf(userId)?.Entry.MToken;

    [GeneratedRegex(@"^/cportal/sdk/iu/v[0-9]+/sdk(-uat)?\.js\z", RegexOptions.CultureInvariant)]
    private static partial Regex SdkPath();

    [GeneratedRegex(@"^/cportal/sdk/css/v[0-9]+/trunks\.min\.css\z", RegexOptions.CultureInvariant)]
    private static partial Regex CssPath();
}
