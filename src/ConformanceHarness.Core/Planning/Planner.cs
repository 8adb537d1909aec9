using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Planning;

/// <summary>What planning needs to know of a scenario.</summary>
/// <param name="OtherEngine">its sessions are those of the engine that the other scenarios do not use</param>
public sealed record ScenarioFacts(string Name, bool NeedsBrowser, IReadOnlySet<LoginMode> Logins, bool OtherEngine = false)
{
    /// <summary>Stages that it may be observed at; null: all.</summary>
    public IReadOnlySet<Stage>? Stages { get; init; }

    /// <summary>It can only be observed in channels that are entered this way; null: in any.</summary>
    public LoginProtocol? Login { get; init; }

    internal bool Fits(ServiceProfile service, Channel channel) => Login is null || service.Login(channel) == Login;

    /// <summary>Somebody enters in it: on a device only the app itself lets them in.</summary>
    public bool NeedsCitizen => !Logins.Contains(LoginMode.None);
}

/// <summary>What can be observed: for each channel that has sessions, the kinds of evidence they record and the conditions they can make.</summary>
/// <param name="Engines">what they rest on: the engine of all scenarios first, the one to compare it with second; null: as it was before plans said so</param>
public sealed record Abilities(IReadOnlyDictionary<Channel, IReadOnlySet<string>> Sessions, IReadOnlyList<PlannedEngine>? Engines = null)
{
    /// <summary>The abilities of a run whose sessions are of these engines, the same in all channels.</summary>
    public static Abilities Of(IReadOnlyList<PlannedEngine> engines)
    {
        IReadOnlySet<string> records = engines[0].Records.ToHashSet(StringComparer.Ordinal);
        return new Abilities(new Dictionary<Channel, IReadOnlySet<string>> { [Channel.App] = records, [Channel.Web] = records, [Channel.Biz] = records }, engines);
    }

    /// <summary>The second engine; null: there is none on the machine.</summary>
    public PlannedEngine? Other => Engines is [_, var other, ..] ? other : null;

    /// <summary>The same for the app on a device (login <c>device</c>), by its operating system.</summary>
    public IReadOnlyDictionary<DevicePlatformName, IReadOnlySet<string>> Devices { get; init; } = new Dictionary<DevicePlatformName, IReadOnlySet<string>>();

    /// <summary>Kinds that come from the platform and from probes, whatever the session.</summary>
    public static IReadOnlySet<string> Beside(LoginMode login) => login switch
    {
        LoginMode.Mock or LoginMode.Proxy => new HashSet<string>(StringComparer.Ordinal) { "gateway", "provider", "transport", "personas" },
        // A citizen can be made up wherever entries are minted; on a device the tester is who they are.
        LoginMode.Mint => new HashSet<string>(StringComparer.Ordinal) { "provider", "transport", "personas" },
        _ => new HashSet<string>(StringComparer.Ordinal) { "transport" },
    };
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
            Scenarios = [.. scenarios.SelectMany(s => Serve(s, service, cases))],
            Engines = abilities.Engines,
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

