using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>Session cookies are Secure, HttpOnly and SameSite, by their Set-Cookie headers.</summary>
[Check("SEC-05")]
internal sealed partial class SessionCookiesGuarded : FindingCheck
{
    private static readonly LocalText Expected = new("คุกกี้เซสชันมี Secure, HttpOnly และ SameSite=Lax หรือ Strict", "Session cookies have Secure, HttpOnly and SameSite=Lax or Strict");

    protected override LocalText Passing { get; } = new("ตรวจเฮดเดอร์ Set-Cookie ของคุกกี้เซสชันทั้งหมดแล้ว", "All Set-Cookie headers of session cookies were checked.");

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        var byHeader = new HashSet<string>(StringComparer.Ordinal);
        foreach (var exchange in observation.Exchanges.Where(e => Parts.IsWeb(e.Url) && Parts.IsFirstParty(evidence, e.Url)))
        {
            foreach (var header in exchange.ResponseHeaders.Where(h => h.Name.Equals("set-cookie", StringComparison.OrdinalIgnoreCase)).SelectMany(h => h.Value.Split('\n')))
            {
                var parts = header.Split(';').Select(p => p.Trim()).ToList();
                var pair = parts[0].Split('=', 2);
                var value = pair.Length > 1 ? pair[1].Trim('"') : "";
                byHeader.Add(pair[0]);
                if (value.Length == 0 || !IsSession(pair[0], value) || reported.Contains(pair[0]) || parts.Skip(1).Any(IsDeletion))
                {
                    continue;
                }

                var missing = new List<string>();
                if (!parts.Skip(1).Any(p => Attribute(p).Equals("secure", StringComparison.OrdinalIgnoreCase)))
                {
                    missing.Add("Secure");
                }

                if (!parts.Skip(1).Any(p => Attribute(p).Equals("httponly", StringComparison.OrdinalIgnoreCase)))
                {
                    missing.Add("HttpOnly");
                }

                if (!parts.Skip(1).Select(p => p.Replace(" ", "", StringComparison.Ordinal)).Any(p => p.Equals("samesite=lax", StringComparison.OrdinalIgnoreCase) || p.Equals("samesite=strict", StringComparison.OrdinalIgnoreCase)))
                {
                    missing.Add("SameSite");
                }

                if (missing.Count > 0 && reported.Add(pair[0]))
                {
                    yield return Say.Found(Expected, new LocalText($"คุกกี้ {pair[0]} ไม่มี {string.Join(", ", missing)}", $"Cookie {pair[0]} lacks {string.Join(", ", missing)}."), exchange.Method + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
                }
            }
        }

        // A session cookie written by script can't be HttpOnly.
        foreach (var cookie in observation.Snapshots.SelectMany(s => s.Cookies).Where(c => !c.HttpOnly && !byHeader.Contains(c.Name) && SessionName().IsMatch(c.Name) && !Harmless(c.Name) && Parts.IsFirstParty(evidence, "https://" + c.Domain.TrimStart('.'))).DistinctBy(c => c.Name))
        {
            yield return Say.Found(Expected, new LocalText($"สคริปต์เป็นผู้เขียนคุกกี้ {cookie.Name} จึงไม่มี HttpOnly", $"Cookie {cookie.Name} is written by script, so it is not HttpOnly."), cookie.Domain);
        }
    }

    /// <summary>A session cookie by its name, or by an opaque value: redacted values were at least 16 characters long.</summary>
    private static bool IsSession(string name, string value) =>
        !Harmless(name) && (SessionName().IsMatch(name) || Placeholders.First(value, "cookie", "token", "mToken") is not null || Opaque().IsMatch(value));

    private static bool Harmless(string name) => AntiForgery().IsMatch(name) || Infrastructure().IsMatch(name) || Preference().IsMatch(name);

    private static string Attribute(string part) => part.Split('=')[0].TrimEnd();

    /// <summary>Takes the cookie away ("sid=deleted; Max-Age=0"): there is nothing left to guard.</summary>
    private static bool IsDeletion(string part) => Deletion().IsMatch(part);

    [GeneratedRegex(@"^max-age\s*=\s*(0|-\d+)$|^expires\s*=.*\b19[67]\d\b", RegexOptions.IgnoreCase)]
    private static partial Regex Deletion();

    // Long values that name nobody: what the visitor chose, and whether a cookie may be kept.
    [GeneratedRegex("culture|lang(uage)?$|^lang|locale|theme|consent|i18n|fontsize|pdpa", RegexOptions.IgnoreCase)]
    private static partial Regex Preference();

