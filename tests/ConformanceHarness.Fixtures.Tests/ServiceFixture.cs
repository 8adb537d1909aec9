namespace ConformanceHarness.Fixtures.Tests;

/// <summary>A conforming service, started anew for each test.</summary>
public abstract class ServiceFixture
{
    private protected RunningService Service { get; private set; } = null!;
    private protected FakeGateway Gateway => Service.Gateway;

    [SetUp]
    public async Task StartAsync() => Service = await RunningService.StartAsync();

    [TearDown]
    public async Task StopAsync() => await Service.DisposeAsync();
}
