using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Sessions.Scenarios;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>After entry the citizen's own name is shown, new or returning.</summary>
[Check("AUTH-01")]
internal sealed class OwnNameShown : NameCheck
{
    protected override IReadOnlyList<string> StepNames { get; } = [Steps.Enter, Steps.Return];

    protected override LocalText Expected { get; } = new("แสดงชื่อของประชาชนที่เข้าใช้งาน โดยไม่ต้องเข้าสู่ระบบซ้ำ", "The entering citizen's name, with no further login step");

    protected override LocalText Passing { get; } = new("แสดงชื่อของประชาชนทั้งรายใหม่และรายเดิม", "The name is shown to the new and to the returning citizen.");

    protected override IEnumerable<Finding> Also(Observation observation, Snapshot snapshot)
    {
        if (snapshot.Fields.FirstOrDefault(f => f.Kind == "password") is { } password)
        {
            yield return Say.Found(Expected, new LocalText("มีช่องรหัสผ่านให้กรอกอีก", "There is a password field to fill in."), password.Label, Say.At(observation, snapshot));
        }
    }
}

/// <summary>Reloading keeps the citizen logged in.</summary>
[Check("AUTH-04")]
internal sealed class ReloadKeepsLogin : NameCheck
{
    protected override IReadOnlyList<string> StepNames { get; } = [Steps.Reload, Steps.ReturnReload];

    protected override LocalText Expected { get; } = new("โหลดหน้าใหม่แล้วยังแสดงชื่อของประชาชน", "The name is still shown after a reload");

    protected override LocalText Passing { get; } = new("โหลดหน้าใหม่แล้วยังอยู่ในระบบ", "Still logged in after a reload.");
}

/// <summary>In the web channel, where the SDK says it is not inside the app, the service works all the same.</summary>
[Check("APP-07")]
internal sealed class WorksOutsideTheApp : NameCheck
{
    protected override IReadOnlyList<string> StepNames { get; } = [Steps.Enter];

    protected override LocalText Expected { get; } = new("ใช้งานได้เมื่อ SDK แจ้งว่าไม่ได้เปิดในแอป", "It works where the SDK says it is not inside the app");

    protected override LocalText Passing { get; } = new("เปิดนอกแอปแล้วใช้งานได้", "It works outside the app.");
}

/// <summary>A check that the first citizen's name is shown in given steps.</summary>
internal abstract class NameCheck : ICheck
{
    protected abstract IReadOnlyList<string> StepNames { get; }

    protected abstract LocalText Expected { get; }

    protected abstract LocalText Passing { get; }

    public Judgement Judge(CaseEvidence evidence)
    {
        var findings = new List<Finding>();
        var unanswered = new List<LocalText>();
        var looked = 0;
        foreach (var observation in evidence.Observations)
        {
            if (Parts.First(observation) is not { } citizen)
            {
                continue;
            }

            foreach (var snapshot in Parts.SnapshotsOf(observation, StepNames))
            {
                looked++;
                if (!PersonalData.ShowsName(snapshot.Text, citizen))
                {
                    if (Parts.OnlyPictures(snapshot))
                    {
                        return Judgement.CantTell(Cause.Service, Parts.PicturesOnly);
                    }

                    if (UnansweredEntry.Before(observation, citizen, snapshot) is { } reason)
                    {
                        unanswered.Add(reason);
                        continue;
                    }

                    var seen = snapshot.Text.Length == 0 ? new LocalText("หน้าว่าง", "An empty page.") : new LocalText("ไม่พบชื่อ หน้าแสดง: " + Say.Quote(snapshot.Text), "The name is not there; the page shows: " + Say.Quote(snapshot.Text));
                    findings.Add(Say.Found(Expected, seen, Say.Bare(snapshot.Url) + " (" + snapshot.Step + ")", Say.At(observation, snapshot)));
                }

                findings.AddRange(Also(observation, snapshot));
            }
        }

        return looked == 0 ? Judgement.CantTell(Cause.Service, new LocalText("ไม่มีหน้าที่ใช้ตัดสินได้", "There is no page to judge by."))
            : findings.Count > 0 ? Judgement.Failed(findings)
            : unanswered.Count > 0 ? Judgement.CantTell(Cause.Environment, unanswered[0])
            : Judgement.Passed(Passing);
    }