    [GeneratedRegex("sess|sid$|^sid|auth|token|jwt|login|identity|remember|asp\\.net|user", RegexOptions.IgnoreCase)]
    private static partial Regex SessionName();

    // Double-submit values are read by script on purpose.
    [GeneratedRegex("csrf|xsrf|antiforgery|__requestverification", RegexOptions.IgnoreCase)]
    private static partial Regex AntiForgery();

    [GeneratedRegex("^(AWSALB|BIGipServer|ARRAffinity|TS[0-9a-f]{6,}|__cf|cf_|_ga|_gid|_fbp|_hj|_cl(ck|sk)$|lb$|route$|incap_|visid_|SERVERID)", RegexOptions.IgnoreCase)]
    private static partial Regex Infrastructure();

    [GeneratedRegex("^[A-Za-z0-9+/_%.~-]{16,}={0,2}$")]
    private static partial Regex Opaque();
}

/// <summary>Answers with personal data are not stored on the way.</summary>
[Check("SEC-06")]
internal sealed class PersonalAnswersNotStored : FindingCheck
{
    private static readonly LocalText Expected = new("Cache-Control: no-store", "Cache-Control: no-store");

    protected override LocalText Passing { get; } = new("คำตอบที่มีข้อมูลส่วนบุคคลระบุ no-store ทั้งหมด", "All answers with personal data say no-store.");

    protected override LocalText NothingSeen { get; } = new("ไม่พบคำตอบที่มีข้อมูลส่วนบุคคลในรูปที่อ่านได้", "No answer with personal data could be read.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Personal.Answers(evidence, observation).Any();

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var exchange in Personal.Answers(evidence, observation).Where(e => !e.ResponseHeaders.Any(h => h.Name.Equals("cache-control", StringComparison.OrdinalIgnoreCase) && h.Value.Contains("no-store", StringComparison.OrdinalIgnoreCase))).DistinctBy(e => Say.Bare(e.Url)))
        {
            yield return Say.Found(Expected, new LocalText($"Cache-Control: {exchange.ResponseHeader("cache-control") ?? "(ไม่มี)"}", $"Cache-Control: {exchange.ResponseHeader("cache-control") ?? "(none)"}"), exchange.Method + " " + Say.Bare(exchange.Url), Say.At(observation, exchange));
        }
    }
}

/// <summary>What returned personal data is refused without the session.</summary>
[Check("SEC-07")]
internal sealed class RefusedWithoutSession : FindingCheck
{
    private static readonly LocalText Expected = new("ปฏิเสธคำขอที่ไม่มีเซสชัน", "Refused without the session");

    protected override LocalText Passing { get; } = new("ส่งคำขอที่ได้ข้อมูลส่วนบุคคลซ้ำโดยไม่มีเซสชันแล้ว ถูกปฏิเสธทั้งหมด", "Every request that returned personal data was repeated without the session and refused.");

    protected override LocalText NothingSeen { get; } = new("ไม่พบคำขอที่ได้ข้อมูลส่วนบุคคลในรูปที่ส่งซ้ำได้", "No request that returned personal data could be repeated.");

    protected override bool Saw(CaseEvidence evidence, Observation observation)
    {
        var repeated = observation.Replays.Where(r => r.Purpose == "withoutSession" && r.Status > 0).Select(r => r.Of).ToHashSet();
        return Personal.Answers(evidence, observation).Any(e => repeated.Contains(e.Number));
    }

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation) =>
        Personal.Returned(evidence, observation, "withoutSession", Parts.First(observation), Expected, new LocalText("ได้ข้อมูลส่วนบุคคลโดยไม่มีเซสชัน", "It returned personal data without a session."));
}

/// <summary>Another citizen's requests return nothing in one's own session.</summary>
[Check("SEC-08")]
internal sealed class OtherCitizensRefused : FindingCheck
{
    private static readonly LocalText Expected = new("ไม่ได้ข้อมูลของประชาชนคนอื่น", "Nothing of another citizen");

    protected override LocalText Passing { get; } = new("ส่งคำขอของอีกคนในเซสชันของตนแล้ว ไม่ได้ข้อมูลของอีกคน", "The other citizen's requests, sent in one's own session, returned nothing of theirs.");

