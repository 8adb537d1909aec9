using System.Text.RegularExpressions;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary>Steps of journeys: <c>- tap: ส่งคำขอ</c>, <c>- fill: ชื่อช่อง</c> with <c>with:</c>, and so on.</summary>
internal static class JourneyReader
{
    private static readonly Dictionary<string, (StepKind Kind, string? Value)> Kinds = new(StringComparer.Ordinal)
    {
        ["open"] = (StepKind.Open, null),
        ["tap"] = (StepKind.Tap, null),
        ["fill"] = (StepKind.Fill, "with"),
        ["choose"] = (StepKind.Choose, "option"),
        ["attach"] = (StepKind.Attach, "file"),
        ["confirm"] = (StepKind.Confirm, null),
        ["expect"] = (StepKind.Expect, null),
    };

    private const string Optional = "optional";

    private static readonly string[] Known = [.. Kinds.Keys, .. Kinds.Values.Select(k => k.Value).OfType<string>(), Optional];

    // What a journey can do without. A submission that happens at times proves nothing, and an expectation that may fail expects nothing.
    private static readonly HashSet<StepKind> MayBeOptional = [StepKind.Tap, StepKind.Fill, StepKind.Choose];

    private static readonly HashSet<StepKind> OnAFirstVisit = [StepKind.Tap, StepKind.Choose];

    private static readonly string[] Roles = ["button", "link", "tab", "menuitem", "checkbox", "radio", "option", "textbox", "combobox", "switch"];

    public static IReadOnlyList<JourneyStep> Steps(Members owner, string name, Problems problems)
    {
        var steps = Lines(owner, name, problems);

        // The same empty list every time: records that hold it stay equal.
        return steps.Count == 0 ? [] : [.. steps.Select(s => s.Step)];
    }

    private static List<(JourneyStep Step, int Line)> Lines(Members owner, string name, Problems problems)
    {
        var steps = new List<(JourneyStep, int)>();
        foreach (var (item, index) in owner.OptionalList(name).Select((item, index) => (item, index)))
        {
            if (Members.Of(item, $"{owner.Path(name)}[{index}]", problems, Known) is { } members && Step(members, problems) is { } step)
            {
                steps.Add((step, members.Line));
            }
        }

        return steps;
    }

    /// <summary>What stands between an entry and the landing page, for a citizen who is new to the service: taps and choices only.</summary>
    public static IReadOnlyList<JourneyStep> FirstVisit(Members owner, string name, Problems problems)
    {
        var steps = Lines(owner, name, problems);
        foreach (var (step, line) in steps.Where(s => !OnAFirstVisit.Contains(s.Step.Kind) || s.Step.Optional))
        {
            problems.Add(
                line,
                new($"'{name}' มีได้เฉพาะ tap และ choose และทุกขั้นตอนทำเฉพาะเมื่อหน้านั้นปรากฏอยู่แล้ว", $"'{name}' takes 'tap' and 'choose' only, and is taken only where its page appears anyway."),
                step.Optional ? new("ลบ optional", "Delete 'optional'.") : new("ย้ายขั้นตอนนี้ไปไว้ใน open หรือ journey", "Move this step to 'open' or 'journey'."));
        }

        return steps.Count == 0 ? [] : [.. steps.Select(s => s.Step)];
    }

    /// <summary>A visible text, or a mapping with role and name, or with a selector.</summary>
    public static StepTarget? Target(YamlValue value, string path, Problems problems)
    {
        if (value is not YamlMapping)
        {
            return Members.Text(value, path, problems) is { } text ? new StepTarget(text) : null;
        }

        if (Members.Of(value, path, problems, ["role", "name", "selector"]) is not { } members)
        {
            return null;
        }

        if (members.Optional("selector") is not null)
        {
            return members.OptionalText("selector") is { } selector ? new StepTarget(members.OptionalText("name"), null, selector) : null;
        }

        var role = members.RequiredChoice("role", RoleWords);
        var name = members.RequiredText("name");
        return role is null || name is null ? null : new StepTarget(name, Roles[role.Value]);
    }

    /// <summary>A regular expression that can be read; null otherwise, with a problem.</summary>
    public static string? Pattern(Members members, string name, Problems problems)
    {
        if (members.OptionalText(name) is not { } text)
        {
            return null;
        }

        try
        {
            // Without backtracking: a pattern in a service file can't make judging hang.
            _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return text;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            problems.Add(
                members.LineOf(name),
                new($"'{members.Path(name)}' ไม่ใช่นิพจน์ปรกติที่ใช้ได้: {e.Message}", $"'{members.Path(name)}' is no regular expression that can be used: {e.Message}"),
                new(@"เขียน เช่น 'กต-\d{4}-\d{6}' ในเครื่องหมายคำพูดเดี่ยว ไม่ใช้การอ้างย้อนหรือ lookaround", @"Write for example 'AB-\d{4}-\d{6}' in single quotation marks, without backreferences or lookarounds."));
            return null;
        }
    }

    private static readonly Dictionary<string, int> RoleWords = Roles.Select((r, i) => (r, i)).ToDictionary(r => r.r, r => r.i, StringComparer.Ordinal);

    private static JourneyStep? Step(Members members, Problems problems)
    {
        var kinds = Kinds.Keys.Where(k => members.Optional(k) is not null).ToList();
        if (kinds.Count != 1)
        {
            problems.Add(
                members.Line,
                kinds.Count == 0 ? new("ขั้นตอนนี้ไม่ได้ระบุว่าทำอะไร", "This step doesn't say what it does.") : new($"ขั้นตอนเดียวมี {string.Join(" และ ", kinds)}", $"One step has {string.Join(" and ", kinds)}."),
                new($"ให้มีหนึ่งอย่างต่อขั้นตอน: {string.Join(", ", Kinds.Keys)}", $"Give each step exactly one of {string.Join(", ", Kinds.Keys)}."));
            return null;
        }

        var (kind, valueName) = Kinds[kinds[0]];
        foreach (var stray in Kinds.Values.Select(k => k.Value).OfType<string>().Where(v => v != valueName && members.Optional(v) is not null))
        {
            problems.Add(members.LineOf(stray), new($"'{stray}' ใช้กับ {kinds[0]} ไม่ได้", $"'{stray}' does not belong to '{kinds[0]}'."), new("ลบสมาชิกนี้", "Delete it."));
        }

        var target = Target(members.Optional(kinds[0])!, members.Path(kinds[0]), problems);
        var value = valueName is null ? null : members.RequiredText(valueName);
        var optional = IsOptional(members, kind, kinds[0], problems);
        return target is null || (valueName is not null && value is null) ? null : new JourneyStep(kind, target, value, optional);
    }

    private static bool IsOptional(Members members, StepKind kind, string word, Problems problems)
    {
        var optional = members.OptionalBoolean(Optional);
        if (optional && !MayBeOptional.Contains(kind))
        {
            problems.Add(members.LineOf(Optional), new($"{word} เป็นขั้นตอนที่ข้ามไม่ได้", $"A step '{word}' can't be optional."), new("ลบ optional (ใช้ได้กับ tap, fill, choose)", "Delete 'optional'; it belongs to tap, fill and choose."));
        }

        return optional;
    }
}