    protected virtual IEnumerable<Finding> Also(Observation observation, Snapshot snapshot) => [];
}

/// <summary>The server calls validate, then deproc, as documented; the browser calls neither.</summary>
[Check("AUTH-02")]
internal sealed class ServerExchanges : FindingCheck
{
    private static readonly LocalText Expected = new("เซิร์ฟเวอร์เรียก validate แล้วเรียก deproc ด้วยเฮดเดอร์และเนื้อหาตามคู่มือ", "The server calls validate, then deproc, with the documented headers and body");

    protected override LocalText Passing { get; } = new("เซิร์ฟเวอร์เรียก validate และ deproc ตามคู่มือ", "The server called validate and deproc as documented.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Entries.Any(e => e.Name == Steps.Enter);

    protected override LocalText? Unclear(CaseEvidence evidence, Observation observation) =>
        observation.Entries.Where(e => e.Name is Steps.Enter or Steps.Return && !observation.Gateway.Any(c => c.Operation == "deproc" && c.MToken == e.MToken)).Select(e => UnansweredEntry.Of(observation, e)).FirstOrDefault(r => r is not null);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var entry in observation.Entries.Where(e => e.Name is Steps.Enter or Steps.Return))
        {
            var calls = observation.Gateway.Where(c => c.MToken == entry.MToken).ToList();
            var exchange = calls.FirstOrDefault(c => c.Operation == "deproc");
            if (exchange is null && UnansweredEntry.Of(observation, entry) is not null)
            {
                continue;
            }

            if (exchange is null)
            {
                yield return Say.Found(Expected, new LocalText("ไม่มีการเรียก deproc ด้วย mToken นี้", "There was no deproc call with this mToken."), entry.Name);
                continue;
            }

            var validate = observation.Gateway.FirstOrDefault(c => c.Operation == "validate" && c.Token is not null && c.Token == exchange.Token);
            if (exchange.Conduct == "badToken" || exchange.Token is null)
            {
                yield return Say.Found(Expected, new LocalText("deproc ใช้ Token ที่ไม่ได้มาจาก validate", "deproc used a Token that validate did not issue."), exchange.Path, Say.At(observation, exchange));
            }
            else if (validate is not null && validate.Number > exchange.Number)
            {
                yield return Say.Found(Expected, new LocalText("เรียก deproc ก่อน validate", "deproc was called before validate."), exchange.Path, Say.At(observation, exchange));
            }

            foreach (var call in calls.Append(validate).OfType<GatewayCall>().Where(c => c.Operation is "validate" or "deproc").Distinct())
            {
                // validate is a GET: a Content-Type says nothing there, and many clients can't even send one.
                foreach (var departure in call.Departures.Where(d => !(call.Operation == "validate" && d.Contains("Content-Type", StringComparison.Ordinal))))
                {
                    yield return Say.Found(Expected, new LocalText($"{call.Operation} ไม่ตรงตามคู่มือ: {departure}", $"{call.Operation} departs from the guide: {departure}"), Say.Bare(call.Path), Say.At(observation, call));
                }

                if (CalledByBrowser(observation, call))
                {
                    yield return Say.Found(Expected, new LocalText($"เบราว์เซอร์เป็นผู้เรียก {call.Operation}", $"The browser called {call.Operation}."), Say.Bare(call.Path), Say.At(observation, call));
                }
            }
        }
    }

    /// <summary>
    /// The browser's own record decides. Where that shows nothing (a worker's call) the headers do, of which a server sends some as well: Node's
    /// fetch says <c>Sec-Fetch-Mode: cors</c>, and a server that copies what its page sent says <c>Sec-Fetch-Site: same-origin</c>, which no call to the gateway can be.
    /// </summary>
    private static bool CalledByBrowser(Observation observation, GatewayCall call)
    {
        var path = Say.Bare(call.Path);
        if (observation.Exchanges.Any(e => Parts.IsWeb(e.Url) && Uri.TryCreate(e.Url, UriKind.Absolute, out var to) && to.AbsolutePath == path && IsGateway(observation, to) && IsSame(observation, call, e)))
        {
            return true;
        }

        return Header.Find(call.Headers, "Sec-Fetch-Site") is { } site
            ? site is not ("same-origin" or "none")
            : Header.Find(call.Headers, "Sec-Fetch-Dest") is not null || Header.Find(call.Headers, "Origin") is not null;
    }

    /// <summary>
    /// Whether a call can be what the gateway noted of a request of the browser's: the server may have called the same address, at another moment or
    /// with a user agent of its own, and the browser's request may never have arrived.
    /// </summary>
    private static bool IsSame(Observation observation, GatewayCall call, Exchange exchange)
    {
        const int Skew = 500;
        var at = (call.ArrivedAt - observation.StartedAt).TotalMilliseconds;
        // Many servers send no user agent; a browser always does.
        return at >= exchange.AtMs - Skew && (exchange.EndMs is not { } end || at <= end + Skew)
            && (exchange.RequestHeader("User-Agent") is not { } page || page == Header.Find(call.Headers, "User-Agent"));
    }

    private static bool IsGateway(Observation observation, Uri to) => observation.GatewayAddress is not { } gateway || new Uri(gateway).Authority == to.Authority;
}