    protected override LocalText NothingSeen { get; } = new("ไม่มีคำขอที่ส่งซ้ำได้", "There was no request to repeat.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Replays.Any(r => r.Purpose == "otherCitizen" && r.Status > 0);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var replay in observation.Replays.Where(r => r.Purpose == "otherCitizen"))
        {
            if (observation.Exchanges.FirstOrDefault(e => e.Number == replay.Of)?.Session is not { } session)
            {
                continue;
            }

            var owner = observation.Citizens.FirstOrDefault(c => c.Key == (session == "a" ? "first" : "second"));
            var own = observation.Citizens.FirstOrDefault(c => c.Key == (session == "a" ? "second" : "first"));
            if (owner is null || own is null)
            {
                continue;
            }

            var held = PersonalData.In(evidence.Bodies.Text(replay.ResponseBody), owner, own);
            if (held.Count > 0)
            {
                yield return Say.Found(Expected, new LocalText($"ได้ข้อมูลของอีกคน ({string.Join(", ", held)})", $"It returned the other citizen's data ({string.Join(", ", held)})."), replay.Method + " " + Say.Bare(replay.Url), Say.At(observation, replay));
            }
        }
    }
}

/// <summary>The protecting headers are set.</summary>
[Check("SEC-11")]
internal sealed partial class ProtectingHeaders : FindingCheck
{
    private static readonly LocalText Expected = new("มี Strict-Transport-Security, X-Content-Type-Options: nosniff, Referrer-Policy และ Content-Security-Policy", "Strict-Transport-Security, X-Content-Type-Options: nosniff, Referrer-Policy and Content-Security-Policy");

    protected override LocalText Passing { get; } = new("หน้าแรกมีเฮดเดอร์ป้องกันครบ", "The landing page sets all of them.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => Landing(observation) is not null;

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var document = Landing(observation)!;
        var html = evidence.Bodies.Text(document.ResponseBody) ?? "";
        var missing = new List<string>();
        if (!MaxAge().IsMatch(document.ResponseHeader("strict-transport-security") ?? ""))
        {
            missing.Add("Strict-Transport-Security");
        }

        if (!(document.ResponseHeader("x-content-type-options") ?? "").Contains("nosniff", StringComparison.OrdinalIgnoreCase))
        {
            missing.Add("X-Content-Type-Options: nosniff");
        }

        if (document.ResponseHeader("referrer-policy") is not { } referrer ? !MetaReferrer().IsMatch(html) : Unsafe().IsMatch(referrer))
        {
            missing.Add(document.ResponseHeader("referrer-policy") is null ? "Referrer-Policy" : "Referrer-Policy (unsafe-url sends whole addresses to everybody)");
        }

        if (document.ResponseHeader("content-security-policy") is null && !MetaPolicy().IsMatch(html))
        {
            missing.Add("Content-Security-Policy");
        }

        foreach (var name in missing)
        {
            yield return Say.Found(Expected, new LocalText("ไม่มี " + name, "Missing: " + name), Say.Bare(document.Url), Say.At(observation, document));
        }
    }

    private static Exchange? Landing(Observation observation) => observation.Exchanges.LastOrDefault(e => e is { Navigation: true, Step: Steps.Enter or Steps.Anonymous } && e.Status is >= 200 and < 300);

    [GeneratedRegex(@"max-age\s*=\s*""?[1-9]", RegexOptions.IgnoreCase)]
    private static partial Regex MaxAge();

    // Of a list of policies a browser takes the last that it knows.
    [GeneratedRegex(@"(?:^|,)\s*unsafe-url\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Unsafe();

    [GeneratedRegex("<meta[^>]+name=[\"']?referrer", RegexOptions.IgnoreCase)]
    private static partial Regex MetaReferrer();

    [GeneratedRegex("<meta[^>]+http-equiv=[\"']?content-security-policy[\"' >]", RegexOptions.IgnoreCase)]
    private static partial Regex MetaPolicy();
}

/// <summary>No foreign origin may read answers with credentials.</summary>
[Check("SEC-12")]
internal sealed class ForeignOriginsCantRead : FindingCheck
{
    private static readonly LocalText Expected = new("ไม่อนุญาตให้ origin อื่นอ่านคำตอบพร้อมข้อมูลยืนยันตัวตน", "No foreign origin may read with credentials");

    protected override LocalText Passing { get; } = new("ส่งคำขอในนาม origin อื่นแล้ว ไม่มีคำตอบใดอนุญาต", "Requests with foreign origins were tried: none is allowed to read.");

    protected override LocalText NothingSeen { get; } = new("ไม่มีคำขอที่ส่งซ้ำได้", "There was no request to repeat.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => observation.Replays.Any(r => r.Purpose == "foreignOrigin" && r.Status > 0);

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var replay in observation.Replays.Where(r => r.Purpose == "foreignOrigin"))
        {
            var origin = Header.Find(replay.RequestHeaders, "Origin");
            if (origin is not null && replay.ResponseHeader("access-control-allow-origin") == origin && string.Equals(replay.ResponseHeader("access-control-allow-credentials"), "true", StringComparison.OrdinalIgnoreCase))
            {
                yield return Say.Found(Expected, new LocalText($"อนุญาตให้ {origin} อ่านคำตอบ", $"{origin} is allowed to read the answer."), replay.Method + " " + Say.Bare(replay.Url), Say.At(observation, replay));
            }
        }
    }
}

/// <summary>Markup in the pair is never executed.</summary>
[Check("SEC-13")]
internal sealed class MarkupNeverRuns : FindingCheck
{
    private static readonly LocalText Expected = new("มาร์กอัปใน appId และ mToken ไม่ถูกประมวลผล", "Markup in appId or mToken is not executed");