        if (@case.Login is { } login)
        {
            if (channels.All(c => service.Login(c) != login))
            {
                var (outcome, cause, reason) = OtherLogin(service, channels, login);
                return Decided(outcome, cause, reason);
            }

            channels.RemoveAll(c => service.Login(c) != login);
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

        // What can be observed with this login at this stage; a case that has nothing left is not judged from nothing.
        var open = @case.Scenarios.Where(s => facts[s].Logins.Contains(target.Login) && facts[s].Stages?.Contains(target.Stage) != false).ToList();
        if (open.Count == 0)
        {
            return Unobservable(@case, target, channels);
        }

        var entered = channels.Where(c => open.Any(s => facts[s].Fits(service, c))).ToList();
        if (entered.Count == 0)
        {
            var (outcome, cause, reason) = OtherLogin(service, channels, facts[open[0]].Login!.Value);
            return Decided(outcome, cause, reason);
        }

        channels = entered;
        open = [.. open.Where(s => channels.Any(c => facts[s].Fits(service, c)))];

        if (open.Any(s => facts[s].OtherEngine) && (abilities.Other is not { } other || !@case.Evidence.All(e => other.Records.Contains(e) || Abilities.Beside(target.Login).Contains(e))))
        {
            return Decided(Outcome.Untested, Cause.Harness, abilities.Other is null ? NoOtherEngine : new LocalText(
                $"{abilities.Other.Engine} บันทึกหลักฐานที่ต้องใช้ไม่ครบ: {string.Join(", ", @case.Evidence.Where(e => !abilities.Other.Records.Contains(e)))}",
                $"{abilities.Other.Engine} can't record all that it needs: {string.Join(", ", @case.Evidence.Where(e => !abilities.Other.Records.Contains(e)))}."));
        }

        if (target.Login == LoginMode.Device && open.Any(s => facts[s].NeedsBrowser))
        {
            return OnDevice(@case, service, target, channels, open, facts, abilities);
        }

        if (open.All(s => !facts[s].NeedsBrowser))
        {
            return new PlannedCase(@case.Id, Decision.Check, [Channel.Any], open, null);
        }

        var able = channels.Where(c => Able(@case, c, target.Login, abilities)).ToList();
        return able.Count == 0
            ? NeedsJournal(@case, target.Login) ? Decided(Outcome.Untested, Cause.Configuration, Unseen(target.Login)) : Decided(Outcome.Untested, Cause.Harness, CantRecord(@case, channels, target.Login, abilities))
            : new PlannedCase(@case.Id, Decision.Check, channels, open, null);
    }

    /// <summary>A case about a login that none of the channels has. Nobody's silence makes it inapplicable: the service file has to say which other login there is.</summary>
    private static (Outcome Outcome, Cause? Cause, LocalText Reason) OtherLogin(ServiceProfile service, List<Channel> channels, LoginProtocol login)
    {
        var names = string.Join(", ", channels.Select(c => c.ToString().ToLowerInvariant()));
        if (login == LoginProtocol.MToken)
        {
            return (Outcome.Inapplicable, null, new LocalText(
                $"กรณีทดสอบนี้เกี่ยวกับ mToken แต่ช่องทาง {names} เข้าสู่ระบบด้วย OpenID Connect ตามไฟล์บริการ", $"It is about the mToken, and the service file says that {names} logs in by OpenID Connect."));
        }

        return channels.All(service.Logins.ContainsKey)
            ? (Outcome.Inapplicable, null, new LocalText(
                $"ไฟล์บริการประกาศว่าช่องทาง {names} เข้าสู่ระบบด้วย mToken ไม่ใช่ OpenID Connect", $"The service file declares that {names} logs in by mToken, not by OpenID Connect."))
            : (Outcome.Untested, Cause.Configuration, new LocalText(
                $"ไฟล์บริการไม่ได้บอกวิธีเข้าสู่ระบบจากช่องทาง {names} เพิ่มหัวข้อ logins (openIdConnect หรือ mToken)", $"The service file does not say how citizens log in from {names}: add 'logins' (openIdConnect or mToken)."));
    }

    /// <summary>
    /// With a device the citizen enters in the app alone, and what is recorded there is less than in a browser: each scenario is asked for
    /// itself whether it shows the case. What needs no citizen is looked at in a browser beside.
    /// </summary>
    private static PlannedCase OnDevice(CatalogueCase @case, ServiceProfile service, StageTarget target, List<Channel> channels, List<string> open, Dictionary<string, ScenarioFacts> facts, Abilities abilities)
    {
        bool Shows(string scenario, Channel channel) =>
            !facts[scenario].NeedsBrowser ? @case.Evidence.All(Abilities.Beside(target.Login).Contains)
            : !facts[scenario].NeedsCitizen ? Able(@case, channel, target.Login, abilities)
            : channel == Channel.App && service.Device is { } device && abilities.Devices.TryGetValue(device.Platform, out var records)
                && @case.Evidence.All(e => records.Contains(e) || Abilities.Beside(target.Login).Contains(e));
        var shown = open.Where(s => channels.Any(c => Shows(s, c))).ToList();
        return shown.Count == 0
            ? Unobservable(@case, target, channels)
            : new PlannedCase(@case.Id, Decision.Check, channels, shown, null) { InAppOnly = shown.Where(s => facts[s].NeedsCitizen).ToList() is { Count: > 0 } inApp ? inApp : null };
    }

