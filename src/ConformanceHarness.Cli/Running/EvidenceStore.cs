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

    public Observation Keep(ObservationRecorder recorder, Observation recorded)
    {
        var raw = CookieContents.Noted(recorded);
        ObservedSecrets.Note(redactor, raw);
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
            Exchanges = [.. raw.Exchanges.Select(e => StaticFiles.WithoutRepetition(e) with { RequestBody = Now(e.RequestBody), ResponseBody = Now(e.ResponseBody) })],
            Replays = [.. raw.Replays.Select(r => r with { RequestBody = Now(r.RequestBody), ResponseBody = Now(r.ResponseBody) })],
            Snapshots = [.. raw.Snapshots.Select(s => s with { Html = Now(s.Html) })],
        };
        var json = Encoding.UTF8.GetBytes(redactor.Redact(Encoding.UTF8.GetString(RecordJson.Write(moved))));
        var kept = RecordJson.ReadObservation(json);
        Write(EntryNames.Observation(kept.Scenario, kept.Channel, kept.Attempt), json);
        ledger.Attempt(kept, Convert.ToHexStringLower(SHA256.HashData(json)));
        return kept;
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