/// <summary>One exchange of the mToken for each entry.</summary>
[Check("AUTH-03")]
internal sealed class ExchangedOnce : FindingCheck
{
    private static readonly LocalText Expected = new("แลก mToken หนึ่งครั้งต่อการเข้าใช้งานหนึ่งครั้ง", "Exactly one exchange of the mToken for each entry");

    protected override LocalText Passing { get; } = new("แลก mToken ครั้งเดียวต่อการเข้าใช้งาน แม้โหลดหน้าใหม่", "One exchange for each entry, reloads included.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Entries.Any(e => e.Name == Steps.Enter);

    protected override LocalText? Unclear(CaseEvidence evidence, Observation observation) =>
        observation.Entries.Where(e => e.Name is Steps.Enter or Steps.Return && !observation.Gateway.Any(c => c.Operation == "deproc" && c.MToken == e.MToken)).Select(e => UnansweredEntry.Of(observation, e)).FirstOrDefault(r => r is not null);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var entry in observation.Entries.Where(e => e.Name is Steps.Enter or Steps.Return))
        {
            var until = RepeatedFrom(observation, entry);
            var calls = observation.Gateway.Where(c => c.Operation == "deproc" && c.MToken == entry.MToken && (c.ArrivedAt - observation.StartedAt).TotalMilliseconds < until).ToList();
            if (calls.Count != 1 && !(calls.Count == 0 && UnansweredEntry.Of(observation, entry) is not null))
            {
                yield return Say.Found(Expected, new LocalText($"แลก {calls.Count} ครั้ง ({entry.Name})", $"{calls.Count} exchanges ({entry.Name})."), calls.Count > 1 ? Say.Bare(calls[1].Path) : null, [.. calls.Select(c => Say.At(observation, c))]);
            }
        }
    }

    /// <summary>From when on the harness repeats this entry on purpose, which is not the citizen's doing: the second browser, the replays.</summary>
    private static double RepeatedFrom(Observation observation, Entry entry)
    {
        var reload = entry.Name == Steps.Enter ? Steps.Reload : Steps.ReturnReload;
        var replays = observation.Replays.Count == 0 ? null : observation.Snapshots.LastOrDefault(s => s.Step == reload)?.AtMs;
        var second = entry.Name == Steps.Enter ? observation.Visits.FirstOrDefault(v => v.Step == Steps.SecondBrowser)?.AtMs : null;
        return Math.Min(replays ?? double.MaxValue, second ?? double.MaxValue);
    }
}

/// <summary>The same entry address in a second browser shows nobody's data.</summary>
[Check("AUTH-05")]
internal sealed class SecondBrowserSeesNothing : FindingCheck
{
    private static readonly LocalText Expected = new("ไม่แสดงข้อมูลส่วนบุคคลในเบราว์เซอร์เครื่องที่สอง", "No personal data in the second browser");

