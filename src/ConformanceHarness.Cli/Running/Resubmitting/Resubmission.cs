using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Running.Resubmitting;

/// <summary>What a resubmission does: the plan of the whole, and of its scenarios those that are observed again.</summary>
/// <param name="Repeated">ids of the cases because of which something is observed again</param>
/// <param name="Moved">the service file names another place or another way in, so that nothing of before serves</param>
internal sealed record Resubmission(RunPlan Plan, IReadOnlyList<PlannedScenario> Observe, IReadOnlyList<string> Repeated, bool Moved)
{
    /// <summary>Decides from the earlier submission's records and the present inputs. Pure.</summary>
    /// <param name="only">the cases or groups that the user wants observed again; null: what was not passed, and what depends on it</param>
    /// <exception cref="ConfigurationException">the earlier submission is of another service, or of other channels</exception>
    public static Resubmission Of(RunRecord earlier, RunRequest request, IReadOnlyList<string>? only)
    {
        // The request's own profile has absolute paths in it; the two files are compared as they were written.
        var service = ServiceProfileReader.Read(request.ServiceBytes, "service.yaml");
        RunPlan PlanOf(IReadOnlyList<string>? names) => Planner.Plan(request.Catalogue, request.Service, request.Stage, request.Channels, names, SuiteFacts.Scenarios(request.Suite), SuiteFacts.AbilitiesOf(request.Engines));
        var whole = PlanOf(null);
        Refuse(earlier, service, whole);
        var moved = ObservedDescription.Place(earlier.Service, request.Stage) != ObservedDescription.Place(service, request.Stage);
        var redescribed = ObservedDescription.Described(earlier.Service) != ObservedDescription.Described(service);
        var follows = request.Suite.Scenarios.Where(s => s.FollowsServiceFile).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var observed = earlier.Observations.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        bool Serves(PlannedScenario s) => observed.Contains(s.Id) && !moved && !(redescribed && follows.Contains(s.Scenario));
        var repeated = only is null ? Open(earlier, request.Catalogue, whole) : Needed(earlier, request.Catalogue, PlanOf(only));
        // Asked for a part: what nobody ever observed stays unobserved, and the result stays that of a part.
        var covered = only is null || whole.Scenarios.All(s => observed.Contains(s.Id) || s.Serves.Any(repeated.Contains));
        var plan = covered ? whole : PlanOf(Names(earlier, request.Catalogue, repeated));
        return new Resubmission(plan, [.. plan.Scenarios.Where(s => !Serves(s) || s.Serves.Any(repeated.Contains))], [.. whole.Cases.Where(c => c is { Decided: null, Scenarios.Count: > 0 }).Select(c => c.Case).Where(repeated.Contains)], moved);
    }

    private static void Refuse(RunRecord earlier, ServiceProfile service, RunPlan plan)
    {
        void Differs(LocalText what, string then, string now)
        {
            if (then != now)
            {
                throw new ConfigurationException(
                    new LocalText($"--failed-from: {what.Th}ของชุดผลครั้งก่อนคือ {then} แต่ครั้งนี้คือ {now}", $"--failed-from: the earlier bundle's {what.En} is {then}, and now it is {now}."),
                    new LocalText("ใช้ชุดผลของบริการ ขั้น และช่องทางเดียวกัน หรือตัด --failed-from ออกเพื่อทดสอบทั้งขั้น", "Use a bundle of the same service, stage and channels, or leave out --failed-from to test the whole stage."));
            }
        }

        Differs(new("รหัสบริการ", "service id"), earlier.Statement.ServiceId, service.Id);
        Differs(new("ขั้น", "stage"), earlier.Statement.Stage.ToString(), plan.Stage.ToString());
        Differs(new("ช่องทาง", "channels"), string.Join(", ", earlier.Statement.Channels), string.Join(", ", plan.Channels));
    }

    /// <summary>Cases that were not passed, are new or decided in another way, and all that depend on them.</summary>
    private static HashSet<string> Open(RunRecord earlier, Catalogue catalogue, RunPlan whole)
    {
        var verdicts = earlier.Verdicts.ToDictionary(v => v.Case, StringComparer.Ordinal);
        var planned = earlier.Plan.Cases.ToDictionary(c => c.Case, StringComparer.Ordinal);
        var differing = CatalogueDifference.Of(earlier.Catalogue, catalogue).ToRun.ToHashSet(StringComparer.Ordinal);
        var open = whole.Cases.Where(c => differing.Contains(c.Case) || (verdicts.TryGetValue(c.Case, out var v) && !Settled(v)) || (planned.TryGetValue(c.Case, out var p) && !SamePlace(p, c)))
            .Select(c => c.Case).ToHashSet(StringComparer.Ordinal);
        while (catalogue.Cases.Where(c => !open.Contains(c.Id) && c.DependsOn.Any(open.Contains)).Select(c => c.Id).ToList() is { Count: > 0 } dependents)
        {
            open.UnionWith(dependents);
        }

        return open;
    }

    /// <summary>The cases asked for, and what they wait for where that was not passed either.</summary>
    private static HashSet<string> Needed(RunRecord earlier, Catalogue catalogue, RunPlan asked)
    {
        var settled = earlier.Verdicts.Where(Settled).Select(v => v.Case).ToHashSet(StringComparer.Ordinal);
        var cases = catalogue.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var needed = asked.Cases.Select(c => c.Case).ToHashSet(StringComparer.Ordinal);
        var waiting = new Queue<string>(needed);
        while (waiting.TryDequeue(out var id))
        {
            foreach (var dependency in cases[id].DependsOn.Where(d => !settled.Contains(d) && cases.ContainsKey(d) && needed.Add(d)))
            {
                waiting.Enqueue(dependency);
            }
        }

        return needed;
    }

    private static List<string> Names(RunRecord earlier, Catalogue catalogue, HashSet<string> repeated)
    {
        var before = earlier.Plan.Cases.Select(c => c.Case).ToHashSet(StringComparer.Ordinal);
        return [.. catalogue.Cases.Select(c => c.Id).Where(id => before.Contains(id) || repeated.Contains(id))];
    }

    private static bool Settled(Verdict verdict) => verdict.Outcome is Outcome.Passed or Outcome.Inapplicable;

    private static bool SamePlace(PlannedCase one, PlannedCase other) =>
        one.Decision == other.Decision && one.Channels.SequenceEqual(other.Channels) && one.Scenarios.SequenceEqual(other.Scenarios) && one.Decided?.Outcome == other.Decided?.Outcome;
}
