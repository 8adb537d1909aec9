using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>CFG: what is installed for production.</summary>
public sealed class CfgChecksTests
{
    private const string Landing = "https://service.example.go.th/certificates";

    private static readonly ServiceProfile Service = Samples.Service with
    {
        Targets = [new StageTarget(Stage.Uat, Samples.Landing, LoginMode.Mock), new StageTarget(Stage.Production, Landing, LoginMode.None)],
    };

    private static readonly TransportProbe Public = new() { Kind = "tls", Address = Landing, Protocol = "Tls13", Subject = "CN=service.example.go.th", Issuer = "CN=A Public CA", NotAfter = ObservationBuilder.Start.AddDays(60) };

    [TestCase("const api = '/api';")]
    [TestCase("const base = window.location ? location.href : 'http://localhost';", Description = "libraries resolve relative addresses with it")]
    [TestCase("if (location.hostname === 'localhost') { register(); }")]
    [TestCase("fetch('https://service.example.go.th/api')")]
    [TestCase("see https://myconnect.dga.or.th.example/ and version 10.0.0.1")]
    public void Cfg01_passes_addresses_of_production(string script) => Script(script).Passes();

    [TestCase("const p = 'https://connect.dga.or.th/connect/authorize';", "connect.dga.or.th")]
    [TestCase("const u = '/ws/dga/czp/uat/v1/core/shield/data/deproc';", "/czp/uat/")]
    [TestCase("load('https://cdn.example.net/sdk-uat.js')", "sdk-uat")]
    [TestCase("const a = 'https://uat.example.go.th/api';", "uat.example.go.th")]
    [TestCase("const a = 'http://localhost:3000';", "http://localhost:3000")]
    [TestCase("const a = 'https:\\/\\/127.0.0.1\\/api';", "https://127.0.0.1/api")]
    [TestCase("const a = 'https://192.168.1.20';", "https://192.168.1.20")]
    [TestCase("const a = 'wss://172.16.0.9:8080/live';", "wss://172.16.0.9:8080/live")]
    public void Cfg01_fails_addresses_of_UAT_and_of_development(string script, string seen) => Script(script).FailsWith(seen, "app.js");

    [TestCase("https://uat.example.go.th/api/me")]
    [TestCase("https://cpt-uat.dg-paas.cloud/cportal/logo.png")]
    [TestCase("https://10.1.2.3/ping")]
    [TestCase("https://localhost:5001/api")]
    public void Cfg01_fails_requests_to_them(string url) =>
        Cfg("CFG-01").Seen("outside", o => o.Request("anonymous", url, change: e => e with { Status = 0, Failure = "net::ERR_NAME_NOT_RESOLVED" }).Document("anonymous", "<title>หนังสือรับรอง</title>", e => e with { Url = Landing })).FailsWith(new Uri(url).Host);

    [Test]
    public void Cfg01_leaves_other_hosts_own_words_alone() =>
        Cfg("CFG-01").Seen("installation", o => o.Document("anonymous", "<title>x</title>", e => e with { Url = Landing }).Request("anonymous", "https://czp.dga.or.th/cportal/sdk/iu/v5/sdk.js", "script", "// like sdk-uat.js")).Passes();

    [Test]
    public void Cfg01_cant_tell_without_a_page() => Cfg("CFG-01").Seen("installation", o => o).CantTell();

    [Test]
    public void Cfg02_passes_the_SDK_of_production() => Sdk("https://czp.dga.or.th/cportal/sdk/iu/v5/sdk.js").Passes();

    [TestCase("https://cpt-uat.dg-paas.cloud/cportal/sdk/iu/v5/sdk-uat.js", "The SDK of UAT")]
    [TestCase("https://service.example.go.th/js/czp-sdk.js", "No SDK is loaded")]
    public void Cfg02_fails_any_other(string address, string seen) => Sdk(address).FailsWith(seen);

    [Test]
    public void Cfg02_fails_an_address_that_gives_nothing() =>
        Cfg("CFG-02").Seen("installation", o => Page(o).Request("anonymous", "https://czp.dga.or.th/cportal/sdk/iu/v5/sdk.js", "script", "x", change: e => e with { Status = 404 })).FailsWith("No SDK is loaded");

    [Test]
    public void Cfg03_passes_an_ordinary_page() => Installed(o => o.Replay("sourceMap", 1, "<!doctype html><title>ไม่พบหน้า</title>", 200)).Passes();

    [TestCase("{\"version\":3,\"file\":\"app.js\",\"sources\":[")]
    [TestCase(")]}'\n{\"mappings\":\"AAAA\"}")]
    public void Cfg03_fails_a_source_map(string body) =>
        Installed(o => o.Replay("sourceMap", 1, body, 200, r => r with { Url = "https://service.example.go.th/js/app.js.map" })).FailsWith("A source map", "app.js.map");

    [Test]
    public void Cfg03_fails_a_map_inside_the_file() => Script("CFG-03", "x();//# sourceMappingURL=data:application/json;base64,e30=").FailsWith("its own source map");

    [TestCase("https://unpkg.com/vconsole@3.15.1/dist/vconsole.min.js")]
    [TestCase("https://cdn.example.net/eruda.js")]
    public void Cfg03_fails_a_debug_console(string address) => Installed(o => o.Request("anonymous", address, "script", "x")).FailsWith("debug console");

    [Test]
    public void Cfg03_fails_a_development_build() => Installed(o => o.Event("console.log", "anonymous", "%cDownload the React DevTools for a better development experience")).FailsWith("development build");

