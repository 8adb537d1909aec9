using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions.Machine;

namespace ConformanceHarness.Sessions;

/// <summary>
/// Collects what one attempt at a scenario records. Thread-safe. What it holds is raw: it is redacted before it is written or judged.
/// </summary>
public sealed class ObservationRecorder
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly long startStamp;
    private readonly SortedDictionary<int, Exchange> exchanges = [];
    private readonly List<Citizen> citizens = [];
    private readonly List<Entry> entries = [];
    private readonly List<Visit> visits = [];
    private readonly List<PageEvent> events = [];
    private readonly List<Snapshot> snapshots = [];
    private readonly List<Replay> replays = [];
    private readonly List<TransportProbe> transport = [];
    private readonly List<DocumentFile> documents = [];
    private readonly ConcurrentDictionary<string, byte[]> texts = new();
    private readonly ConcurrentDictionary<string, byte[]> pictures = new();
    private readonly StrainMeter meter;
    private int number;

    /// <param name="meter">what else the machine does; null: the meter of this process</param>
    public ObservationRecorder(string scenario, Channel channel, int attempt, TimeProvider clock, StrainMeter? meter = null)
    {
        this.meter = meter ?? StrainMeter.Shared;
        Scenario = scenario;
        Channel = channel;
        Attempt = attempt;
        this.clock = clock;
        StartedAt = clock.GetUtcNow();
        startStamp = clock.GetTimestamp();
    }

    public string Scenario { get; }
    public Channel Channel { get; }
    public int Attempt { get; }
    public DateTimeOffset StartedAt { get; }

    /// <summary>Raw text bodies by digest.</summary>
    public IReadOnlyDictionary<string, byte[]> Texts => texts;

    /// <summary>PNG bytes by digest.</summary>
    public IReadOnlyDictionary<string, byte[]> Pictures => pictures;

    public long NowMs => (long)clock.GetElapsedTime(startStamp).TotalMilliseconds;

    public int NextExchange() => Interlocked.Increment(ref number);

    public void Add(Citizen citizen) => Locked(() => citizens.Add(citizen));

    public void Add(Entry entry) => Locked(() => entries.Add(entry));

    /// <summary>Adds a visit that has just ended, with what held up the machine since it began.</summary>
    public Visit Add(Visit visit)
    {
        var strained = visit with { Strain = StrainSince(visit.AtMs) };
        Locked(() => visits.Add(strained));
        return strained;
    }

    /// <summary>What held up the machine since a moment of this observation.</summary>
    public MachineStrain StrainSince(long atMs) => meter.Since(startStamp + (long)(atMs / 1000.0 * clock.TimestampFrequency));

    public void Add(PageEvent happened) => Locked(() =>
    {
        // A page that shouts without end is recorded as far as anybody would read.
        if (events.Count < 5000)
        {
            events.Add(happened);
        }
    });

    public void Add(Snapshot snapshot) => Locked(() => snapshots.Add(snapshot));

    public void Add(Replay replay) => Locked(() => replays.Add(replay));

    public void Add(TransportProbe probe) => Locked(() => transport.Add(probe));

    public void Add(DocumentFile file) => Locked(() => documents.Add(file));

    public void Put(Exchange exchange) => Locked(() =>
    {
        if (exchanges.Count < 5000 || exchanges.ContainsKey(exchange.Number))
        {
            exchanges[exchange.Number] = exchange;
        }
    });

    /// <summary>Changes a recorded exchange in one step, so that events that arrive at once do not undo each other.</summary>
    public void Update(int exchange, Func<Exchange, Exchange> change) => Locked(() =>
    {
        if (exchanges.TryGetValue(exchange, out var current))
        {
            exchanges[exchange] = change(current);
        }
    });

    public IReadOnlyList<Exchange> Exchanges
    {
        get
        {
            lock (gate)
            {
                return [.. exchanges.Values];
            }
        }
    }

    public IReadOnlyList<Snapshot> Snapshots
    {
        get
        {
            lock (gate)
            {
                return [.. snapshots];
            }
        }
    }

    public string Keep(string text) => Keep(texts, Encoding.UTF8.GetBytes(text));

    public string KeepPicture(byte[] png) => Keep(pictures, png);

    public string? TextOf(string? digest) => digest is null ? null : Encoding.UTF8.GetString(texts[digest]);

    /// <summary>The observation as recorded so far, raw.</summary>
    public Observation Finish(Provenance provenance, ObservationEnd end, string? reason, IReadOnlyList<GatewayCall> gateway, string? gatewayAddress)
    {
        lock (gate)
        {
            return new Observation
            {
                Scenario = Scenario,
                Channel = Channel,
                Attempt = Attempt,
                Provenance = provenance,
                StartedAt = StartedAt,
                DurationMs = NowMs,
                End = end,
                EndReason = reason,
                GatewayAddress = gatewayAddress,
                Citizens = [.. citizens],
                Entries = [.. entries],
                Visits = [.. visits.OrderBy(v => v.AtMs)],
                Exchanges = [.. exchanges.Values],
                Events = [.. events],
                Snapshots = [.. snapshots],
                Gateway = gateway,
                Replays = [.. replays],
                Transport = [.. transport],
                Documents = [.. documents],
            };
        }
    }

    private static string Keep(ConcurrentDictionary<string, byte[]> store, byte[] bytes)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        store.TryAdd(digest, bytes);
        return digest;
    }

    private void Locked(Action action)
    {
        lock (gate)
        {
            action();
        }
    }
}
