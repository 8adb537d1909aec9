using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Planning;

/// <summary>What planning needs to know of a scenario.</summary>
public sealed record ScenarioFacts(string Name, bool NeedsBrowser, IReadOnlySet<LoginMode> Logins);

/// <summary>What can be observed: for each channel that has sessions, the kinds of evidence they record.</summary>
public sealed record Abilities(IReadOnlyDictionary<Channel, IReadOnlySet<string>> Sessions)
{
    /// <summary>Kinds that come from the platform and from probes, whatever the session.</summary>
    public static IReadOnlySet<string> Beside(LoginMode login) => login is LoginMode.Mock or LoginMode.Proxy
        ? new HashSet<string>(StringComparer.Ordinal) { "gateway", "transport" }
        : new HashSet<string>(StringComparer.Ordinal) { "transport" };
}

/// <summary>Decides which cases apply and which scenarios they need. Pure: the same inputs give the same plan, so a verifier can make it again.</summary>
public static class Planner
{
    /// <param name="channels">channels to run, or null for all that the service declares</param>
    /// <param name="only">case ids or groups ("AUTH-01", "SEC"), or null for the whole stage</param>
    /// <exception cref="ConfigurationException">the service file names no Landing URL for the stage, or the filter names nothing</exception>
    public static RunPlan Plan(Catalogue catalogue, ServiceProfile service, Stage stage, IReadOnlyList<Channel>? channels, IReadOnlyList<string>? only, IReadOnlyList<ScenarioFacts> scenarios, Abilities abilities)
    {
        var target = service.Target(stage) ?? throw new ConfigurationException(
            new LocalText($"ไฟล์บริการไม่ได้ระบุ Landing URL ของขั้น {stage}", $"The service file names no Landing URL for stage {stage}."),
            new LocalText("เพิ่มขั้นนี้ในหัวข้อ stages ของไฟล์บริการ", "Add the stage under 'stages' in the service file."));
        foreach (var name in only ?? [])
        {
            if (!catalogue.Cases.Any(c => Matches(c, name)))
            {
                throw new ConfigurationException(
                    new LocalText($"ไม่มีกรณีทดสอบหรือกลุ่มชื่อ '{name}'", $"'{name}' names no case and no group."),
                    new LocalText("ดูรายชื่อด้วย ./conformance list", "See the names with ./conformance list."));
            }
        }

        var running = (channels ?? service.Channels).Where(service.Channels.Contains).Distinct().ToList();
        var facts = scenarios.ToDictionary(s => s.Name, StringComparer.Ordinal);
        var cases = catalogue.Cases
            .Where(c => c.Stages.Contains(stage) && (only is null || only.Any(name => Matches(c, name))))
            .Select(c => PlanCase(c, service, target, running, facts, abilities))
            .ToList();
        return new RunPlan
        {
            CatalogueId = catalogue.Id,
            CatalogueVersion = catalogue.Version,
            CatalogueDigest = catalogue.Digest,
            Stage = stage,
            Channels = running,
            Filter = Filter(channels, only),
            Cases = cases,
            Scenarios = [.. scenarios.SelectMany(s => Serve(s, cases))],
        };
    }

    private static string? Filter(IReadOnlyList<Channel>? channels, IReadOnlyList<string>? only)
    {
        var parts = new List<string>();
        if (channels is not null)
        {
            parts.Add("channel=" + string.Join(',', channels.Distinct().Select(c => c.ToString().ToLowerInvariant())));
        }

        if (only is not null)
        {
            parts.Add("only=" + string.Join(',', only));
        }

        return parts.Count == 0 ? null : string.Join(' ', parts);
    }

    private static bool Matches(CatalogueCase @case, string name) =>
        string.Equals(@case.Id, name, StringComparison.OrdinalIgnoreCase) || @case.Id.StartsWith(name + "-", StringComparison.OrdinalIgnoreCase);

