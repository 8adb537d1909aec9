using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Running;

/// <summary>
/// Redacts what a scenario recorded, writes it into the run's folder and notes it in the ledger, in this order, so that what the ledger
/// names is always there. What it returns is what was written: judging rests on the same bytes that are signed.
/// </summary>
internal sealed class EvidenceStore(string folder, LedgerWriter ledger, Redactor redactor) : ISecretSink, IBodies
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public void Add(string kind, string value) => redactor.Add(kind, value);

    public string? Text(string? digest)
    {
        if (digest is null)
        {
            return null;
        }

        lock (gate)
        {
            return texts.TryGetValue(digest, out var text) ? text : texts[digest] = File.ReadAllText(Path.Combine(folder, EntryNames.Body(digest)));
        }
    }

    public Observation Keep(ObservationRecorder recorder, Observation raw)
    {
        NoteSecrets(raw);
        var bodies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (digest, bytes) in recorder.Texts)
        {
            bodies[digest] = KeepText(redactor.Redact(Encoding.UTF8.GetString(bytes)));
        }

        foreach (var (digest, png) in recorder.Pictures)
        {
            Write(EntryNames.Screenshot(digest), png);
        }

        string? Now(string? digest) => digest is null ? null : bodies[digest];
        var moved = raw with
        {
            Exchanges = [.. raw.Exchanges.Select(e => e with { RequestBody = Now(e.RequestBody), ResponseBody = Now(e.ResponseBody) })],
            Replays = [.. raw.Replays.Select(r => r with { RequestBody = Now(r.RequestBody), ResponseBody = Now(r.ResponseBody) })],
            Snapshots = [.. raw.Snapshots.Select(s => s with { Html = Now(s.Html) })],
        };
        var json = Encoding.UTF8.GetBytes(redactor.Redact(Encoding.UTF8.GetString(RecordJson.Write(moved))));
        var kept = RecordJson.ReadObservation(json);
        Write(EntryNames.Observation(kept.Scenario, kept.Channel, kept.Attempt), json);
        ledger.Attempt(kept, Convert.ToHexStringLower(SHA256.HashData(json)));
        return kept;
    }

    /// <summary>What turned out to be secret while the scenario ran: access tokens, session cookies, bearer credentials.</summary>
    private void NoteSecrets(Observation raw)
    {
        foreach (var token in raw.Gateway.Select(c => c.Token).OfType<string>())
        {
            redactor.Add("token", token);
        }

        var cookies = raw.Snapshots.SelectMany(s => s.Cookies).Select(c => c.Value)
            .Concat(raw.Exchanges.SelectMany(e => e.ResponseHeaders).Where(h => h.Name.Equals("set-cookie", StringComparison.OrdinalIgnoreCase))
                .SelectMany(h => h.Value.Split('\n')).Select(h => h.Split(';')[0].Split('=', 2)).Where(p => p.Length == 2).Select(p => p[1].Trim('"')));
        foreach (var value in cookies.Where(v => v.Length >= 16).Distinct())
        {
            // A cookie that holds another secret must go on showing it.
            if (redactor.Redact(value) == value)
            {
                redactor.Add("cookie", value);
            }
        }

        foreach (var header in raw.Exchanges.SelectMany(e => e.RequestHeaders).Where(h => h.Name.Equals("authorization", StringComparison.OrdinalIgnoreCase)))
        {
            var value = header.Value.Split(' ', 2)[^1];
            if (value.Length >= 16 && redactor.Redact(value) == value)
            {
                redactor.Add("credential", value);
            }
        }
    }

    private string KeepText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        lock (gate)
        {
            if (texts.TryAdd(digest, text))
            {
                Write(EntryNames.Body(digest), bytes);
            }
        }

        return digest;
    }

    private void Write(string entry, byte[] bytes)
    {
        var path = Path.Combine(folder, entry);
        if (File.Exists(path) && new FileInfo(path).Length == bytes.Length && entry.StartsWith(EntryNames.Screenshots, StringComparison.Ordinal))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = path + "." + Environment.CurrentManagedThreadId + ".part";
        File.WriteAllBytes(part, bytes);
        File.Move(part, path, overwrite: true);
    }
}
