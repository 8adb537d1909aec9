using System.Text.RegularExpressions;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Suites.MinimumTestcase.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>The provider's tokens and the client's secret stay on the server; only the way out carries the id_token, to the provider itself.</summary>
internal static partial class OidcTokens
{
    private static readonly LocalText Expected = new("โทเค็นของผู้ให้บริการยืนยันตัวตนและ client secret ไม่ถึงเบราว์เซอร์", "Neither the provider's tokens nor the client secret reach the browser");
    private static readonly string[] Kinds = ["idToken", "accessToken", "clientSecret"];

    public static Answered Answer(OidcEvidence seen)
    {
        var found = Find(seen).DistinctBy(f => (f.Seen.En, f.Where)).Take(4).ToList();
        var issued = seen.CallsOf(seen.Citizen("first"), "token").Any(c => c is { Status: 200, IdToken: not null } or { Status: 200, AccessToken: not null });
        return found.Count == 0 && !(issued && seen.Observation.Snapshots.Any(s => s.Step == Steps.Enter))
            ? Answered.Not("ไม่พบว่าผู้ให้บริการยืนยันตัวตนออกโทเค็น จึงบอกไม่ได้ว่ารั่วหรือไม่", "No token was seen to be issued, so none could have been seen to leak.")
            : new Answered(found);
    }

    private static IEnumerable<Finding> Find(OidcEvidence seen)
    {
        foreach (var exchange in seen.Observation.Exchanges)
        {
            foreach (var (place, text) in Placeholders.Texts(exchange, seen.Evidence.Bodies))
            {
                // A body tells the way out only where it was asked for; what a page carries all the time is in the browser all the time.
                var leaving = place is not "response body" || exchange.Step.StartsWith(OidcSteps.Leave, StringComparison.Ordinal);
                if (First(text, leaving) is { } secret)
                {
                    yield return Found(secret, place, Say.Bare(exchange.Url), Say.At(seen.Observation, exchange));
                }
            }
        }

        foreach (var snapshot in seen.Observation.Snapshots)
        {
            var at = Say.At(seen.Observation, snapshot);
            var leaving = snapshot.Step.StartsWith(OidcSteps.Leave, StringComparison.Ordinal);
            foreach (var (place, text) in snapshot.Cookies.Select(c => ("cookie " + c.Name, (string?)c.Value))
                .Concat(snapshot.Storage.Select(s => (s.Area + " " + s.Key, (string?)(s.Key + " " + s.Value))))
                .Append(("page", seen.Evidence.Bodies.Text(snapshot.Html))))
            {
                if (First(text, leaving) is { } secret)
                {
                    yield return Found(secret, place, Say.Bare(snapshot.Url), at);
                }
            }

            foreach (var address in snapshot.History.Append(snapshot.Url))
            {
                if (First(address, true) is { } secret)
                {
                    yield return Found(secret, "address", Say.Bare(address), at);
                }
            }
        }

        foreach (var happened in seen.Observation.Events)
        {
            if (First(happened.Detail, true) is { } secret)
            {
                yield return Found(secret, happened.Kind, happened.Source is null ? null : Say.Bare(happened.Source), Say.At(seen.Observation, happened));
            }
        }
    }

    private static Finding Found(string secret, string place, string? where, EvidenceReference at) =>
        Say.Found(Expected, new LocalText($"พบ {secret} ใน{Thai(place)}", $"{secret} is in the browser: {place}."), where, at);

    private static string? First(string? text, bool leaving) => text is null || !text.Contains('‹', StringComparison.Ordinal) ? null : Placeholders.First(leaving ? WayOut().Replace(text, "") : text, Kinds);

    private static string Thai(string place) => place switch
    {
        "address" => "ที่อยู่ (URL)",
        "response body" => "คำตอบที่ส่งถึงเบราว์เซอร์",
        "request body" => "คำขอของเบราว์เซอร์",
        "page" => "หน้าเว็บ",
        _ => place,
    };

    /// <summary>An address of the provider's endsession with its hint, however it is escaped.</summary>
    [GeneratedRegex(@"[^\s""'<>]*(?:/|%2F|\\/)connect(?:/|%2F|\\/)endsession(?:\?|%3F)[^\s""'<>]*", RegexOptions.IgnoreCase)]
    private static partial Regex WayOut();
}
