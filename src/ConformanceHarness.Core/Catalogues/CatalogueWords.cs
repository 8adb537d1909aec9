using System.Text.RegularExpressions;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Catalogues;

/// <summary>The words that a catalogue file uses for the terms of Core.</summary>
internal static partial class CatalogueWords
{
    public static IReadOnlyDictionary<string, Obligation> Obligations { get; } =
        new Dictionary<string, Obligation> { ["must"] = Obligation.Must, ["should"] = Obligation.Should };

    public static IReadOnlyDictionary<string, Stage> Stages { get; } =
        new Dictionary<string, Stage> { ["uat"] = Stage.Uat, ["preproduction"] = Stage.Preproduction, ["production"] = Stage.Production };

    /// <summary>Without "any": a case or a service is reached through real channels only.</summary>
    public static IReadOnlyDictionary<string, Channel> Channels { get; } =
        new Dictionary<string, Channel> { ["app"] = Channel.App, ["web"] = Channel.Web, ["biz"] = Channel.Biz };

    public static IReadOnlyDictionary<string, Decision> Decisions { get; } =
        new Dictionary<string, Decision> { ["check"] = Decision.Check, ["person"] = Decision.Person, ["notBuilt"] = Decision.NotBuilt };

    public static IReadOnlyDictionary<string, LoginProtocol> Protocols { get; } =
        new Dictionary<string, LoginProtocol> { ["mToken"] = LoginProtocol.MToken, ["openIdConnect"] = LoginProtocol.OpenIdConnect };

    public static IReadOnlyList<string> EvidenceKinds { get; } =
        ["network", "bodies", "text", "console", "storage", "cookies", "gateway", "provider", "transport", "screenshots", "timings", "sdk", "audit", "layout", "conditions", "keys", "personas"];

    public static IReadOnlyList<string> Fixers { get; } = ["developer", "infrastructure", "dga"];

    /// <summary>Reports a malformed case id.</summary>
    public static bool CheckCaseId(Word id, string path, Problems problems)
    {
        if (CaseId().IsMatch(id.Text))
        {
            return true;
        }

        problems.Add(
            id.Line,
            new($"'{path}': รหัส '{Problems.Shown(id.Text)}' ไม่ถูกรูปแบบ", $"'{path}': the id '{Problems.Shown(id.Text)}' is malformed."),
            new("ใช้รูปแบบ กลุ่ม-เลขสองหลัก เช่น AUTH-03", "Write GROUP-NN, for example AUTH-03."));
        return false;
    }

    [GeneratedRegex(@"^[A-Z][A-Z0-9]{1,11}-[0-9]{2,3}\z")]
    public static partial Regex CaseId();

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\z")]
    public static partial Regex CatalogueId();

    [GeneratedRegex(@"^[a-z][a-zA-Z0-9]*\z")]
    public static partial Regex MemberName();

    /// <summary>A number that <see cref="Judging.CaseEvidence.Number"/> reads the same way as every other YAML reader.</summary>
    [GeneratedRegex(@"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\z")]
    public static partial Regex PlainNumber();
}
