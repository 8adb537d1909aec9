using System.CommandLine;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Platform.Certificates;
using ConformanceHarness.Platform.DigitalId;
using ConformanceHarness.Platform.Mock;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>mock</c>: the platform alone, for developers of an e-Service, until Ctrl-C.</summary>
internal sealed class MockCommand
{
    private readonly Option<string> service = new("--service") { HelpName = "FILE" };
    private readonly Option<string> listen = new("--listen") { HelpName = "URL" };
    private readonly Option<string> exportCa = new("--export-ca") { HelpName = "FILE" };

    public static OfferedCommand Make(string language)
    {
        var o = new MockCommand();
        return new OfferedCommand("mock", new("เปิดแพลตฟอร์มจำลองสำหรับนักพัฒนา", "serve the mock platform for developers"), language)
        {
            Notes =
            [
                new LocalText("แสดงการเรียกทุกครั้งที่เข้ามา โดยไม่แสดงรหัสลับ จนกว่าจะกด Ctrl-C", "Shows every call as it comes, without secrets, until Ctrl-C.").In(language),
                new LocalText($"ไม่ระบุ --service: รหัสลับอ่านจาก {EmbeddedReference.KeyVariable} และ {EmbeddedReference.SecretVariable}", $"Without --service the credentials come from {EmbeddedReference.KeyVariable} and {EmbeddedReference.SecretVariable}.").In(language),
            ],
            Exits = [new LocalText("0 หยุดด้วย Ctrl-C", "0 ended by Ctrl-C").In(language), new LocalText("2 การตั้งค่าผิด หรือพอร์ตถูกใช้อยู่", "2 configuration, or the port is taken").In(language)],
            Examples = ["./conformance mock --service my.yaml", "./conformance mock --service my.yaml --listen http://127.0.0.1:8444 --export-ca ca.crt"],
        }
            .With(o.service, new("ไฟล์บริการ (ปกติใช้ระบบบริการอ้างอิง)", "service file (default: the reference service's)"))
            .With(o.listen, new("ที่อยู่ที่เปิดรับ แทน gateway.listen ในไฟล์บริการ", "address to listen on instead of the service file's gateway.listen"))
            .With(o.exportCa, new("เขียนใบรับรอง CA (PEM) ไว้ที่ไฟล์นี้", "write the CA's certificate (PEM) to this file"))
            .Does(o.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        execution.StopIsCancelling = false;
        var suite = MinimumTestcaseSuite.Load();
        var (profile, path) = ServiceFile.Read(parsed.GetValue(service), RunSetup.ReadCatalogue(suite).Catalogue);
        var gateway = profile.Gateway;
        var secrets = new SecretReader(path);
        using var authority = LocalAuthority.Open(Home.Authority);
        if (parsed.GetValue(exportCa) is { } file)
        {
            Export(authority, file);
        }

        await using var platform = await MockPlatform.StartAsync(
            new MockPlatformOptions
            {
                Listen = Address(parsed.GetValue(listen) ?? gateway.Listen),
                Authority = authority,
                ConsumerKey = secrets.Read(gateway.ConsumerKey),
                ConsumerSecret = secrets.Read(gateway.ConsumerSecret),
                AppId = profile.AppId,
                EnvironmentSegment = gateway.EnvironmentSegment,
            },
            execution.Token);
        await using var provider = await RunPlatform.StartProviderAsync(profile, Stage.Uat, authority, secrets, execution.Token, byHand: true);
        Introduce(screen, platform, profile, parsed.GetValue(exportCa));
        if (provider is not null)
        {
            Introduce(screen, provider, profile);
        }

        await WatchAsync(screen, platform, provider, execution.Token);
        return ExitCodes.Conformant;
    }

    private static Uri Address(string listen) => Uri.TryCreate(listen, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
        ? new Uri(listen)
        : throw new ConfigurationException(
            new LocalText($"--listen {listen}: ไม่ใช่ที่อยู่ http หรือ https", $"--listen {listen}: it is no http or https address."),
            new LocalText("เช่น --listen https://127.0.0.1:8444", "For example --listen https://127.0.0.1:8444"));

    private static void Export(LocalAuthority authority, string file)
    {
        try
        {
            authority.ExportPem(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new LocalText($"--export-ca {file}: เขียนไม่ได้: {e.Message}", $"--export-ca {file}: it can't be written: {e.Message}"),
                new LocalText("เลือกตำแหน่งอื่น", "Choose another place."), inner: e);
        }
    }

    private static void Introduce(Screen screen, MockPlatform platform, ServiceProfile profile, string? exported)
    {
        var gateway = platform.GatewayBase.AbsoluteUri.TrimEnd('/');
        var ca = exported ?? Path.Combine(Home.Authority, "ca.crt");
        var segment = profile.Gateway.EnvironmentSegment.Length == 0 ? "" : "/" + profile.Gateway.EnvironmentSegment;
        screen.Line($"{screen.Say("gateway จำลอง", "Mock gateway")}  {gateway}", Ink.Bold);
        screen.Line($"  CA            {ca}");
        screen.Line($"  appId         {profile.AppId}");
        screen.Line($"  Consumer-Key  {profile.Gateway.ConsumerKey}");
        screen.Line($"  Secret        {profile.Gateway.ConsumerSecret}");
        screen.Line($"  SDK           {platform.SdkBase}");
        screen.Line();
        screen.Line("สร้างข้อมูลเข้าใช้งานทดสอบ (1 ขอ Token แล้ว 2 สร้างคู่ appId และ mToken):", "To mint a test entry (1 get a Token, 2 mint the pair of appId and mToken):");
        var trust = platform.GatewayBase.Scheme == "https" ? $"--cacert '{ca}' " : "";
        screen.Line($"  curl {trust}-H \"Consumer-Key: $KEY\" -H 'Content-Type: application/json' \"{gateway}/ws/auth/validate?ConsumerSecret=$SECRET&AgentID=me\"");
        screen.Line($"  curl {trust}-H \"Consumer-Key: $KEY\" -H \"Token: $TOKEN\" -H 'Content-Type: application/json' -d '{{\"AppId\":\"{profile.AppId}\",\"CitizenId\":\"1101700203450\",\"FirstName\":\"สมหญิง\",\"LastName\":\"ใจดี\",\"DateOfBirthString\":\"19900115\",\"Mobile\":\"0812345678\",\"Email\":\"a@example.com\",\"Notification\":true}}' {gateway}/ws/dga/czp{segment}/v1/core/shield/data/mock");
        screen.Line();
        screen.Line("รอการเรียก… กด Ctrl-C เพื่อหยุด", "Waiting for calls… Ctrl-C ends it");
    }

    private static void Introduce(Screen screen, DigitalIdProvider provider, ServiceProfile profile)
    {
        screen.Line($"{screen.Say("Digital ID จำลอง", "Mock Digital ID")}  {provider.BackAddress.AbsoluteUri.TrimEnd('/')}", Ink.Bold);
        screen.Line($"  issuer        {provider.Issuer.AbsoluteUri.TrimEnd('/')}");
        screen.Line($"  client_id     {profile.OpenIdConnect!.ClientId}");
        screen.Line($"  Secret        {profile.OpenIdConnect.ClientSecret}");
        screen.Line();
    }

    private static async Task WatchAsync(Screen screen, MockPlatform platform, DigitalIdProvider? provider, CancellationToken stop)
    {
        var shown = new HashSet<int>();
        var shownOfProvider = new HashSet<int>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        do
        {
            foreach (var call in platform.Journal.Where(c => shown.Add(c.Number)))
            {
                Show(screen, call);
            }

            foreach (var call in provider?.Journal.Where(c => shownOfProvider.Add(c.Number)) ?? [])
            {
                Show(screen, call);
            }
        }
        while (!stop.IsCancellationRequested && await TickAsync(timer, stop));
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static void Show(Screen screen, ProviderCall call)
    {
        screen.Line($"{call.ArrivedAt.LocalDateTime:HH:mm:ss} {call.Operation,-10} {call.Method} {call.Path.Split('?')[0]} → {call.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)} {call.Conduct}", call is { Conduct: "proper", Departures.Count: 0 } ? Ink.None : Ink.Yellow);
        foreach (var departure in call.Departures)
        {
            screen.Line("         ! " + departure, Ink.Yellow);
        }
    }

    /// <summary>Neither query nor headers nor bodies: they hold credentials, tokens and what a citizen's record looks like.</summary>
    private static void Show(Screen screen, GatewayCall call)
    {
        var good = call is { Conduct: "proper", Departures.Count: 0 };
        screen.Line($"{call.ArrivedAt.LocalDateTime:HH:mm:ss} {call.Operation,-9} {call.Method} {call.Path.Split('?')[0]} → {(call.Status == 0 ? screen.Say("เงียบ", "silent") : call.Status.ToString(System.Globalization.CultureInfo.InvariantCulture))} {call.Conduct}", good ? Ink.None : Ink.Yellow);
        foreach (var departure in call.Departures)
        {
            screen.Line("           - " + departure);
        }
    }
}
