using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>The login by OpenID Connect, one question after the other. It passes only if each was answered from what was really seen.</summary>
[Check("AUTH-18")]
internal sealed class OpenIdConnectLogin : ICheck
{
    private const int Most = 12;

    private static readonly LocalText Passing = new(
        "state ที่ผิด ขาด ใช้แล้ว หรือของเบราว์เซอร์อื่นถูกปฏิเสธ code แลกที่เซิร์ฟเวอร์ครั้งเดียวตามคู่มือ โทเค็นไม่ถึงเบราว์เซอร์ และออกจากระบบครบทั้งสองเซสชัน",
        "A wrong, missing, used or another browser's state was refused, each code was exchanged once on the server as documented, no token reached the browser, and logging out ended both sessions.");

    private static readonly Func<OidcEvidence, Answered>[] Questions =
        [OidcRequest.Answer, OidcExchange.Answer, OidcForged.Answer, OidcForged.Nonce, OidcForeignAddress.Answer, OidcTokens.Answer, OidcLogout.Answer];

    public Judgement Judge(CaseEvidence evidence)
    {
        if (evidence.Of("open-id-connect") is not { } observation || evidence.Service is not { OpenIdConnect: { } settings } || evidence.Service.Target(evidence.Stage) is not { } target)
        {
            return Judgement.CantTell(Cause.Service, new LocalText("ไม่ได้สังเกตการเข้าสู่ระบบด้วย OpenID Connect", "No login by OpenID Connect was observed."));
        }

        var seen = new OidcEvidence(evidence, observation, settings, target);
        var answers = Questions.Select(q => q(seen)).ToList();
        var findings = answers.SelectMany(a => a.Findings).Take(Most).ToList();
        if (findings.Count > 0)
        {
            return Judgement.Failed(findings);
        }

        return answers.FirstOrDefault(a => a.Unseen is not null) is { Unseen: { } unseen } ? Judgement.CantTell(Cause.Service, unseen) : Judgement.Passed(Passing);
    }
}

/// <summary>What one question came to: what is wrong, or why it could not be asked; neither means that all is well.</summary>
internal sealed record Answered(IReadOnlyList<Finding> Findings, LocalText? Unseen = null)
{
    public static Answered Of(IEnumerable<Finding> findings) => new([.. findings]);

    public static Answered Not(string th, string en) => new([], new LocalText(th, en));
}

/// <summary>The observation of the login, as the questions ask it.</summary>
internal sealed record OidcEvidence(CaseEvidence Evidence, Observation Observation, OpenIdConnectSettings Settings, StageTarget Target)
{
    public IReadOnlyList<ProviderCall> Calls => Observation.Provider ?? [];

    public string RedirectUri => Settings.RedirectUriAt(Target);

    public Citizen? Citizen(string key) => Observation.Citizens.FirstOrDefault(c => c.Key == key);

    public IEnumerable<ProviderCall> CallsOf(Citizen? citizen, string operation) => citizen is null ? [] : Calls.Where(c => c.Operation == operation && c.UserId == citizen.UserId);

    /// <summary>Requests with which the service sent a browser to the provider.</summary>
    public IEnumerable<Exchange> Requests => Observation.Exchanges.Where(e => OidcSteps.IsAuthorize(e.Url) && Query.Of(e.Url, "client_id") is not null);

    /// <summary>Whoever is lawfully in may have a name in common with somebody who isn't.</summary>
    private IReadOnlyList<Citizen> Others => [.. Observation.Citizens.Where(c => c.Key is "first")];

    /// <summary>Whether the citizen's data came to the browser in a step or right after it.</summary>
    public Finding? TakenOn(string step, Citizen citizen, LocalText expected) =>
        new[] { step, step + OidcSteps.After }.SelectMany(s => Exposure.In(Evidence, Observation, citizen, s, expected, Others)).FirstOrDefault();

    public EvidenceReference At(ProviderCall call) => new(Observation.Id, Observation.Attempt, "provider", Say.Number(call.Number));
}
