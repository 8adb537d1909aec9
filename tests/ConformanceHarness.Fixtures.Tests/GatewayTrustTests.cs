using System.Net;
using ConformanceHarness.Fixtures.ReferenceService;

namespace ConformanceHarness.Fixtures.Tests;

[TestFixture]
public sealed class GatewayTrustTests
{
    [TestCase(true, HttpStatusCode.OK)]
    [TestCase(false, HttpStatusCode.BadGateway)]
    public async Task A_gateway_of_a_private_authority_is_trusted_only_where_the_options_name_it(bool named, HttpStatusCode expected)
    {
        using var certificate = Certificates.Localhost();
        await using var gateway = await FakeGateway.StartAsync(certificate);

        Assert.That(await EnterAsync(gateway, RunningService.Options(gateway.Base) with { GatewayAuthority = named ? certificate : null }), Is.EqualTo(expected));
    }

    [Test]
    public async Task Another_authority_is_not_enough()
    {
        using var certificate = Certificates.Localhost();
        using var other = Certificates.Localhost();
        await using var gateway = await FakeGateway.StartAsync(certificate);

        Assert.That(await EnterAsync(gateway, RunningService.Options(gateway.Base) with { GatewayAuthority = other }), Is.EqualTo(HttpStatusCode.BadGateway));
        Assert.That(gateway.Calls, Is.Empty);
    }

    private static async Task<HttpStatusCode> EnterAsync(FakeGateway gateway, ReferenceServiceOptions options)
    {
        await using var host = await ReferenceServiceHost.StartAsync(options, default);
        using var visitor = new Visitor(host.Address);
        using var answer = await visitor.EnterAsync(gateway.Mint(Citizens.Somchai));
        return answer.StatusCode;
    }
}