    protected override LocalText Passing { get; } = new("ส่งมาร์กอัปหลายแบบใน appId และ mToken แล้วไม่ถูกประมวลผล", "Several kinds of markup were sent in appId and mToken; none ran.");

    protected override LocalText NothingSeen { get; } = new("ระบบบริการไม่ได้ตอบที่อยู่ที่มีมาร์กอัป", "The service answered no address with markup in it.");

    /// <summary>Where no page comes back nothing could run.</summary>
    protected override bool Saw(CaseEvidence evidence, Observation observation) =>
        observation.Visits.Count > 0 && observation.Visits.All(v => v.Status is > 0 || observation.Exchanges.Any(e => e.Step == v.Step && e.Status > 0));

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        foreach (var dialog in observation.Events.Where(e => e.Kind == "dialog" && e.Detail.Contains(MarkupScenario.Marker, StringComparison.Ordinal)).DistinctBy(e => e.Step))
        {
            yield return Say.Found(Expected, new LocalText($"มาร์กอัปแบบ {dialog.Step} ถูกประมวลผล", $"Markup of kind {dialog.Step} was executed."), dialog.Source is null ? null : Say.Bare(dialog.Source), Say.At(observation, dialog));
        }
    }
}

/// <summary>The session identifier changes at login.</summary>
[Check("SEC-14")]
internal sealed class SessionChangesAtLogin : FindingCheck
{
    private static readonly LocalText Expected = new("รหัสเซสชันเปลี่ยนเมื่อเข้าสู่ระบบ", "The session identifier changes at login");

    protected override LocalText Passing { get; } = new("คุกกี้ก่อนเข้าสู่ระบบใช้ดูข้อมูลหลังเข้าสู่ระบบไม่ได้", "The cookies from before the login open nothing after it.");

    protected override LocalText NothingSeen { get; } = new("ไม่พบคำขอที่ได้ข้อมูลส่วนบุคคลหลังเข้าสู่ระบบ", "No request after the login returned personal data.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) =>
        Personal.Answers(evidence, observation).Any() && (observation.Replays.Any(r => r.Purpose == "preLoginSession" && r.Status > 0) || observation.Snapshots.Any(s => s is { Step: Steps.Anonymous, Cookies.Count: 0 }));

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation) =>
        Personal.Returned(evidence, observation, "preLoginSession", Parts.First(observation), Expected, new LocalText("คุกกี้ที่ได้ก่อนเข้าสู่ระบบใช้ดูข้อมูลส่วนบุคคลได้", "The cookies from before the login return personal data."));
}

internal static class Personal
{
    /// <summary>First-party answers that hold the first citizen's data, in steps of that citizen, journeys included.</summary>
    public static IEnumerable<Exchange> Answers(CaseEvidence evidence, Observation observation) =>
        Parts.First(observation) is not { } citizen ? []
        : observation.Exchanges.Where(e => Parts.IsOwnUse(e.Step) && e.Kind is "document" or "fetch" or "xhr" or "eventsource" && e.Status is >= 200 and < 300 && Parts.IsFirstParty(evidence, e.Url)
            && PersonalData.In(evidence.Bodies.Text(e.ResponseBody), citizen).Count > 0);

    /// <summary>Replays that still returned the citizen's data.</summary>
    public static IEnumerable<Finding> Returned(CaseEvidence evidence, Observation observation, string purpose, Citizen? citizen, LocalText expected, LocalText seen)
    {
        if (citizen is null)
        {
            yield break;
        }

        foreach (var replay in observation.Replays.Where(r => r.Purpose == purpose))
        {
            var held = PersonalData.In(evidence.Bodies.Text(replay.ResponseBody), citizen);
            if (held.Count > 0)
            {
                yield return Say.Found(expected, new LocalText($"{seen.Th} ({string.Join(", ", held)})", $"{seen.En} ({string.Join(", ", held)})"), replay.Method + " " + Say.Bare(replay.Url), Say.At(observation, replay));
            }
        }
    }
}