    private static PlannedCase PlanCase(CatalogueCase @case, ServiceProfile service, StageTarget target, List<Channel> running, Dictionary<string, ScenarioFacts> facts, Abilities abilities)
    {
        var channels = @case.Channels.Where(running.Contains).ToList();
        PlannedCase Decided(Outcome outcome, Cause? cause, LocalText reason) => new(@case.Id, @case.Decision, channels, [], new PlannedOutcome(outcome, cause, reason));
        if (channels.Count == 0)
        {
            return Decided(Outcome.Inapplicable, null, new LocalText("บริการนี้ไม่เปิดในช่องทางที่กรณีทดสอบนี้ใช้", "The service is not offered in the channels of this case."));
        }

        if (@case.Feature is { } feature && !service.Features.Contains(feature))
        {
            return Decided(Outcome.Inapplicable, null, new LocalText($"ไฟล์บริการไม่ได้ประกาศความสามารถ {feature}", $"The service file does not declare the feature {feature}."));
        }

        if (@case.Decision == Decision.NotBuilt)
        {
            return Decided(Outcome.Untested, Cause.Harness, @case.NotBuilt ?? new LocalText("ยังไม่มีการตรวจในรุ่นนี้", "No check is built in this version."));
        }

        if (@case.Decision == Decision.Person)
        {
            return new PlannedCase(@case.Id, Decision.Person, channels, [], null);
        }

        var unknown = @case.Scenarios.FirstOrDefault(s => !facts.ContainsKey(s));
        if (unknown is not null)
        {
            return Decided(Outcome.Untested, Cause.Harness, new LocalText($"ไม่มีสถานการณ์ทดสอบชื่อ {unknown}", $"There is no scenario called {unknown}."));
        }

        // What can be observed with this login; a case that has nothing left is not judged from nothing.
        var open = @case.Scenarios.Where(s => facts[s].Logins.Contains(target.Login)).ToList();
        if (open.Count == 0)
        {
            return Unobservable(@case, target, channels);
        }

        if (open.All(s => !facts[s].NeedsBrowser))
        {
            return new PlannedCase(@case.Id, Decision.Check, [Channel.Any], open, null);
        }

        var able = channels.Where(c => Able(@case, c, target.Login, abilities)).ToList();
        return able.Count == 0
            ? NeedsJournal(@case, target.Login) ? Decided(Outcome.Untested, Cause.Configuration, Unseen(target.Login)) : Decided(Outcome.Untested, Cause.Harness, new LocalText("ช่องทางนี้ยังไม่มีเซสชันที่บันทึกหลักฐานที่ต้องใช้ได้", "No session of these channels can record the evidence it needs."))
            : new PlannedCase(@case.Id, Decision.Check, channels, open, null);
    }

    /// <summary>A case that no session can observe at this stage: before production a person looks and attests; production is only looked at from outside.</summary>
    private static PlannedCase Unobservable(CatalogueCase @case, StageTarget target, List<Channel> channels)
    {
        if (target.Login == LoginMode.None && target.Stage != Stage.Production)
        {
            return new PlannedCase(@case.Id, Decision.Person, channels, [], null);
        }

        var reason = target.Stage == Stage.Production
            ? new LocalText("ต้องเข้าสู่ระบบ ซึ่งทำไม่ได้ในขั้น Production เพราะทดสอบแบบอ่านอย่างเดียว", "It needs a login, and production is only read: no citizen's login is available to a test.")
            : new LocalText($"สถานการณ์ทดสอบของกรณีนี้ใช้กับ login: {Word(target.Login)} ไม่ได้ เพราะสั่งให้ gateway ทำตามสถานการณ์ไม่ได้ ใช้ login: proxy หรือ mock", $"None of its scenarios can be observed with login {Word(target.Login)}: nobody can make the gateway do what they need. Use login: proxy or mock.");
        return new PlannedCase(@case.Id, @case.Decision, channels, [], new PlannedOutcome(Outcome.Untested, Cause.Configuration, reason));
    }

    /// <summary>True where only the gateway's journal is missing, which another login would have.</summary>
    private static bool NeedsJournal(CatalogueCase @case, LoginMode login) => @case.Evidence.Contains("gateway", StringComparer.Ordinal) && !Abilities.Beside(login).Contains("gateway");

    private static LocalText Unseen(LoginMode login) => new(
        $"ต้องเห็นการเรียก gateway ของระบบหลังบ้าน ซึ่ง login: {Word(login)} ไม่เห็น ใช้ login: proxy หรือ mock",
        $"It must see the back end's calls of the gateway, and login {Word(login)} does not. Use login: proxy or mock.");

    private static string Word(LoginMode login) => login.ToString().ToLowerInvariant();

    private static bool Able(CatalogueCase @case, Channel channel, LoginMode login, Abilities abilities) =>
        abilities.Sessions.TryGetValue(channel, out var records) && @case.Evidence.All(e => records.Contains(e) || Abilities.Beside(login).Contains(e));

    private static IEnumerable<PlannedScenario> Serve(ScenarioFacts scenario, List<PlannedCase> cases)
    {
        var served = cases.Where(c => c.Decided is null && c.Scenarios.Contains(scenario.Name)).ToList();
        return served.SelectMany(c => c.Channels).Distinct().Where(c => c != Channel.Biz).Order()
            .Select(channel => new PlannedScenario(scenario.Name, channel, [.. served.Where(c => c.Channels.Contains(channel)).Select(c => c.Case)]));
    }
}
