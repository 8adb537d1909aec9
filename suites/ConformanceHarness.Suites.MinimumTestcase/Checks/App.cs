using System.Text.Json;
using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>The SDK comes from an address that the platform publishes.</summary>
[Check("APP-01")]
internal sealed partial class SdkFromPlatform : FindingCheck
{
    private static readonly LocalText Expected = new("โหลด SDK จากที่อยู่ที่แพลตฟอร์มประกาศ ในรุ่นที่รองรับ", "The SDK from a published address, in a supported version");

    protected override LocalText Passing { get; } = new("SDK โหลดจากที่อยู่ที่แพลตฟอร์มประกาศ", "The SDK is loaded from a published address.");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var scripts = observation.Exchanges.Where(e => e is { Kind: "script", Session: "a" }).ToList();
        var good = scripts.Where(e => Published().IsMatch(Say.Bare(e.Url)) && e.Failure is null && e.Status is >= 200 and < 400).ToList();
        foreach (var other in scripts.Where(e => (PlatformPath().IsMatch(e.Url) || (good.Count == 0 && SdkName().IsMatch(e.Url))) && !Published().IsMatch(Say.Bare(e.Url))).DistinctBy(e => e.Url))
        {
            yield return Say.Found(Expected, new LocalText("โหลด SDK จาก " + Say.Bare(other.Url), "The SDK is loaded from " + Say.Bare(other.Url)), Say.Bare(other.Url), Say.At(observation, other));
        }

        if (good.Count == 0)
        {
            yield return Say.Found(Expected, new LocalText("ไม่ได้โหลด SDK จากที่อยู่ที่แพลตฟอร์มประกาศ", "No SDK was loaded from a published address."), Say.Bare(evidence.LandingUrl.AbsoluteUri));
        }
    }

    [GeneratedRegex(@"^https://(czp\.dga\.or\.th/cportal/sdk/iu/v[345]/sdk\.js|cpt-uat\.dg-paas\.cloud/cportal/sdk/iu/v5/sdk-uat\.js)$", RegexOptions.IgnoreCase)]
    private static partial Regex Published();

    [GeneratedRegex(@"/sdk/iu/v\d+/", RegexOptions.IgnoreCase)]
    private static partial Regex PlatformPath();

    // Beside a published SDK such a name is the service's own code around it.
    [GeneratedRegex(@"czp-?sdk[^/]*\.js", RegexOptions.IgnoreCase)]
    private static partial Regex SdkName();
}

/// <summary>Every page sets its title through the SDK.</summary>
[Check("APP-02")]
internal sealed class TitleThroughSdk : FindingCheck
{
    private static readonly LocalText Expected = new("ทุกหน้าเรียก czpSdk.setTitle", "Every page calls czpSdk.setTitle");

    protected override LocalText Passing { get; } = new("ทุกหน้าที่เปิดเรียก setTitle", "Every page that was opened called setTitle.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Visits.Any(v => v.Step.StartsWith(Steps.Open, StringComparison.Ordinal) && v.Done);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var visit in observation.Visits.Where(v => v.Done && (v.Step == Steps.Enter || v.Step.StartsWith(Steps.Open, StringComparison.Ordinal))))
        {
            var titles = observation.Events.Where(e => e is { Kind: "sdk", Name: "setTitle" } && e.Step == visit.Step).ToList();
            if (!titles.Any(t => NamesAnything(t.Detail)))
            {
                yield return Say.Found(Expected, new LocalText("หน้านี้ไม่ได้เรียก setTitle", "This page did not call setTitle."), visit.Kind == "tap" ? visit.Target : Say.Bare(visit.Target), Say.At(observation, visit));
            }
        }
    }

    /// <summary>The first argument is a text with a letter in it; <c>["",true]</c> is no title.</summary>
    private static bool NamesAnything(string arguments)
    {
        try
        {
            using var json = JsonDocument.Parse(arguments);
            return json.RootElement is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 && list[0] is { ValueKind: JsonValueKind.String } title && title.GetString()!.Any(char.IsLetter);
        }
        catch (JsonException)
        {
            // Recorded otherwise than as JSON (cut because it was long): then it is text.
            return arguments.Any(char.IsLetter);
        }
    }
}

/// <summary>Going back leads to the previous page.</summary>
[Check("APP-03")]
internal sealed class BackWorks : FindingCheck
{
    private static readonly LocalText Expected = new("ย้อนกลับแล้วถึงหน้าก่อนหน้า ไม่แลก mToken ซ้ำ ไม่มีข้อผิดพลาด และไม่ออกจากบริการ", "Back leads to the previous page: no second exchange, no error, no exit");