    [TestCase("ระบบทดสอบ (UAT)")]
    [TestCase("สภาพแวดล้อมสำหรับการทดสอบ")]
    [TestCase("TEST SYSTEM, do not use")]
    public void Cfg03_fails_a_test_banner(string line) => Installed(o => o.Page("anonymous", "หนังสือรับรอง\n" + line)).FailsWith("test system");

    [TestCase("จองคิวทดสอบสมรรถนะการขับรถ")]
    [TestCase("ผลการทดสอบความรู้ภาษาไทย")]
    [TestCase("Book a driving test")]
    public void Cfg03_passes_a_service_about_tests(string line) => Installed(o => o.Page("anonymous", "หนังสือรับรอง\n" + line)).Passes();

    [Test]
    public void Cfg04_passes_the_declared_host_with_a_public_certificate() => Tls("CFG-04", Public).Passes();

    [Test]
    public void Cfg04_says_so_where_a_CA_stands_in_for_a_public_one()
    {
        var judgement = Cfg("CFG-04").Seen("transport", o => o.Probe(Public with { StandInAuthority = true })).Judge();

        Assert.That((judgement.Outcome, judgement.Findings[0].Seen.En), Is.EqualTo((Outcome.Passed, "The host is the declared one and not UAT's. (A trial: the service file's standIn names the CA that stands in for a public one.)")));
    }

    [Test]
    public void Cfg04_fails_a_named_CA() => Tls("CFG-04", Public with { NamedAuthority = true }).FailsWith("no public CA");

    [TestCase("UntrustedRoot: self-signed certificate", true)]
    [TestCase("PartialChain: unable to get local issuer certificate", true)]
    [TestCase("NotTimeValid: expired", false, Description = "LAND-01's matter")]
    [TestCase("RemoteCertificateNameMismatch", false, Description = "LAND-01's matter")]
    public void Cfg04_fails_what_no_public_CA_vouches_for(string problem, bool fails)
    {
        var @case = Tls("CFG-04", Public with { ChainProblems = [problem] });
        if (fails)
        {
            @case.FailsWith("no public CA");
        }
        else
        {
            @case.Passes();
        }
    }

    [TestCase(Landing, "UAT's host as well")]
    [TestCase("https://other.example.go.th/", null)]
    public void Cfg04_fails_the_host_of_UAT(string uat, string? seen)
    {
        var @case = CheckCase.Of("CFG-04").At(Stage.Production).Serving(Service with { Targets = [new StageTarget(Stage.Uat, uat, LoginMode.Mock), Service.Targets[1]] }).Seen("transport", o => o.Probe(Public));
        if (seen is null)
        {
            @case.Passes();
        }
        else
        {
            @case.FailsWith(seen);
        }
    }

    [Test]
    public void Cfg04_fails_another_host_at_pre_production_than_declared_for_production() =>
        CheckCase.Of("CFG-04").At(Stage.Preproduction).Serving(Service with { Targets = [.. Service.Targets, new StageTarget(Stage.Preproduction, "https://new.example.go.th/", LoginMode.None)] })
            .Seen("transport", o => o.Probe(Public)).FailsWith("declares service.example.go.th");

    [Test]
    public void Cfg04_fails_a_private_address() =>
        CheckCase.Of("CFG-04").At(Stage.Production).Serving(Service with { Targets = [new StageTarget(Stage.Production, "https://10.0.0.5/", LoginMode.None)] })
            .Seen("transport", o => o.Probe(Public)).FailsWith("no public host");

    [Test]
    public void Cfg04_cant_tell_without_a_declared_production_host() =>
        CheckCase.Of("CFG-04").At(Stage.Preproduction).Serving(Service with { Targets = [new StageTarget(Stage.Preproduction, Landing, LoginMode.None)] })
            .Seen("transport", o => o.Probe(Public)).CantTell(Cause.Configuration);

    [TestCase("CFG-04")]
    [TestCase("CFG-05")]
    public void Without_a_connection_nothing_is_told_of_the_certificate(string id) => Tls(id, new TransportProbe { Kind = "tls", Address = Landing, Failure = "refused" }).CantTell();

    [TestCase(14, true)]
    [TestCase(13.9, false)]
    [TestCase(-3, false)]
    public void Cfg05_counts_from_the_day_it_was_looked_at(double days, bool passes)
    {
        var @case = Tls("CFG-05", Public with { NotAfter = ObservationBuilder.Start.AddDays(days) });
        if (passes)
        {
            @case.Passes();
        }
        else
        {
            @case.FailsWith("The certificate ends on 2026-05", Landing);
        }
    }

    private static CheckCase Cfg(string id) => CheckCase.Of(id).At(Stage.Production).Serving(Service);

    private static CheckCase Tls(string id, TransportProbe probe) => Cfg(id).Seen("transport", o => o.Probe(probe));

    private static CheckCase Script(string script) => Script("CFG-01", script);

    private static CheckCase Script(string id, string script) => Cfg(id).Seen("installation", o => Page(o).Request("anonymous", "https://service.example.go.th/js/app.js", "script", script));

    private static CheckCase Sdk(string address) => Cfg("CFG-02").Seen("installation", o => Page(o).Request("anonymous", address, "script", "x"));

    private static CheckCase Installed(Func<ObservationBuilder, ObservationBuilder> more) => Cfg("CFG-03").Seen("installation", o => more(Page(o)));

    private static ObservationBuilder Page(ObservationBuilder o) => o.Document("anonymous", "<!doctype html><html lang=th>", e => e with { Url = Landing });
}
