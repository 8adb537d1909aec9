using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Catalogues;

/// <summary>Which members go with which decision: a check needs something to judge, a case without one must cause no visit.</summary>
internal static class DecisionRules
{
    public static void Check(Members members, Decision decision, Problems problems)
    {
        string[] needed = decision switch
        {
            Decision.Check => ["check", "scenarios", "evidence"],
            Decision.NotBuilt => ["notBuilt"],
            _ => [],
        };
        string[] forbidden = decision switch
        {
            Decision.Check => ["notBuilt"],
            Decision.NotBuilt => ["check", "scenarios", "evidence"],
            _ => ["check", "notBuilt", "scenarios", "evidence"],
        };
        var word = CatalogueWords.Decisions.Single(d => d.Value == decision).Key;
        foreach (var name in needed.Where(n => members.Optional(n) is null or YamlSequence { Items.Count: 0 }))
        {
            problems.Add(
                members.LineOf("decision"),
                new($"'{members.Path("decision")}' เป็น {word} แต่ไม่มี '{name}'", $"'{members.Path("decision")}' is {word}, but there is no '{name}'."),
                new($"เพิ่ม {name}: หรือเปลี่ยน decision", $"Add {name}:, or change the decision."));
        }

        foreach (var name in forbidden.Where(n => members.Optional(n) is not null))
        {
            problems.Add(
                members.LineOf(name),
                new($"'{members.Path(name)}' ใช้กับ decision: {word} ไม่ได้", $"'{members.Path(name)}' doesn't go with decision: {word}."),
                new($"ลบ {name}: หรือเปลี่ยน decision", $"Delete {name}:, or change the decision."));
        }
    }
}