    protected override LocalText Passing { get; } = new("เปิดที่อยู่เดิมในเบราว์เซอร์อื่นแล้วไม่เห็นข้อมูลส่วนบุคคล", "The same address in another browser showed no personal data.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Parts.First(observation) is not null && observation.Snapshots.Any(s => s.Step == Steps.SecondBrowser);

    protected override LocalText? Unclear(CaseEvidence evidence, Observation observation) => CameFirst(observation)
        ? new("เบราว์เซอร์แรกยังแลก mToken ไม่เสร็จเมื่อเปิดเบราว์เซอร์ที่สอง จึงไม่ใช่การใช้ซ้ำ", "The first browser's mToken had not been exchanged when the second one opened the address: it was no second use.")
        : null;

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation) =>
        Parts.First(observation) is { } citizen && !CameFirst(observation) ? Exposure.In(evidence, observation, citizen, Steps.SecondBrowser, Expected, []) : [];

    /// <summary>An entry that had not ended leaves its mToken to whoever comes next, and that one is its first user.</summary>
    private static bool CameFirst(Observation observation)
    {
        var mToken = observation.Entries.FirstOrDefault(e => e.Name == Steps.Enter)?.MToken;
        var exchanges = observation.Gateway.Where(c => c.Operation == "deproc" && mToken is not null && c.MToken == mToken).ToList();
        return exchanges.Count > 0 && observation.Visits.FirstOrDefault(v => v.Step == Steps.SecondBrowser) is { } second
            && exchanges.Min(c => (c.ArrivedAt - observation.StartedAt).TotalMilliseconds) >= second.AtMs;
    }
}

/// <summary>A second citizen in the same webview sees own data only.</summary>
[Check("AUTH-14")]
internal sealed partial class SecondCitizenSeesOwn : FindingCheck
{
    private static readonly LocalText Expected = new("คนที่สองเห็นเฉพาะข้อมูลของตน", "The second citizen sees own data only");

    protected override LocalText Passing { get; } = new("คนที่สองเห็นข้อมูลของตน ไม่มีข้อมูลของคนแรกเหลืออยู่", "The second citizen saw own data, and nothing of the first was left.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Parts.First(observation) is not null && observation.Citizens.Any(c => c.Key == "second") && observation.Snapshots.Any(s => s.Step == Steps.Second);

    protected override LocalText? Unclear(CaseEvidence evidence, Observation observation) => UnansweredEntry.Unshown(observation, s => observation.Citizens.FirstOrDefault(c => c.Key == (s.Step == Steps.Enter ? "first" : "second")));

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var first = Parts.First(observation);
        var second = observation.Citizens.FirstOrDefault(c => c.Key == "second");
        if (first is null || second is null)
        {
            yield break;
        }

        foreach (var snapshot in Parts.SnapshotsOf(observation, Steps.Second, Steps.SecondReload))
        {
            if (!PersonalData.ShowsName(snapshot.Text, second) && UnansweredEntry.Before(observation, second, snapshot) is null)
            {
                yield return Say.Found(Expected, new LocalText("ไม่แสดงชื่อของคนที่สอง หน้าแสดง: " + Say.Quote(snapshot.Text), "The second citizen's name is not shown; the page shows: " + Say.Quote(snapshot.Text)), Say.Bare(snapshot.Url), Say.At(observation, snapshot));
            }
        }

        foreach (var finding in new[] { Steps.Second, Steps.SecondReload }.SelectMany(step => Exposure.In(evidence, observation, first, step, Expected, [second])))
        {
            yield return finding;
        }

        // Browsers store nothing of a host whose certificate they were told to accept, as in this test; on a citizen's phone they do.
        foreach (var stored in observation.Exchanges.Where(e => e.Session == "a" && e.Step is Steps.Enter or Steps.Reload && FreshForOthers(e) && PersonalData.In(evidence.Bodies.Text(e.ResponseBody), first, second).Count > 0)
            .Where(e => observation.Exchanges.Any(s => s.Step == Steps.Second && s.Session == e.Session && s.Method == e.Method && s.Url == e.Url)).DistinctBy(e => e.Url))
        {
            yield return Say.Found(Expected, new LocalText($"คำตอบที่มีข้อมูลของคนแรกอนุญาตให้เบราว์เซอร์เก็บไว้ใช้ซ้ำกับคนที่สอง (Cache-Control: {stored.ResponseHeader("cache-control")})", $"The browser may keep the answer with the first citizen's data and show it to the second (Cache-Control: {stored.ResponseHeader("cache-control")})."), stored.Method + " " + Say.Bare(stored.Url), Say.At(observation, stored));
        }

        foreach (var snapshot in Parts.SnapshotsOf(observation, Steps.Second))
        {
            foreach (var item in snapshot.Storage.Where(i => PersonalData.In(i.Value, first, second).Count > 0))
            {
                yield return Say.Found(Expected, new LocalText("ข้อมูลของคนแรกยังอยู่ในที่เก็บของเบราว์เซอร์", "The first citizen's data is still in the browser's storage."), item.Area + " " + item.Key, Say.At(observation, snapshot));
            }

            foreach (var cookie in snapshot.Cookies.Where(c => Of(c, first).Except(Of(c, second)).Any()))
            {
                yield return Say.Found(Expected, new LocalText("ข้อมูลของคนแรกยังอยู่ในคุกกี้", "The first citizen's data is still in a cookie."), "cookie " + cookie.Name, Say.At(observation, snapshot));
            }
        }
    }

