using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions.Appium;
using ConformanceHarness.Sessions.WebDriver;

namespace ConformanceHarness.Channels.Tests.Appium;

/// <summary>An app made of XML, which Appium's fake driver shows.</summary>
internal sealed class FakeApp : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fake-app-");

    public FakeApp() => File.WriteAllText(Path, """
        <app title="portal">
          <MockButton id="category" visible="true" text="งานทะเบียน"/>
          <MockButton id="service" visible="true" text="หนังสือรับรอง"/>
          <MockInputField id="pin" visible="true"/>
          <MockWebView><html><head><title>หน้าแรก</title></head><body/></html></MockWebView>
          <MockWebView><html><head><title>บริการ</title></head><body/></html></MockWebView>
        </app>
        """);

    public string Path => System.IO.Path.Combine(folder.FullName, "app.xml");

    public static AppiumOptions Options(Uri server, string app) => new()
    {
        Server = server,
        Capabilities = new Dictionary<string, object> { ["platformName"] = "Fake", ["appium:automationName"] = "Fake", ["appium:app"] = app },
        Landing = new Uri("https://service.example.go.th/"),
        Written = new Dictionary<SecretReference, string> { [new SecretReference("PIN", null)] = "135790" },
        StepLimit = TimeSpan.FromSeconds(5),
        OptionalLimit = TimeSpan.FromMilliseconds(1),
        Device = new DeviceSettings
        {
            Platform = DevicePlatformName.Android,
            App = "th.example.portal",
            Path =
            [
                new NativeStep(NativeStepKind.Tap, new NativeTarget("category", null, null)),
                new NativeStep(NativeStepKind.Tap, new NativeTarget(null, "หนังสือรับรอง", null)),
                new NativeStep(NativeStepKind.Tap, new NativeTarget(null, "ยินยอม", null), Optional: true),
                new NativeStep(NativeStepKind.Fill, new NativeTarget(null, null, "pin"), new SecretReference("PIN", null)),
            ],
        },
    };

    public static Task<RemoteEnd> ConnectAsync(Uri server, string app) =>
        RemoteEnd.ConnectAsync(server, new Dictionary<string, object>(Options(server, app).Capabilities), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), CancellationToken.None);

    public void Dispose() => folder.Delete(recursive: true);
}
