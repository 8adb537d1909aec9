using System.Text.Json.Serialization;
using ConformanceHarness.Core.Ledger;

namespace ConformanceHarness.Core.Comparing;

/// <summary>One fact of both runs. Null: the run does not know it.</summary>
/// <param name="Name">stable, for machines</param>
public sealed record ComparedFact(string Name, LocalText Title, string? First, string? Second)
{
    [JsonIgnore]
    public bool Same => First == Second;
}

/// <summary>What two statements say about what was talked to and what was run.</summary>
public static class ComparedFacts
{
    public const string TlsKey = "tlsKeyHash";
    public const string Addresses = "addresses";
    public const string Redirects = "redirectChain";
    public const string Build = "buildFingerprint";
    public const string Landing = "landingUrl";

    public static IReadOnlyList<ComparedFact> OfTarget(Statement first, Statement second) =>
    [
        new("serviceId", new("รหัสบริการ", "service id"), first.ServiceId, second.ServiceId),
        new(Landing, new("Landing URL", "Landing URL"), first.LandingUrl, second.LandingUrl),
        new(Build, new("ลายนิ้วมือของโปรแกรม (สคริปต์และสไตล์)", "build fingerprint (scripts and styles)"), first.Target.BuildFingerprint, second.Target.BuildFingerprint),
        new(TlsKey, new("กุญแจ TLS", "TLS key"), first.Target.TlsKeyHash, second.Target.TlsKeyHash),
        new(Redirects, new("การเปลี่ยนเส้นทาง", "redirects"), List(first.Target.RedirectChain, " → "), List(second.Target.RedirectChain, " → ")),
        new(Addresses, new("ที่อยู่ IP", "addresses"), List(first.Target.Addresses.Order(StringComparer.Ordinal), ", "), List(second.Target.Addresses.Order(StringComparer.Ordinal), ", ")),
    ];

    public static IReadOnlyList<ComparedFact> OfInputs(Statement first, Statement second) =>
    [
        new("stage", new("ขั้น", "stage"), first.Stage.ToString().ToLowerInvariant(), second.Stage.ToString().ToLowerInvariant()),
        new("channels", new("ช่องทาง", "channels"), List(first.Channels.Select(c => c.ToString().ToLowerInvariant()), ", "), List(second.Channels.Select(c => c.ToString().ToLowerInvariant()), ", ")),
        new("filter", new("ตัวกรอง", "filter"), first.Filter, second.Filter),
        new("catalogue", new("รายการกรณีทดสอบ", "catalogue"), Catalogue(first), Catalogue(second)),
        new("serviceFile", new("ไฟล์บริการ", "service file"), first.ServiceFileDigest, second.ServiceFileDigest),
        new("harness", new("รุ่นของเครื่องมือ", "harness"), first.HarnessVersion, second.HarnessVersion),
        new("suites", new("ชุดการตรวจ", "suites"), Suites(first), Suites(second)),
        new("provenance", new("ที่มาของหลักฐาน", "provenance"), List(first.Provenance.Keys.Order(StringComparer.Ordinal), ", "), List(second.Provenance.Keys.Order(StringComparer.Ordinal), ", ")),
    ];

    private static string Catalogue(Statement s) => $"{s.CatalogueId} {s.CatalogueVersion} {s.CatalogueDigest}";

    private static string? Suites(Statement s) => List(s.Suites.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => x.Key + " " + x.Value), ", ");

    private static string? List(IEnumerable<string> values, string between) => string.Join(between, values) is { Length: > 0 } text ? text : null;
}