    private static IEnumerable<string> Of(CookieRecord cookie, Citizen citizen) => cookie.Holds.Where(h => h.Citizen == citizen.Key).SelectMany(h => h.Values);

    /// <summary>A browser answers the same request from its store without asking, whoever is logged in.</summary>
    private static bool FreshForOthers(Exchange exchange) =>
        exchange is { Method: "GET", Status: 200 } && exchange.ResponseHeader("cache-control") is { } rule && MaxAge().IsMatch(rule) && !Never().IsMatch(rule)
        && !Varies().IsMatch(exchange.ResponseHeader("vary") ?? "");

    [GeneratedRegex(@"(?<![\w-])max-age\s*=\s*""?0*[1-9]", RegexOptions.IgnoreCase)]
    private static partial Regex MaxAge();

    [GeneratedRegex(@"no-store|no-cache", RegexOptions.IgnoreCase)]
    private static partial Regex Never();

    [GeneratedRegex(@"cookie|authorization|\*", RegexOptions.IgnoreCase)]
    private static partial Regex Varies();
}

/// <summary>Citizens who are in at the same time never see each other's data.</summary>
[Check("AUTH-15")]
internal sealed class TwoNeverMix : CitizensApart
{
    protected override LocalText Expected { get; } = new("แต่ละคนเห็นเฉพาะข้อมูลของตน", "Each sees own data only");

    protected override LocalText Passing { get; } = new("สองคนใช้งานพร้อมกันและเห็นเฉพาะข้อมูลของตน", "Two citizens at once saw own data only.");

    protected override Citizen? CitizenOf(Observation observation, string session) => observation.Citizens.FirstOrDefault(c => c.Key == (session == "a" ? "first" : "second"));
}

/// <summary>Twenty entries at once succeed and are not mixed up.</summary>
[Check("AUTH-16")]
internal sealed class TwentyNeverMix : CitizensApart
{
    protected override LocalText Expected { get; } = new("ทั้ง 20 คนเข้าได้และเห็นเฉพาะข้อมูลของตน", "All twenty enter and see own data only");

    protected override LocalText Passing { get; } = new("20 คนเข้าพร้อมกันได้ครบและไม่สลับข้อมูล", "Twenty entered at once, none mixed up.");

    protected override int Least(CaseEvidence evidence) => (int)evidence.Number("entries");

    protected override Citizen? CitizenOf(Observation observation, string session) => observation.Citizens.FirstOrDefault(c => c.Key == "citizen" + session[1..]);
}

internal abstract class CitizensApart : FindingCheck
{
    protected abstract LocalText Expected { get; }

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Snapshots.Where(Inside).Select(s => CitizenOf(observation, s.Session)?.Key).OfType<string>().Distinct().Count() >= Least(evidence);

    /// <summary>False for the pages on which somebody chooses to log in: they know nobody yet.</summary>
    private static bool Inside(Snapshot snapshot) =>
        !snapshot.Step.StartsWith(ProviderEntry.Start, StringComparison.Ordinal) && !snapshot.Step.StartsWith(ProviderEntry.SignIn, StringComparison.Ordinal);

