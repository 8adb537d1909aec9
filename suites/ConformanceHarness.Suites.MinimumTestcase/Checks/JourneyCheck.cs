using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>What a walk came to: findings that fail it, or a reason why it can't be told, or neither.</summary>
internal sealed record WalkResult(IReadOnlyList<Finding> Findings, LocalText? Unclear = null)
{
    public static WalkResult Good { get; } = new([]);

    public static WalkResult Bad(params IReadOnlyList<Finding> findings) => new(findings);

    public static WalkResult CantTell(string th, string en) => new([], new LocalText(th, en));
}

/// <summary>A check of walks through sub-services: every sub-service is judged, and one that the service file does not describe can't be.</summary>
internal abstract class JourneyCheck : ICheck
{
    private const int Most = 8;

    /// <summary>Purpose of the walks.</summary>
    protected abstract string Purpose { get; }

    protected abstract LocalText Passing { get; }

    /// <summary>Sub-services that this is about.</summary>
    protected virtual IEnumerable<SubService> Concerned(CaseEvidence evidence) => evidence.Service.SubServices;

    protected virtual bool Described(SubService service) => service.Submitting >= 0;

    protected virtual LocalText Undescribed(SubService service) => new(
        $"ไฟล์บริการยังไม่ได้ระบุขั้นตอน (journey) ของ “{service.Name.Th}”", $"The service file does not describe the journey of '{service.Name.En}'.");

    public Judgement Judge(CaseEvidence evidence)
    {
        var services = Concerned(evidence).ToList();
        var runs = JourneyRun.Of(evidence, Purpose).ToList();
        if (services.Count == 0)
        {
            return Judgement.CantTell(Cause.Configuration, new LocalText("ไฟล์บริการไม่ได้ระบุงานบริการย่อยที่ตรวจกรณีนี้ได้", "The service file names no sub-service that this case could look at."));
        }

        var findings = new List<Finding>();
        Judgement? unclear = null;
        foreach (var service in services)
        {
            if (!Described(service))
            {
                unclear ??= Judgement.CantTell(Cause.Configuration, Undescribed(service));
                continue;
            }

            var walked = runs.Where(r => r.Service.Id == service.Id).ToList();
            if (walked.Count == 0)
            {
                unclear ??= Judgement.CantTell(Cause.Service, new LocalText($"ไม่ได้เข้าถึง “{service.Name.Th}” จึงไม่มีหลักฐาน", $"'{service.Name.En}' was not reached, so there is nothing to judge."));
            }

            foreach (var result in walked.Select(run => Judge(evidence, run)))
            {
                findings.AddRange(result.Findings);
                unclear ??= result.Unclear is { } why ? Judgement.CantTell(Cause.Service, why) : null;
            }
        }

        _ = evidence.Observations;
        return findings.Count > 0 ? Judgement.Failed([.. findings.Take(Most)]) : unclear ?? Judgement.Passed(Passing);
    }

    protected abstract WalkResult Judge(CaseEvidence evidence, JourneyRun run);

    /// <summary>The step that could not be taken, with what comes nearest to it.</summary>
    protected static Finding StuckAt(LocalText expected, JourneyRun run, Visit stuck)
    {
        var near = stuck.Candidates is { Count: > 0 } offered ? string.Join(" · ", offered) : null;
        var (th, en) = stuck.Kind switch
        {
            "fill" => ($"ไม่พบช่องกรอก “{stuck.Target}”", $"There is no field '{stuck.Target}'"),
            "choose" => ($"ไม่พบตัวเลือกของ “{stuck.Target}”", $"There is no such choice for '{stuck.Target}'"),
            "attach" => ($"ไม่พบช่องแนบไฟล์ “{stuck.Target}”", $"There is no place to attach '{stuck.Target}'"),
            "expect" => ($"ไม่พบข้อความ “{stuck.Target}”", $"The text '{stuck.Target}' is not shown"),
            _ => ($"ไม่พบสิ่งที่แตะได้ชื่อ “{stuck.Target}” หรือแตะไม่ได้", $"There is nothing called '{stuck.Target}' that can be tapped"),
        };
        var seen = near is null
            ? new LocalText($"{run.Service.Name.Th}: {th}", $"{run.Service.Name.En}: {en}.")
            : new LocalText($"{run.Service.Name.Th}: {th} ที่ใกล้เคียงในหน้านี้: {near}", $"{run.Service.Name.En}: {en}. Nearest on the page: {near}");
        var shot = run.Observation.Snapshots.LastOrDefault(s => s.Step == stuck.Step && s.Session == stuck.Session);
        return Say.Found(expected, seen, shot is null ? stuck.Target : Say.Bare(shot.Url), shot is null ? Say.At(run.Observation, stuck) : Say.At(run.Observation, shot));
    }

    protected static Finding Wrong(LocalText expected, JourneyRun run, string th, string en, params IReadOnlyList<EvidenceReference> evidence) =>
        Say.Found(expected, new LocalText($"{run.Service.Name.Th}: {th}", $"{run.Service.Name.En}: {en}"), run.End is { } end ? Say.Bare(end.Url) : run.Service.Id, evidence.Count > 0 ? evidence : run.End is { } last ? [Say.At(run.Observation, last)] : []);
}
