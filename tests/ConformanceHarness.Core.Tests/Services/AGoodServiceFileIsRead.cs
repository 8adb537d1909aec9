using System.Security.Cryptography;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Tests.Services;

public sealed class AGoodServiceFileIsRead
{
    [Test]
    public void With_every_member()
    {
        var profile = Read(ServiceSample.Good);

        Assert.Multiple(() =>
        {
            Assert.That((profile.Id, profile.Agency.En, profile.Category.En, profile.Name.Th), Is.EqualTo(("sample-service", "Department of Examples", "Registration", "หนังสือรับรอง")));
            Assert.That(profile.SubServices, Is.EqualTo([new SubService("certificate", new LocalText("ขอหนังสือรับรอง", "Request a certificate"))]));
            Assert.That(profile.Responsible, Is.EqualTo(new Responsible("สมหญิง", "somying@example.go.th", "02-000-0000")));
            Assert.That(profile.AppId, Is.EqualTo("7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90"));
            Assert.That(profile.Channels, Is.EqualTo([Channel.App, Channel.Web]));
            Assert.That(profile.Features, Is.EqualTo(["notification"]));
            Assert.That(profile.Targets, Is.EqualTo(
            [
                new StageTarget(Stage.Uat, "https://uat.example.go.th/service?from=portal", LoginMode.Mock, "http://uat.example.go.th/", "ca.pem"),
                new StageTarget(Stage.Preproduction, "https://service.example.go.th/", LoginMode.Device),
                new StageTarget(Stage.Production, "https://service.example.go.th", LoginMode.None),
            ]));
            Assert.That(profile.Hosts, Is.EqualTo(["static.example.go.th", "*.cdn.example.go.th"]));
            Assert.That(profile.Gateway, Is.EqualTo(new GatewaySettings
            {
                Listen = "http://127.0.0.1:8444",
                EnvironmentSegment = "uat",
                ConsumerKey = new SecretReference("SAMPLE_KEY", null),
                ConsumerSecret = new SecretReference(null, "secrets/consumer-secret.txt"),
            }));
            Assert.That(profile.Waivers, Is.EqualTo([new Waiver("AUTH-01", "รอแก้ไข", "สมหญิง", "สมชาย", new DateOnly(2026, 9, 30))]));
            Assert.That(profile.Attestations.Select(a => (a.Case, a.Outcome, a.Name, a.Date, a.Words)), Is.EqualTo([("AUTH-02", Outcome.Passed, "สมชาย", new DateOnly(2026, 6, 15), "ไม่พบโฆษณา")]));
            Assert.That(profile.Attestations[0].Evidence, Is.EqualTo(["photos/landing.png"]));
            Assert.That(profile.Digest, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Yaml.Bytes(ServiceSample.Good)))));
        });
    }

    [Test]
    public void With_defaults_for_the_gateway()
    {
        var gateway = Read(ServiceSample.Good.With("  listen: http://127.0.0.1:8444\n", "").With("  environmentSegment: uat\n", "")).Gateway;

        Assert.That((gateway.Listen, gateway.EnvironmentSegment), Is.EqualTo(("https://127.0.0.1:8444", "uat")));
    }

    [Test]
    public void With_no_environment_segment_where_the_file_says_so() =>
        Assert.That(Read(ServiceSample.Good.With("environmentSegment: uat", "environmentSegment: \"\"")).Gateway.EnvironmentSegment, Is.Empty);

    [Test]
    public void With_the_real_gateway_and_a_test_citizen()
    {
        var profile = Read(ServiceSample.Good
            .With("  environmentSegment: uat\n", "  environmentSegment: uat\n  baseAddress: https://gateway.example.go.th:9443/\n  extraCa: gateway-ca.pem\n  timeoutSeconds: 45\n  retries: 0\n")
            .With("waivers:\n", "assisted:\n  citizen: { file: citizen.json }\nwaivers:\n").With("login: mock", "login: assisted"));

        Assert.Multiple(() =>
        {
            Assert.That((profile.Gateway.BaseAddress, profile.Gateway.ExtraCa, profile.Gateway.TimeoutSeconds, profile.Gateway.Retries), Is.EqualTo(("https://gateway.example.go.th:9443/", "gateway-ca.pem", 45, 0)));
            Assert.That(profile.AssistedCitizen, Is.EqualTo(new SecretReference(null, "citizen.json")));
            Assert.That(profile.Target(Stage.Uat)!.Login, Is.EqualTo(LoginMode.Assisted));
        });
    }

    [TestCase("https://0.0.0.0:8444")]
    [TestCase("https://mock.example.go.th:0")]
    [TestCase("http://localhost:8444/")]
    [TestCase("http://[::1]:8444")]
    public void With_a_gateway_that_listens_where_secrets_are_safe(string listen) =>
        Assert.That(Read(ServiceSample.Good.With("listen: http://127.0.0.1:8444", $"listen: \"{listen}\"")).Gateway.Listen, Is.EqualTo(listen));

    [Test]
    public void When_it_is_the_one_of_the_reference_service()
    {
        var profile = ServiceProfileReader.Read(RealFiles.Service, CatalogueReader.Read(RealFiles.Catalogue));

        Assert.Multiple(() =>
        {
            Assert.That(profile.SubServices.Select(s => s.Name.Th), Is.EqualTo(["ขอหนังสือรับรอง", "แจ้งปรับปรุงข้อมูลที่อยู่", "จองคิวรับบริการ"]));
            Assert.That(profile.Features, Is.EqualTo(["notification", "requestList"]));
            Assert.That(profile.Attestations.Select(a => (a.Case, a.Outcome)), Is.EqualTo([("LAND-10", Outcome.Passed), ("A11Y-05", Outcome.Passed)]));
        });
    }

    private static ServiceProfile Read(string text) => ServiceProfileReader.Read(Yaml.Bytes(text), "my.yaml");
}