    /// <summary>How many citizens must have been seen for anything to be said.</summary>
    protected virtual int Least(CaseEvidence evidence) => 2;

    protected abstract Citizen? CitizenOf(Observation observation, string session);

    protected override LocalText? Unclear(CaseEvidence evidence, Observation observation) => UnansweredEntry.Unshown(observation, s => Inside(s) ? CitizenOf(observation, s.Session) : null);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var snapshot in observation.Snapshots)
        {
            if (CitizenOf(observation, snapshot.Session) is not { } own)
            {
                continue;
            }

            if (Inside(snapshot) && !PersonalData.ShowsName(snapshot.Text, own) && UnansweredEntry.Before(observation, own, snapshot) is null)
            {
                yield return Say.Found(Expected, new LocalText("ไม่แสดงชื่อของผู้เข้าใช้งาน หน้าแสดง: " + Say.Quote(snapshot.Text), "The citizen's name is not shown; the page shows: " + Say.Quote(snapshot.Text)), $"{snapshot.Session}/{snapshot.Step}", Say.At(observation, snapshot));
            }

            var texts = observation.Exchanges.Where(e => e.Step == snapshot.Step && e.Session == snapshot.Session).Select(e => evidence.Bodies.Text(e.ResponseBody)).Append(snapshot.Text)
                .Concat(Exposure.Messages(observation, snapshot.Step, snapshot.Session).Select(m => m.Detail));
            var near = texts.SelectMany(t => PersonalData.MentionedIn(t, observation.Citizens)).ToHashSet();
            foreach (var other in observation.Citizens.Where(c => c.Key != own.Key && near.Contains(c)))
            {
                foreach (var finding in Exposure.In(evidence, observation, other, snapshot.Step, Expected, [own], snapshot.Session))
                {
                    yield return finding;
                }
            }
        }
    }
}

/// <summary>Finds a citizen's data in what one step showed or loaded.</summary>
internal static class Exposure
{
    /// <summary>What the server sent by WebSocket.</summary>
    public static IEnumerable<PageEvent> Messages(Observation observation, string step, string? session) =>
        observation.Events.Where(e => e.Kind == "websocket.received" && e.Step == step && (session is null || e.Session == session));

    public static IEnumerable<Finding> In(CaseEvidence evidence, Observation observation, Citizen citizen, string step, LocalText expected, IReadOnlyList<Citizen> others, string? session = null)
    {
        foreach (var snapshot in observation.Snapshots.Where(s => s.Step == step && (session is null || s.Session == session)))
        {
            var shown = PersonalData.In(snapshot.Text, citizen, others);
            if (shown.Count > 0)
            {
                yield return Say.Found(expected, new LocalText($"แสดงข้อมูลของผู้อื่น ({string.Join(", ", shown)})", $"Data of another person is shown ({string.Join(", ", shown)})."), $"{Say.Bare(snapshot.Url)} ({snapshot.Session}/{step})", Say.At(observation, snapshot));
            }
        }

        foreach (var exchange in observation.Exchanges.Where(e => e.Step == step && (session is null || e.Session == session) && e.ResponseBody is not null && e.Kind is not "stylesheet"))
        {
            var held = PersonalData.In(evidence.Bodies.Text(exchange.ResponseBody), citizen, others);
            // A script may bring a list of names for everybody; a citizen id is somebody's.
            if (held.Count > 0 && (exchange.Kind != "script" || held.Contains("citizen id")))
            {
                yield return Say.Found(expected, new LocalText($"คำตอบมีข้อมูลของผู้อื่น ({string.Join(", ", held)})", $"An answer holds another person's data ({string.Join(", ", held)})."), exchange.Method + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
            }
        }

        foreach (var message in Messages(observation, step, session))
        {
            var held = PersonalData.In(message.Detail, citizen, others);
            if (held.Count > 0)
            {
                yield return Say.Found(expected, new LocalText($"ข้อความ WebSocket ที่ได้รับมีข้อมูลของผู้อื่น ({string.Join(", ", held)})", $"A WebSocket message holds another person's data ({string.Join(", ", held)})."), message.Source is null ? null : Say.Bare(message.Source), Say.At(observation, message));
            }
        }
    }
}