    /// <summary>A case that no session can observe at this stage: before production a person looks and attests; production is only looked at from outside.</summary>
    private static PlannedCase Unobservable(CatalogueCase @case, StageTarget target, List<Channel> channels)
    {
        if (target.Login is LoginMode.None or LoginMode.Device && target.Stage != Stage.Production)
        {
            return new PlannedCase(@case.Id, Decision.Person, channels, [], null);
        }

        var reason = target.Stage == Stage.Production
            ? new LocalText("ต้องเข้าสู่ระบบ ซึ่งทำไม่ได้ในขั้น Production เพราะทดสอบแบบอ่านอย่างเดียว", "It needs a login, and production is only read: no citizen's login is available to a test.")
            : new LocalText($"สถานการณ์ทดสอบของกรณีนี้ใช้กับ login: {Word(target.Login)} ไม่ได้ เพราะสั่งให้ gateway ทำตามสถานการณ์ไม่ได้ ใช้ login: proxy หรือ mock", $"None of its scenarios can be observed with login {Word(target.Login)}: nobody can make the gateway do what they need. Use login: proxy or mock.");
        return new PlannedCase(@case.Id, @case.Decision, channels, [], new PlannedOutcome(Outcome.Untested, Cause.Configuration, reason));
    }

    /// <summary>Why nothing is compared, and the next step.</summary>
    public static LocalText NoOtherEngine { get; } = new(
        "รอบทดสอบนี้มีเอนจินเดียว จึงไม่ได้เทียบ WebKit กับ Chromium ติดตั้ง webkit2gtk-driver และ xvfb (Debian หรือ Ubuntu) แล้วทดสอบโดยไม่ใช้ --browser และ --webdriver (docs/channels.md)",
        "This run has one engine only and compares no WebKit with Chromium. Install webkit2gtk-driver and xvfb (Debian, Ubuntu), and run without --browser and --webdriver (docs/channels.md).");

    private static LocalText CantRecord(CatalogueCase @case, List<Channel> channels, LoginMode login, Abilities abilities)
    {
        if (abilities.Engines is not [var main, ..] || !channels.Any(abilities.Sessions.ContainsKey))
        {
            return new("ช่องทางนี้ยังไม่มีเซสชันที่บันทึกหลักฐานที่ต้องใช้ได้", "No session of these channels can record the evidence it needs.");
        }

        var missing = string.Join(", ", @case.Evidence.Where(e => !main.Records.Contains(e) && !Abilities.Beside(login).Contains(e)));
        return new($"เซสชันของ {main.Engine} ({main.Surface}) บันทึกหรือทำสิ่งที่ต้องใช้ไม่ได้: {missing}", $"Sessions of {main.Engine} ({main.Surface}) can't record or do what it needs: {missing}.");
    }

    /// <summary>True where only the gateway's journal is missing, which another login would have.</summary>
    private static bool NeedsJournal(CatalogueCase @case, LoginMode login) => @case.Evidence.Contains("gateway", StringComparer.Ordinal) && !Abilities.Beside(login).Contains("gateway");

    private static LocalText Unseen(LoginMode login) => new(
        $"ต้องเห็นการเรียก gateway ของระบบหลังบ้าน ซึ่ง login: {Word(login)} ไม่เห็น ใช้ login: proxy หรือ mock",
        $"It must see the back end's calls of the gateway, and login {Word(login)} does not. Use login: proxy or mock.");

    private static string Word(LoginMode login) => login.ToString().ToLowerInvariant();

    private static bool Able(CatalogueCase @case, Channel channel, LoginMode login, Abilities abilities) =>
        abilities.Sessions.TryGetValue(channel, out var records) && @case.Evidence.All(e => records.Contains(e) || Abilities.Beside(login).Contains(e));

    private static IEnumerable<PlannedScenario> Serve(ScenarioFacts scenario, ServiceProfile service, List<PlannedCase> cases)
    {
        var served = cases.Where(c => c.Decided is null && c.Scenarios.Contains(scenario.Name)).ToList();
        return served.SelectMany(c => c.Channels.Where(channel => c.In(channel).Contains(scenario.Name))).Distinct().Where(c => scenario.Fits(service, c)).Order()
            .Select(channel => new PlannedScenario(scenario.Name, channel, [.. served.Where(c => c.Channels.Contains(channel) && c.In(channel).Contains(scenario.Name)).Select(c => c.Case)]));
    }
}
