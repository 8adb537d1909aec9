using System.Net;
using System.Net.Sockets;
using System.Text;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Appium;

namespace ConformanceHarness.Channels.Tests.Appium;

/// <summary>A real Appium server says what it is, and its fake driver shows native screens; what answers nonsense is told as such.</summary>
public sealed class AnAppiumServerIsAsked
{
    private AppiumProcess server = null!;

    [OneTimeSetUp]
    public async Task Start() => server = await AppiumProcess.StartAsync();

    [OneTimeTearDown]
    public async Task End()
    {
        await server.DisposeAsync();
        Assert.That(await server.LeftAsync(), Is.Empty);
    }

    [Test]
    public async Task It_tells_its_version_and_whether_a_driver_is_there()
    {
        var status = await AppiumServer.StatusAsync(server.Address, CancellationToken.None);

        Assert.That((status.Version, status.Ready), Is.EqualTo(("3.8.0", true)));
        Assert.That(await AppiumServer.HasDriverAsync(server.Address, "chromium", CancellationToken.None), Is.True);
        Assert.That(await AppiumServer.HasDriverAsync(server.Address, "UiAutomator2", CancellationToken.None), Is.False);
    }

    [Test]
    public async Task A_phone_without_its_driver_is_refused_before_any_scenario()
    {
        var options = FakeApp.Options(server.Address, "unused.xml") with { Capabilities = new Dictionary<string, object>() };
        var refused = (await Assert.ThrowsAsync<DriverException>(() => AppiumDriver.StartAsync(options)))!;

        Assert.That(refused.Message, Does.Contain("has no driver UiAutomator2").And.Contain("appium driver install uiautomator2"));
    }

    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "is no WebDriver server")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"value\":null}", "is no WebDriver server")]
    [TestCase("what?", "No Appium server answers")]
    public async Task What_is_none_is_called_none(string answer, string said)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var speaking = Task.Run(async () =>
        {
            using var caller = await listener.AcceptTcpClientAsync();
            await caller.GetStream().ReadAtLeastAsync(new byte[4096], 1);
            await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        });

        var told = (await Assert.ThrowsAsync<DriverException>(() => AppiumServer.StatusAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), CancellationToken.None)))!;

        await speaking;
        Assert.That(told.Message, Does.Contain(said));
    }

    [Test]
    public async Task Native_steps_contexts_and_pictures_go_over_its_wire()
    {
        using var app = new FakeApp();
        await using var end = await FakeApp.ConnectAsync(server.Address, app.Path);
        var options = FakeApp.Options(server.Address, app.Path);
        var screen = new NativeScreen(end, options.Device!);
        var taken = new List<int>();

        await new NativePath(screen, options, TimeProvider.System).WalkAsync(options.Device!.Path, (number, _) =>
        {
            taken.Add(number);
            return Task.CompletedTask;
        }, CancellationToken.None);

        Assert.That(taken, Is.EqualTo([1, 2, 4]), "the third is optional and not there");
        Assert.That(await screen.ContextsAsync(CancellationToken.None), Is.EqualTo([NativePath.Native, "PROXY", "WEBVIEW_1", "WEBVIEW_2"]));
        Assert.That((await screen.PictureAsync(CancellationToken.None)).Take(4), Is.EqualTo(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }));
        Assert.That(await screen.SourceAsync(CancellationToken.None), Does.Contain("หนังสือรับรอง"));

        await screen.SwitchAsync("WEBVIEW_2", CancellationToken.None);
        Assert.That(await end.CommandAsync(OpenQA.Selenium.DriverCommand.GetTitle), Is.EqualTo("บริการ"));
        await screen.SwitchAsync(NativePath.Native, CancellationToken.None);
        Assert.That(await screen.ShowsAsync(options.Device.Path[0].Target, CancellationToken.None), Is.True);
        Assert.That(async () => await screen.SwitchAsync("WEBVIEW_9", CancellationToken.None), Throws.InstanceOf<DriverException>());
    }
}
