using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

/// <summary>Writes a small observation by hand, as a session would have recorded it.</summary>
internal sealed class ObservationBuilder(string scenario, TextBodies bodies)
{
    private LoginMode login = LoginMode.Mock;
    private readonly List<Citizen> citizens = [];
    private readonly List<Entry> entries = [];
    private readonly List<Visit> visits = [];
    private readonly List<Exchange> exchanges = [];
    private readonly List<PageEvent> events = [];
    private readonly List<Snapshot> snapshots = [];
    private readonly List<GatewayCall> gateway = [];
    private readonly List<Replay> replays = [];
    private readonly List<TransportProbe> transport = [];
    private readonly List<DocumentFile> documents = [];

    public static DateTimeOffset Start { get; } = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    public ObservationBuilder By(LoginMode mode)
    {
        login = mode;
        return this;
    }

    public ObservationBuilder Citizen(Citizen citizen)
    {
        citizens.Add(citizen);
        return this;
    }

    public ObservationBuilder Entry(string name, string? mToken, string? citizen = "first", long at = 0)
    {
        entries.Add(new Entry(name, citizen, Samples.AppId, mToken, Samples.Landing, "proper", at));
        return this;
    }

    public ObservationBuilder Visit(string step, Func<Visit, Visit>? change = null, string session = "a", string kind = "open", long at = 0, long? settled = 800)
    {
        var visit = new Visit { Step = step, Session = session, Kind = kind, AtMs = at, Target = Samples.Landing, SettledMs = settled, LimitMs = 15_000, Status = 200 };
        visits.Add(change is null ? visit : change(visit));
        return this;
    }

    public ObservationBuilder Page(string step, string text, Func<Snapshot, Snapshot>? change = null, string session = "a", long at = 900)
    {
        var snapshot = new Snapshot { Step = step, Session = session, AtMs = at, Url = Samples.Landing, Title = "หนังสือรับรอง", Lang = "th", Viewport = "width=device-width, initial-scale=1", Text = text };
        snapshots.Add(change is null ? snapshot : change(snapshot));
        return this;
    }

    public ObservationBuilder Request(string step, string url, string kind = "fetch", string? body = null, Func<Exchange, Exchange>? change = null, string session = "a")
    {
        var exchange = new Exchange { Number = exchanges.Count + 1, Step = step, Session = session, AtMs = 10, Method = "GET", Url = url, Kind = kind, Navigation = kind == "document", Status = 200, ResponseBody = bodies.Keep(body) };
        exchanges.Add(change is null ? exchange : change(exchange));
        return this;
    }

    /// <summary>The landing page's own document.</summary>
    public ObservationBuilder Document(string step, string? body = "<!doctype html><html lang=th>", Func<Exchange, Exchange>? change = null, string session = "a") =>
        Request(step, Samples.Landing, "document", body, change, session);

    public ObservationBuilder Event(string kind, string step, string detail, string? name = null, string? source = null, string session = "a", long at = 500)
    {
        events.Add(new PageEvent { Kind = kind, Step = step, Session = session, AtMs = at, Detail = detail, Name = name, Source = source });
        return this;
    }

    public ObservationBuilder Call(string operation, string? mToken, long at = 100, string? token = "‹token #1 aaaa›", Func<GatewayCall, GatewayCall>? change = null)
    {
        var call = new GatewayCall { Number = gateway.Count + 1, Operation = operation, ArrivedAt = Start.AddMilliseconds(at), Method = "POST", Path = "/ws/" + operation, Status = 200, Conduct = "proper", MToken = mToken, Token = token };
        gateway.Add(change is null ? call : change(call));
        return this;
    }

    public ObservationBuilder Replay(string purpose, int? of, string? body = null, int status = 401, Func<Replay, Replay>? change = null)
    {
        var replay = new Replay { Purpose = purpose, Step = "enter", Of = of, Method = "GET", Url = Samples.Me, Change = "changed", Status = status, ResponseBody = bodies.Keep(body) };
        replays.Add(change is null ? replay : change(replay));
        return this;
    }

    public ObservationBuilder Probe(TransportProbe probe)
    {
        transport.Add(probe);
        return this;
    }

    public ObservationBuilder Document(DocumentFile file)
    {
        documents.Add(file);
        return this;
    }

    public Observation Build(Channel channel = Channel.App) => new()
    {
        Scenario = scenario,
        Channel = channel,
        Attempt = 1,
        Provenance = new Provenance("emulated", "chromium", login),
        StartedAt = Start,
        DurationMs = 5000,
        End = ObservationEnd.Completed,
        GatewayAddress = "https://gateway.test:8444",
        Citizens = citizens,
        Entries = entries,
        Visits = visits,
        Exchanges = exchanges,
        Events = events,
        Snapshots = snapshots,
        Gateway = gateway,
        Replays = replays,
        Transport = transport,
        Documents = documents,
    };
}

/// <summary>Recorded bodies in memory; a body's number stands for its digest.</summary>
internal sealed class TextBodies : IBodies
{
    private readonly List<string> texts = [];

    public string? Keep(string? text)
    {
        if (text is null)
        {
            return null;
        }

        texts.Add(text);
        return (texts.Count - 1).ToString(CultureInfo.InvariantCulture);
    }

    public string? Text(string? digest) => digest is null ? null : texts[int.Parse(digest, CultureInfo.InvariantCulture)];
}
