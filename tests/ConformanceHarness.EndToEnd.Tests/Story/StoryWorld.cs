using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core.Tests.Bundles;
using ConformanceHarness.EndToEnd.Tests.Official;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Fixtures.ReferenceService;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.EndToEnd.Tests.Story;

/// <summary>
/// Agency, DGA and the authorities around them: the reference service as installed for production, first with a defect and then without, keys with
/// their chains, a timestamp authority. Its host is this machine by its own name, and its CA is made one of the public ones, because nothing else
/// can be had on a machine without the internet.
/// </summary>
internal sealed partial class StoryWorld : IAsyncDisposable
{
    private const string AppId = "7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90";
    private static readonly TestPki Dga = new(TimeProvider.System.GetUtcNow());
    private readonly LocalAuthority authority = LocalAuthority.CreateInMemory();
    private readonly Door https = new();
    private readonly Door http = new();
    private readonly List<IAsyncDisposable> open = [];
    private readonly string host = Dns.GetHostName().ToLowerInvariant();

    public TestHome Home { get; } = new();

    private string Folder => Home.Folder;

    public async Task PrepareAsync()
    {
        var tsa = await TinyTsa.StartAsync(KeyFiles.Pki.Tsa with { At = TimeProvider.System.GetUtcNow });
        var platform = await MockPlatform.StartAsync(new MockPlatformOptions { Authority = authority, ConsumerKey = "story-key", ConsumerSecret = "story-secret", AppId = AppId, EnvironmentSegment = "prod" }, default);
        var certificate = authority.IssueServerCertificate(host, "localhost");
        var broken = await ServiceAsync(platform, certificate, "plain-http");
        var good = await ServiceAsync(platform, certificate);
        open.AddRange([tsa, platform, broken, good]);
        Stand(broken);
        Mend = () => Stand(good);

        Home.Variables["TSA"] = tsa.Address;
        Home.Variables["KEY_PASSWORD"] = KeyFiles.Password;
        Home.Variables["SSL_CERT_FILE"] = Home.File("public-ca.pem", authority.Authority.ExportCertificatePem());
        Home.Variables[EmbeddedReference.KeyVariable] = "story-key";
        Home.Variables[EmbeddedReference.SecretVariable] = "story-secret";
        Pkcs12("agency.p12", KeyFiles.Pki, "CN=Department of Examples");
        Pkcs12("dga.p12", Dga, "CN=DGA Test Team");
        foreach (var (name, root) in new[] { ("agency-root.pem", KeyFiles.Pki.Root), ("tsa-root.pem", KeyFiles.Pki.TsaRoot), ("dga-root.pem", Dga.Root) })
        {
            Home.File(name, root.ExportCertificatePem());
        }

        ServiceFile();
        var script = Home.File("conformance", $"#!/bin/sh\nexec dotnet \"{typeof(RunEngine).Assembly.Location}\" \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Puts the service without the defect in the other's place.</summary>
    public Action Mend { get; private set; } = () => { };

    /// <summary>Types a command as it stands, in a folder with a space and Thai letters in its name.</summary>
    /// <returns>all that it wrote, with this machine's names made those of the page; the last line tells an exit code other than 0</returns>
    public async Task<string> TypeAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", "exec 2>&1\n" + command]) { WorkingDirectory = Folder, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        foreach (var name in new[] { "NO_COLOR", "LC_ALL", "LC_MESSAGES" })
        {
            start.Environment.Remove(name);
        }

        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["CONFORMANCE_HOME"] = Folder;
        start.Environment["TMPDIR"] = Home.Temporary;
        foreach (var (name, value) in Home.Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        await using var end = patience.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        output = output.Replace(Folder + "/", "", StringComparison.Ordinal).Replace(Folder, ".", StringComparison.Ordinal)
            .Replace($"{host}:{https.Port}", "certificates.example.go.th", StringComparison.Ordinal).Replace($"{host}:{http.Port}", "certificates.example.go.th", StringComparison.Ordinal);
        return process.ExitCode == 0 ? output : output.TrimEnd('\n') + $"\n(exit code {process.ExitCode})\n";
    }

    public async ValueTask DisposeAsync()
    {
        await https.DisposeAsync();
        await http.DisposeAsync();
        foreach (var one in Enumerable.Reverse(open))
        {
            await one.DisposeAsync();
        }

        authority.Dispose();
        Home.Dispose();
    }

    private Task<ReferenceServiceHost> ServiceAsync(MockPlatform platform, X509Certificate2 certificate, params string[] defects) => ReferenceServiceHost.StartAsync(
        new ReferenceServiceOptions
        {
            GatewayBase = platform.GatewayBase,
            GatewayEnvironment = "prod",
            ConsumerKey = "story-key",
            ConsumerSecret = "story-secret",
            AppId = AppId,
            GatewayAuthority = authority.Authority,
            Certificate = certificate,
            PublicHost = $"{host}:{https.Port}",
            SdkAddress = "https://czp.dga.or.th/cportal/sdk/iu/v5/sdk.js",
            Defects = defects.ToHashSet(StringComparer.Ordinal),
        },
        default);

    private void Stand(ReferenceServiceHost service) => (https.To, http.To) = (service.Address.Port, service.PlainHttpAddress.Port);

    private void Pkcs12(string name, TestPki pki, string holder) => File.WriteAllBytes(
        Path.Combine(Folder, name),
        new X509Certificate2Collection(new X509Certificate2[] { pki.Issue(holder, ECDsa.Create(ECCurve.NamedCurves.nistP256)), TestPki.WithoutKey(pki.Intermediate), TestPki.WithoutKey(pki.Root) }).Export(X509ContentType.Pkcs12, KeyFiles.Password)!);

    /// <summary>The reference service's own, with where it stands for this test, one channel, and nobody's answers yet.</summary>
    private void ServiceFile()
    {
        var source = Fixture.Named("reference").ServiceFile;
        var text = Answers().Replace(File.ReadAllText(source), "").Replace("channels: [app, web]", "channels: [app]", StringComparison.Ordinal).Replace("logins: { web: mToken }\n", "", StringComparison.Ordinal);
        var landing = $"https://{host}:{https.Port}/";
        text = Stages().Replace(text, $"""
            stages:
              preproduction:
                landingUrl: {landing}
                plainHttpUrl: http://{host}:{http.Port}/
                login: none
              production:
                landingUrl: {landing}
                login: none


            """).Replace("environmentSegment: uat", "environmentSegment: prod", StringComparison.Ordinal);
        Home.File("my.yaml", text);
        var documents = Directory.CreateDirectory(Path.Combine(Folder, "documents")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Path.GetDirectoryName(source)!, "documents")))
        {
            File.Copy(file, Path.Combine(documents, Path.GetFileName(file)));
        }
    }

    [GeneratedRegex(@"^stages:\n.*?(?=^gateway:)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Stages();

    [GeneratedRegex(@"^attestations:\n.*", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Answers();
}
