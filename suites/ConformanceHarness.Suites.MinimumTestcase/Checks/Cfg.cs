using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>Nothing of UAT or of a developer's machine is left in pages, scripts or traffic.</summary>
[Check("CFG-01")]
internal sealed partial class NothingOfUatLeft : FindingCheck
{
    private static readonly LocalText Expected = new("มีเฉพาะที่อยู่ของ Production", "Addresses of production only");

    protected override LocalText Passing { get; } = new("ตรวจคำขอ หน้าเว็บ และสคริปต์ของระบบบริการแล้ว ไม่พบที่อยู่ของ UAT หรือระบบพัฒนา", "Requests, pages and the service's own scripts were searched: no address of UAT or development.");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var own = evidence.LandingUrl;
        var hosts = Words(evidence, "hosts");
        if (UatHost(evidence) is { } uat && !uat.Equals(own.Host, StringComparison.OrdinalIgnoreCase))
        {
            hosts = [.. hosts, uat];
        }

        var pieces = Words(evidence, "pieces");
        foreach (var exchange in observation.Exchanges.Where(e => Parts.IsWeb(e.Url)).DistinctBy(e => Say.Bare(e.Url)))
        {
            // A service worker or an extension may ask for what is no address at all.
            if (Uri.TryCreate(exchange.Url, UriKind.Absolute, out var uri) && !SameHost(uri, own) && (NotPublic(uri) ?? hosts.FirstOrDefault(h => uri.Host.Equals(h, StringComparison.OrdinalIgnoreCase)) ?? pieces.FirstOrDefault(p => Say.Bare(exchange.Url).Contains(p, StringComparison.OrdinalIgnoreCase))) is { } asked)
            {
                yield return Say.Found(Expected, new LocalText("มีคำขอไปยัง " + asked, $"A request goes to {asked}."), exchange.Kind + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
            }
        }

        foreach (var exchange in observation.Exchanges.Where(e => e.ResponseBody is not null && Parts.IsFirstParty(evidence, e.Url)).DistinctBy(e => e.ResponseBody))
        {
            foreach (var left in Left(evidence.Bodies.Text(exchange.ResponseBody), own, hosts, pieces))
            {
                yield return Say.Found(Expected, new LocalText("พบที่อยู่ " + left, $"It holds {left}."), exchange.Kind + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
            }
        }

        foreach (var snapshot in observation.Snapshots.Where(s => Parts.IsFirstParty(evidence, s.Url)).DistinctBy(s => s.Html))
        {
            foreach (var left in Left(evidence.Bodies.Text(snapshot.Html), own, hosts, pieces))
            {
                yield return Say.Found(Expected, new LocalText("หน้าเว็บมีที่อยู่ " + left, $"The page holds {left}."), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
            }
        }
    }

    private static string[] Words(CaseEvidence evidence, string parameter) => evidence.Case.Parameters[parameter].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string? UatHost(CaseEvidence evidence) =>
        evidence.Service.Target(Stage.Uat) is { } target && new Uri(target.LandingUrl).Host is var host && host.Contains('.', StringComparison.Ordinal) ? host : null;

    private static bool SameHost(Uri uri, Uri own) => uri.Host.Equals(own.Host, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Left(string? text, Uri own, string[] hosts, string[] pieces)
    {
        if (text is null)
        {
            yield break;
        }

        // JSON and scripts may escape the slashes.
        var plain = text.Replace("\\/", "/", StringComparison.Ordinal);
        foreach (var piece in pieces.Where(p => plain.Contains(p, StringComparison.OrdinalIgnoreCase)))
        {
            yield return piece;
        }

        foreach (var host in hosts.Where(h => Regex.IsMatch(plain, $@"(?<![\w-]){Regex.Escape(h)}(?![\w-]|\.\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)))
        {
            yield return host;
        }

        foreach (var address in Addresses().Matches(plain).Where(m => !m.Groups["host"].Value.Equals(own.Host, StringComparison.OrdinalIgnoreCase)).Where(Means).Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase).Take(3))
        {
            yield return address;
        }
    }

    /// <summary>Libraries hold a bare "http://localhost" to resolve relative addresses with; with a port or a path it is somebody's server.</summary>
    private static bool Means(Match match) => !match.Groups["loopback"].Success || match.Groups["port"].Success || match.Groups["path"].Success;

    private static string? NotPublic(Uri uri) =>
        uri.IsLoopback || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && PrivateNetwork.Holds(address)) ? uri.Authority : null;

    [GeneratedRegex(@"(?:https?|wss?)://(?<host>(?<loopback>localhost|127(?:\.\d{1,3}){3}|\[::1\])|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?![\w.-])(?<port>:\d{1,5})?(?<path>/[\w~%-][\w.~%-]*)?", RegexOptions.IgnoreCase)]
    private static partial Regex Addresses();
}

/// <summary>The SDK is the one of production.</summary>
[Check("CFG-02")]
internal sealed partial class SdkOfProduction : FindingCheck
{
    private static readonly LocalText Expected = new("SDK จาก https://czp.dga.or.th/cportal/sdk/…/sdk.js", "The SDK from https://czp.dga.or.th/cportal/sdk/…/sdk.js");

    protected override LocalText Passing { get; } = new("SDK โหลดจากที่อยู่ Production", "The SDK is loaded from the production address.");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var scripts = observation.Exchanges.Where(e => e.Kind == "script").ToList();
        foreach (var other in scripts.Where(e => Uat().IsMatch(Say.Bare(e.Url))).DistinctBy(e => Say.Bare(e.Url)))
        {
            yield return Say.Found(Expected, new LocalText("โหลด SDK ของ UAT: " + Say.Bare(other.Url), "The SDK of UAT is loaded: " + Say.Bare(other.Url)), Say.Bare(other.Url), Say.At(observation, other));
        }

        // An address that gave nothing is no SDK.
        if (!scripts.Any(e => Uat().IsMatch(Say.Bare(e.Url)) || (Production().IsMatch(Say.Bare(e.Url)) && e.Failure is null && e.Status is >= 200 and < 400)))
        {
            yield return Say.Found(Expected, new LocalText("ไม่ได้โหลด SDK จากที่อยู่ Production", "No SDK is loaded from the production address."), Say.Bare(evidence.LandingUrl.AbsoluteUri));
        }
    }

    [GeneratedRegex(@"^https://czp\.dga\.or\.th/cportal/sdk/iu/v\d+/sdk\.js$", RegexOptions.IgnoreCase)]
    private static partial Regex Production();

    [GeneratedRegex(@"/sdk-uat[^/]*\.js$|^https://[^/]*uat[^/]*/cportal/sdk/", RegexOptions.IgnoreCase)]
    private static partial Regex Uat();
}

/// <summary>Nothing that only developers and testers need is installed.</summary>
[Check("CFG-03")]
internal sealed partial class NothingForDevelopersLeft : FindingCheck
{
    private static readonly LocalText Expected = new("ไม่มี source map คอนโซลแก้จุดบกพร่อง ชุดติดตั้งสำหรับพัฒนา หรือแถบแจ้งระบบทดสอบ", "No source map, debug console, development build or test banner");

    protected override LocalText Passing { get; } = new("ลองเรียก source map และตรวจหน้าเว็บกับคอนโซลแล้ว ไม่พบสิ่งที่ใช้เฉพาะการพัฒนาหรือทดสอบ", "Source maps were asked for, pages and console were looked through: nothing of development or testing.");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var map in observation.Replays.Where(r => r is { Purpose: InstallationScenario.SourceMap, Status: >= 200 and < 300 } && Map().IsMatch(evidence.Bodies.Text(r.ResponseBody) ?? "")))
        {
            yield return Say.Found(Expected, new LocalText("เรียก source map ได้", "A source map can be fetched."), "GET " + Say.Bare(map.Url), Say.At(observation, map));
        }

        foreach (var file in observation.Exchanges.Where(e => e.Kind is "script" or "stylesheet" && Parts.IsFirstParty(evidence, e.Url) && (evidence.Bodies.Text(e.ResponseBody) ?? "").Contains("sourceMappingURL=data:", StringComparison.Ordinal)).DistinctBy(e => e.Url))
        {
            yield return Say.Found(Expected, new LocalText("มี source map อยู่ในไฟล์", "It holds its own source map."), file.Kind + " " + Say.Bare(file.Url), Say.At(observation, file));
        }

        foreach (var tool in observation.Exchanges.Where(e => e.Kind == "script" && Tool().IsMatch(Say.Bare(e.Url))).DistinctBy(e => Say.Bare(e.Url)))
        {
            yield return Say.Found(Expected, new LocalText("โหลดคอนโซลแก้จุดบกพร่อง", "A debug console is loaded."), "script " + Say.Bare(tool.Url), Say.At(observation, tool));
        }

        foreach (var message in observation.Events.Where(e => e.Kind.StartsWith("console.", StringComparison.Ordinal) && DevelopmentBuild().IsMatch(e.Detail)).DistinctBy(e => e.Detail).Take(2))
        {
            yield return Say.Found(Expected, new LocalText("คอนโซลบอกว่าเป็นชุดติดตั้งสำหรับพัฒนา: " + Say.Quote(message.Detail, 100), "The console tells of a development build: " + Say.Quote(message.Detail, 100)), message.Source is null ? null : Say.Bare(message.Source), Say.At(observation, message));
        }

        foreach (var snapshot in observation.Snapshots)
        {
            if (Started().IsMatch(evidence.Bodies.Text(snapshot.Html) ?? "") && !observation.Exchanges.Any(e => e.Kind == "script" && Tool().IsMatch(Say.Bare(e.Url))))
            {
                yield return Say.Found(Expected, new LocalText("หน้าเว็บเปิดคอนโซลแก้จุดบกพร่อง", "The page runs a debug console."), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
            }

            foreach (var line in snapshot.Text.Split('\n').Prepend(snapshot.Title).Where(l => l.Length <= 120 && Banner().IsMatch(l)).Take(1))
            {
                yield return Say.Found(Expected, new LocalText("มีข้อความแจ้งว่าเป็นระบบทดสอบ: " + Say.Quote(line, 80), "A text says that this is a test system: " + Say.Quote(line, 80)), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
            }
        }
    }

    // What a server answers instead of a file that isn't there is usually its page, with status 200.
    [GeneratedRegex(@"^\s*(?:\)\]\}'[^\n]*\n)?\{[\s\S]*""(?:mappings|sources|sections)""\s*:|^\s*\{\s*""version""\s*:\s*3\b")]
    private static partial Regex Map();

    [GeneratedRegex(@"/(?:v-?console|eruda|weinre|page-?spy|chii)(?:[.@/-][^/]*)?(?:\.js)?$|/(?:vconsole|eruda)@", RegexOptions.IgnoreCase)]
    private static partial Regex Tool();

    [GeneratedRegex(@"id=""__vconsole""|class=""(?:[^""]* )?eruda|new VConsole\(|eruda\.init\(", RegexOptions.IgnoreCase)]
    private static partial Regex Started();

    [GeneratedRegex(@"Download the React DevTools|running Vue in development mode|development build of Vue|Angular is running in development mode|\[vite\] connect|\[webpack-dev-server\]|\[HMR\]", RegexOptions.IgnoreCase)]
    private static partial Regex DevelopmentBuild();

    // Whole expressions: "ทดสอบ" and "test" alone may be what the service is about.
    [GeneratedRegex(@"ระบบ(?:สำหรับ)?(?:การ)?ทดสอบ|สภาพแวดล้อม(?:สำหรับ)?(?:การ)?ทดสอบ|เวอร์ชัน(?:สำหรับ)?ทดสอบ|(?:ใช้)?(?:สำหรับ|เพื่อ)(?:การ)?ทดสอบเท่านั้น|(?<![A-Za-z])UAT(?![A-Za-z])|\b(?:test|testing|staging|development|demo)[ -](?:system|environment|server|site|version)\b|\bfor testing only\b", RegexOptions.IgnoreCase)]
    private static partial Regex Banner();
}

/// <summary>The host is the declared one of production, not UAT's, with a certificate of a public CA.</summary>
[Check("CFG-04")]
internal sealed class OwnPublicHost : FindingCheck
{
    private static readonly LocalText Host = new("โฮสต์ Production ที่แจ้งไว้ ซึ่งไม่ใช่โฮสต์ของ UAT", "The declared production host, which is not UAT's");
    private static readonly LocalText Authority = new("ใบรับรองจาก CA สาธารณะ", "A certificate of a public CA");

    protected override LocalText Passing { get; } = new("โฮสต์ตรงกับที่แจ้ง ไม่ใช่ของ UAT และใบรับรองมาจาก CA สาธารณะ", "The host is the declared one and not UAT's; the certificate leads to a public CA.");

    protected override LocalText NothingSeen { get; } = new("เชื่อมต่อ TLS ไม่ได้ จึงไม่เห็นใบรับรอง", "There was no TLS connection, so no certificate was seen.");

    public override Judgement Judge(CaseEvidence evidence)
    {
        var judgement = base.Judge(evidence);
        if (judgement.Outcome == Outcome.Passed && evidence.Service.Target(Stage.Production) is null)
        {
            return Judgement.CantTell(Cause.Configuration, new LocalText("ไฟล์บริการไม่ได้ระบุ Landing URL ของ Production จึงเทียบโฮสต์ไม่ได้", "The service file names no production Landing URL to compare the host with."));
        }

        return judgement.Outcome == Outcome.Passed && evidence.Observations.Any(o => o.Transport.Any(p => p.StandInAuthority))
            ? Judgement.Passed(new LocalText("โฮสต์ตรงกับที่แจ้งและไม่ใช่ของ UAT (การทดลอง: ใช้ CA แทน CA สาธารณะตาม standIn ในไฟล์บริการ)", "The host is the declared one and not UAT's. (A trial: the service file's standIn names the CA that stands in for a public one.)"))
            : judgement;
    }

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Transport.Any(p => p is { Kind: "tls", Subject: not null });

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var landing = evidence.LandingUrl;
        foreach (var probe in observation.Transport.Where(p => p is { Kind: "tls", Subject: not null }))
        {
            var at = Say.At(observation, probe);
            if (evidence.Service.Target(Stage.Production) is { } production && !Same(production.LandingUrl, landing))
            {
                yield return Say.Found(Host, new LocalText($"โฮสต์คือ {landing.Host} แต่ไฟล์บริการแจ้ง {new Uri(production.LandingUrl).Host} สำหรับ Production", $"The host is {landing.Host}, and the service file declares {new Uri(production.LandingUrl).Host} for production."), landing.Host, at);
            }

            if (evidence.Service.Target(Stage.Uat) is { } uat && Same(uat.LandingUrl, landing))
            {
                yield return Say.Found(Host, new LocalText($"{landing.Host} เป็นโฮสต์ของ UAT ด้วย", $"{landing.Host} is UAT's host as well."), landing.Host, at);
            }

            if (landing.IsLoopback || (IPAddress.TryParse(landing.DnsSafeHost, out var address) && PrivateNetwork.Holds(address)))
            {
                yield return Say.Found(Host, new LocalText($"{landing.Host} ไม่ใช่โฮสต์สาธารณะ", $"{landing.Host} is no public host."), landing.Host, at);
            }

            if (probe.NamedAuthority || probe.ChainProblems.Any(Untrusted))
            {
                yield return Say.Found(Authority, new LocalText("ใบรับรองไม่ได้มาจาก CA สาธารณะ ผู้ออก: " + probe.Issuer, "The certificate leads to no public CA. Issuer: " + probe.Issuer), probe.Address, at);
            }
        }
    }

    private static bool Same(string one, Uri other) => new Uri(one).Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase);

    private static bool Untrusted(string problem) =>
        problem.StartsWith("UntrustedRoot", StringComparison.Ordinal) || problem.StartsWith("PartialChain", StringComparison.Ordinal) || problem.StartsWith("RemoteCertificateChainErrors", StringComparison.Ordinal);
}

/// <summary>The certificate lasts for a while yet, counted from the day it was looked at.</summary>
[Check("CFG-05")]
internal sealed class CertificateLasts : FindingCheck
{
    protected override LocalText Passing { get; } = new("ตรวจวันหมดอายุของใบรับรองแล้ว เหลือมากกว่าที่กำหนด", "The certificate's last day was looked at: it lasts long enough.");

    protected override LocalText NothingSeen { get; } = new("เชื่อมต่อ TLS ไม่ได้ จึงไม่เห็นใบรับรอง", "There was no TLS connection, so no certificate was seen.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Transport.Any(p => p is { Kind: "tls", NotAfter: not null });

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var days = evidence.Number("days");
        var text = evidence.Case.Parameters["days"];
        foreach (var probe in observation.Transport.Where(p => p is { Kind: "tls", NotAfter: not null } && p.NotAfter < observation.StartedAt.AddDays(days)))
        {
            var last = probe.NotAfter!.Value.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return Say.Found(
                new LocalText($"ใบรับรองมีอายุเหลืออย่างน้อย {text} วัน", $"A certificate that lasts at least {text} days more"),
                new LocalText("ใบรับรองหมดอายุวันที่ " + last, "The certificate ends on " + last), $"{probe.Address} ({probe.Subject})", Say.At(observation, probe));
        }
    }
}

internal static class PrivateNetwork
{
    /// <summary>Addresses that mean another machine on every network, or none.</summary>
    public static bool Holds(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            return true;
        }

        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254)
            : address.IsIPv6LinkLocal || (bytes[0] & 0xFE) == 0xFC;
    }
}