    protected override LocalText Passing { get; } = new("ย้อนกลับจากงานบริการย่อยแล้วถึงหน้าก่อนหน้า", "Going back from the sub-services led to the previous page.");

    protected override LocalText NothingSeen { get; } = new("เปิดงานบริการย่อยไม่ได้ จึงไม่มีหน้าให้ย้อนกลับ", "No sub-service could be opened, so there was nothing to go back from.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Visits.Any(v => v.Kind == "back");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var citizen = Parts.First(observation);
        var landing = observation.Snapshots.FirstOrDefault(s => s.Step == Steps.Enter);
        foreach (var visit in observation.Visits.Where(v => v.Kind == "back"))
        {
            var at = Say.At(observation, visit);
            var id = visit.Step[Steps.Back.Length..];
            var opened = observation.Snapshots.FirstOrDefault(s => s.Step == Steps.Open + id);
            var between = observation.Snapshots.LastOrDefault(s => s.Step.StartsWith(Steps.Way + Steps.Open + id + ":", StringComparison.Ordinal));
            var after = observation.Snapshots.FirstOrDefault(s => s.Step == visit.Step);
            Finding Wrong(string th, string en) => Say.Found(Expected, new LocalText(th, en), opened is null ? visit.Step : Say.Bare(opened.Url), at);
            if (!visit.Done)
            {
                yield return Wrong("ไม่มีหน้าให้ย้อนกลับ", "There is no page to go back to.");
            }
            else if (after is null || after.Url == "about:blank" || !Parts.IsFirstParty(evidence, after.Url))
            {
                yield return Wrong("ย้อนกลับแล้วออกจากบริการ", "Going back left the service.");
            }
            else if (between is not null ? !Alike(between.Text, after.Text) : landing is not null && (citizen is null || !PersonalData.ShowsName(after.Text, citizen)) && !Alike(landing.Text, after.Text))
            {
                yield return Wrong("ย้อนกลับแล้วไม่ถึงหน้าก่อนหน้า หน้าแสดง: " + Say.Quote(after.Text, 100), "Going back did not lead to the previous page, which shows: " + Say.Quote(after.Text, 100));
            }

            foreach (var _ in observation.Events.Where(e => e.Step == visit.Step && (e.Kind == "closed" || e is { Kind: "sdk", Name: "closeWindow" })).Take(1))
            {
                yield return Wrong("ย้อนกลับแล้วบริการปิดตัวเอง", "Going back closed the service.");
            }

            foreach (var broken in observation.Events.Where(e => e.Kind is "exception" or "crash" && e.Step == visit.Step))
            {
                yield return Wrong("เกิดข้อผิดพลาดของสคริปต์เมื่อย้อนกลับ: " + Say.Quote(broken.Detail, 100), "Going back raised an exception: " + Say.Quote(broken.Detail, 100));
            }
        }

        var entry = observation.Entries.FirstOrDefault(e => e.Name == Steps.Enter);
        var exchanges = observation.Gateway.Where(c => c.Operation == "deproc" && c.MToken is not null && c.MToken == entry?.MToken).ToList();
        var firstBack = observation.Visits.First(v => v.Kind == "back").AtMs;
        if (exchanges.Skip(1).FirstOrDefault(c => (c.ArrivedAt - observation.StartedAt).TotalMilliseconds >= firstBack) is { } again)
        {
            yield return Say.Found(Expected, new LocalText("ย้อนกลับแล้วแลก mToken ซ้ำ", "Going back exchanged the mToken again."), Say.Bare(again.Path), Say.At(observation, again));
        }
    }

    /// <summary>Most lines of the page before are there again.</summary>
    private static bool Alike(string before, string after)
    {
        var lines = before.Split('\n').ToHashSet(StringComparer.Ordinal);
        return lines.Count > 0 && after.Split('\n').Count(lines.Contains) * 2 >= lines.Count;
    }
}

/// <summary>No new window inside the webview.</summary>
[Check("APP-06")]
internal sealed class NoNewWindow : FindingCheck
{
    private static readonly LocalText Expected = new("ไม่เปิดหน้าต่างใหม่ในเว็บวิว", "No new window inside the webview");

    protected override LocalText Passing { get; } = new("ไม่มีการเปิดหน้าต่างใหม่ระหว่างการใช้งาน", "No new window was asked for.");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var popup in observation.Events.Where(e => e.Kind == "popup").DistinctBy(e => (e.Step, Say.Bare(e.Detail))))
        {
            yield return Say.Found(Expected, new LocalText("เปิดหน้าต่างใหม่: " + Say.Bare(popup.Detail), "A new window was opened: " + Say.Bare(popup.Detail)), popup.Step, Say.At(observation, popup));
        }
    }
}
