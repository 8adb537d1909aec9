using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Nightly.History;
using ConformanceHarness.Nightly.Machine;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Nightly.Reporting;
using ConformanceHarness.Nightly.Targets;

namespace ConformanceHarness.Cli.Nightly;

/// <summary>The end of a night: reports, webhook, retention, and what the screen says.</summary>
internal static class NightFiles
{
    /// <summary>Earlier nights with verdicts, the newest first, with their attempts.</summary>
    public static async Task<IReadOnlyList<(NightRecord Night, IReadOnlyList<TargetResult> Results)>> BeforeAsync(HistoryStore history, string night, CancellationToken cancellationToken)
    {
        var nights = await history.NightsAsync(cancellationToken);
        var own = nights.Single(n => n.Night == night);
        var before = new List<(NightRecord, IReadOnlyList<TargetResult>)>();
        foreach (var earlier in nights.Where(n => n is { Down: false } && n.Night != night && n.StartedAt < own.StartedAt).Take(NightReport.Shown))
        {
            before.Add((earlier, await history.ResultsAsync(earlier.Night, cancellationToken)));
        }

        return before;
    }

    public static async Task<int> FinishAsync(Screen screen, NightlyInputs inputs, TargetList list, HistoryStore history, string agentComment, string contact, JsonObject notes, CancellationToken cancellationToken)
    {
        var before = await BeforeAsync(history, inputs.Night, cancellationToken);
        var night = (await history.NightsAsync(cancellationToken)).Single(n => n.Night == inputs.Night);
        var report = NightReport.Of(night, night.EndedAt ?? TimeProvider.System.GetUtcNow(), list.Targets, await history.ResultsAsync(inputs.Night, cancellationToken), before);
        LocalText? Letter(NightReport _, TargetLine line) => line.Tonight is { State: TargetState.Blocked } blocked ? AllowListLetter.Of(line.Target, blocked.Last, agentComment, contact, inputs.From) : null;
        var site = Path.Combine(inputs.Folder, "site");
        NightSite.Write(report, site, Letter);
        using (var junit = File.Create(Path.Combine(inputs.Folder, "nightly.xml")))
        {
            NightJUnit.Write(report, junit);
        }

        await File.WriteAllTextAsync(Path.Combine(inputs.Folder, "nightly.md"), NightMarkdown.Write(report), cancellationToken);
        await ForgetAsync(inputs, history, cancellationToken);
        Say(screen, report, Path.Combine(site, "index.html"));
        var digest = NightDigest.Of(report, screen.Language);
        if (inputs.Webhook is { } webhook && report.ExitCode != ExitCodes.Conformant)
        {
            await SendAsync(screen, new SecretReader(inputs.Targets).Read(webhook), webhook, digest, cancellationToken);
        }

        if (screen.Json)
        {
            foreach (var (name, value) in notes)
            {
                digest[name] = value?.DeepClone();
            }

            digest["site"] = Path.Combine(site, "index.html");
            Screen.WriteJson(digest);
        }

        return report.ExitCode;
    }

    /// <summary>One line a second: seconds since the beginning, MB, processes.</summary>
    public static void WriteMemory(string file, IReadOnlyList<MemorySample> samples)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, ["seconds,megabytes,processes", .. samples.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.At.TotalSeconds:0},{s.Bytes / 1048576.0:0},{s.Processes}"))]);
    }

    /// <summary>A night with nothing new takes two lines.</summary>
    private static void Say(Screen screen, NightReport report, string site)
    {
        screen.Line($"{screen.Say(NightWords.Headline(report))} · {report.Night}", report.ExitCode == ExitCodes.Conformant ? Ink.Green : Ink.Yellow);
        screen.Line(screen.Say(NightWords.Tally(report)));
        if (report.ExitCode == ExitCodes.Conformant)
        {
            return;
        }

        foreach (var incident in report.Incidents)
        {
            screen.Line("  ✗ " + screen.Say(NightWords.Of(incident)), Ink.Red);
        }

        var worse = report.News.Where(n => n.News.Worse).ToList();
        foreach (var (line, news) in worse.Take(20))
        {
            screen.Line($"  ✗ {line.Target.Id}: {screen.Say(news.Words)}", Ink.Red);
        }

        if (worse.Count > 20)
        {
            screen.Line($"  … และอีก {worse.Count - 20} รายการ", $"  … and {worse.Count - 20} more");
        }

        screen.Line(site);
    }

    private static async Task ForgetAsync(NightlyInputs inputs, HistoryStore history, CancellationToken cancellationToken)
    {
        foreach (var night in await history.ForgetAsync(TimeProvider.System.GetUtcNow() - inputs.Retention, inputs.Night, cancellationToken))
        {
            var folder = Path.Combine(inputs.Folder, "nights", night);
            if (NightName.Fits(night) && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task SendAsync(Screen screen, string address, SecretReference named, JsonObject digest, CancellationToken cancellationToken)
    {
        var problem = "";
        try
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var to) || to.Scheme is not ("https" or "http"))
            {
                problem = "no http address";
            }
            else
            {
                using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
                using var content = new StringContent(digest.ToJsonString(), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
                using var answer = await client.PostAsync(to, content, cancellationToken);
                problem = answer.IsSuccessStatusCode ? "" : string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.StatusCode}");
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            problem = e is HttpRequestException http ? http.HttpRequestError.ToString() : "no answer in 20 s";
        }

        if (problem.Length > 0)
        {
            // The address may hold a token: the reference is named, never the address.
            screen.Problem(screen.Say($"! ส่งสรุปไปยัง webhook ({named}) ไม่ได้: {problem}", $"! The digest could not be sent to the webhook ({named}): {problem}"), Ink.Yellow);
        }
    }
}
