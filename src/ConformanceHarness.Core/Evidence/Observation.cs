namespace ConformanceHarness.Core.Evidence;

/// <summary>Where an observation comes from; a verifier's policy can demand particular values.</summary>
/// <param name="Surface">emulated | webview | device | none (no browser: a network probe)</param>
/// <param name="Engine">chromium | webkit | none</param>
/// <param name="Login">how the identity reached the service</param>
/// <param name="EngineVersion">what the engine says of itself, for example "156.0.8078.73"</param>
public sealed record Provenance(string Surface, string Engine, LoginMode Login, string? EngineVersion = null)
{
    /// <summary>"emulated/chromium/minted": what the statement counts by.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Kind => $"{Surface}/{Engine}/{Login switch { LoginMode.Mint => "minted", LoginMode.Proxy => "proxied", _ => Login.ToString().ToLowerInvariant() }}";
}

/// <summary>How an attempt at a scenario ended.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<ObservationEnd>))]
public enum ObservationEnd
{
    /// <summary>Every step was taken and recorded.</summary>
    Completed,

    /// <summary>The scenario's time ran out; what was recorded until then is kept and can be judged.</summary>
    TimedOut,

    /// <summary>The harness (browser, driver, mock platform) failed: nothing can be told about the service.</summary>
    HarnessFailed,

    /// <summary>The network or machine failed between the harness and the service.</summary>
    EnvironmentFailed,

    /// <summary>The user stopped the run.</summary>
    Cancelled,
}

/// <summary>
/// Everything that one attempt at one scenario recorded. It judges nothing. All times (<c>AtMs</c>) are whole milliseconds since
/// <see cref="StartedAt"/>. <c>Step</c> is the scenario's own name of what it was doing; <c>Session</c> names one browser context
/// (cookies and storage of its own): "a", "b", ...
/// </summary>
public sealed record Observation
{
    /// <summary>scenario + channel, for example "entry.app"; together with <see cref="Attempt"/> it is unique in a run.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Id => Scenario + "." + Channel.ToString().ToLowerInvariant();

    public required string Scenario { get; init; }
    public required Channel Channel { get; init; }

    /// <summary>1 for the first try.</summary>
    public required int Attempt { get; init; }
    public required Provenance Provenance { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required long DurationMs { get; init; }
    public required ObservationEnd End { get; init; }

    /// <summary>Why it ended otherwise than completed, in one sentence for a person.</summary>
    public string? EndReason { get; init; }

    /// <summary>Base address of the gateway that the service's back end was pointed at, if the harness knows it.</summary>
    public string? GatewayAddress { get; init; }
    public IReadOnlyList<Citizen> Citizens { get; init; } = [];
    public IReadOnlyList<Entry> Entries { get; init; } = [];
    public IReadOnlyList<Visit> Visits { get; init; } = [];
    public IReadOnlyList<Exchange> Exchanges { get; init; } = [];
    public IReadOnlyList<PageEvent> Events { get; init; } = [];
    public IReadOnlyList<Snapshot> Snapshots { get; init; } = [];
    public IReadOnlyList<GatewayCall> Gateway { get; init; } = [];
    public IReadOnlyList<Replay> Replays { get; init; } = [];
    public IReadOnlyList<TransportProbe> Transport { get; init; } = [];

    /// <summary>Files that the service file names under <c>documents</c>, as they were on the disk.</summary>
    public IReadOnlyList<DocumentFile> Documents { get; init; } = [];
}

/// <summary>A made-up citizen (or, in device mode, placeholders of a real one).</summary>
public sealed record Citizen
{
    /// <summary>Key inside the observation: "first", "second", ...</summary>
    public required string Key { get; init; }

    /// <summary>Which persona recipe made it: ordinary, combiningMarks, longName, sparse, monthOnlyBirth, yearOnlyBirth.</summary>
    public required string Kind { get; init; }
    public required string UserId { get; init; }

    /// <summary>13 digits with a valid checksum.</summary>
    public required string CitizenId { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }

    /// <summary>CE yyyyMMdd with dashes for unknown parts; null when the platform has none.</summary>
    public string? DateOfBirth { get; init; }

    /// <summary>null: the platform sends a null; "": the platform leaves the field out.</summary>
    public string? Mobile { get; init; }

    /// <summary>null: the platform sends a null; "": the platform leaves the field out.</summary>
    public string? Email { get; init; }
    public bool Notification { get; init; } = true;
}

/// <summary>One entry handed to the service: the pair the channel puts into the address.</summary>
/// <param name="Citizen">key of the citizen, null where the entry belongs to nobody (unknown mToken, no parameters)</param>
/// <param name="MToken">placeholder of the mToken once recorded</param>
/// <param name="Conduct">what the gateway was told to do with it, for example "proper", "http500", "silent"</param>
public sealed record Entry(string Name, string? Citizen, string? AppId, string? MToken, string Address, string Conduct, long AtMs);

/// <summary>One document load or other step in one page, with what settling it took.</summary>
public sealed record Visit
{
    public required string Step { get; init; }
    public required string Session { get; init; }

    /// <summary>open | reload | back | tap | doubleTap | fill | choose | attach | expect | keys</summary>
    public required string Kind { get; init; }
    public required long AtMs { get; init; }

    /// <summary>The address that was asked for, or what was tapped.</summary>
    public required string Target { get; init; }

    /// <summary>Milliseconds from the start of the visit until it was settled; null if it never was within the limit.</summary>
    public long? SettledMs { get; init; }

    /// <summary>What was still missing when the waiting ended, for example "loading: กำลังโหลด", "requests: 1", "text still changing".</summary>
    public string? Unsettled { get; init; }

    /// <summary>Until when the waiting lasted at most.</summary>
    public required long LimitMs { get; init; }

    /// <summary>Navigation error of the browser (net::ERR_…), if the document could not be loaded.</summary>
    public string? Error { get; init; }

    /// <summary>Status of the document's final answer, if there was one.</summary>
    public int? Status { get; init; }

    /// <summary>Addresses of the document's redirect chain, first to last; the last is the final document.</summary>
    public IReadOnlyList<string> Redirects { get; init; } = [];

    /// <summary>False where the step could not be taken: nothing to tap, no history to go back in.</summary>
    public bool Done { get; init; } = true;

    /// <summary>Where a step found nothing: what the page offers that comes nearest, e.g. "button ส่งคำร้อง"; nearest first.</summary>
    public IReadOnlyList<string>? Candidates { get; init; }

    /// <summary>False once the page no longer answers (a script that never ends).</summary>
    public bool Responsive { get; init; } = true;
    public WebVitals? Vitals { get; init; }

    /// <summary>Visible text over time, first change first, at most 60 entries.</summary>
    public IReadOnlyList<TextMoment> Timeline { get; init; } = [];
}

/// <summary>Largest contentful paint in ms since navigation start, cumulative layout shift without unit.</summary>
public sealed record WebVitals(double? LargestContentfulPaintMs, double LayoutShift, double? FirstContentfulPaintMs);

/// <summary>Visible text at <paramref name="AtMs"/> since the visit began, shortened to 400 characters.</summary>
public sealed record TextMoment(long AtMs, string Text, bool Loading);

/// <summary>One request of the browser and its answer.</summary>
public sealed record Exchange
{
    /// <summary>Unique in the observation, in order of the requests.</summary>
    public required int Number { get; init; }
    public required string Step { get; init; }
    public required string Session { get; init; }
    public required long AtMs { get; init; }
    public required string Method { get; init; }
    public required string Url { get; init; }

    /// <summary>document, script, stylesheet, image, font, fetch, xhr, websocket, eventsource, ping, other.</summary>
    public required string Kind { get; init; }

    /// <summary>True for the main frame's document.</summary>
    public bool Navigation { get; init; }
    public IReadOnlyList<Header> RequestHeaders { get; init; } = [];

    /// <summary>SHA-256 (hex) of the recorded body, see <see cref="IBodies"/>; null if there was none.</summary>
    public string? RequestBody { get; init; }

    /// <summary>0 where no answer came.</summary>
    public int Status { get; init; }
    public IReadOnlyList<Header> ResponseHeaders { get; init; } = [];
    public string? ResponseBody { get; init; }

    /// <summary>Why there is no body although one was sent: "too large", "binary", "gone".</summary>
    public string? BodyLeftOut { get; init; }

    /// <summary>The browser's error (net::ERR_…) if the request failed, or <see cref="Blocked"/>; null while pending or answered.</summary>
    public string? Failure { get; init; }

    /// <summary>Number of the exchange whose redirect led here.</summary>
    public int? RedirectedFrom { get; init; }
    public long? EndMs { get; init; }

    /// <summary><see cref="Failure"/> of a request that a read-only session kept from leaving: the harness's doing, never the service's.</summary>
    public const string Blocked = "blocked: read-only";

    public string? RequestHeader(string name) => Header.Find(RequestHeaders, name);

    public string? ResponseHeader(string name) => Header.Find(ResponseHeaders, name);
}

public sealed record Header(string Name, string Value)
{
    public static string? Find(IReadOnlyList<Header> headers, string name) =>
        headers.FirstOrDefault(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;
}

/// <summary>
/// Something that happened in a page. Kind: exception (uncaught), console.error, console.warning, console.log, dialog (text in Detail),
/// popup (window.open or target=_blank that fired; address in Detail), closed (window.close), download, crash, sdk (a call on
/// window.czpSdk: Name = function, Detail = arguments as JSON), websocket.sent, websocket.received, rewritten (the harness changed a request:
/// Name = method and address, Detail = how), navigation (address in Detail), blocked (a request or message that could have changed data, kept
/// from leaving a read-only session: Name = method, Detail = address).
/// </summary>
public sealed record PageEvent
{
    public required string Kind { get; init; }
    public required string Step { get; init; }
    public required string Session { get; init; }
    public required long AtMs { get; init; }
    public string? Name { get; init; }
    public required string Detail { get; init; }

    /// <summary>Address of the page or script it came from.</summary>
    public string? Source { get; init; }
}

/// <summary>What a person (and the browser) had in front of them at one moment.</summary>
public sealed record Snapshot
{
    public required string Step { get; init; }
    public required string Session { get; init; }
    public required long AtMs { get; init; }
    public required string Url { get; init; }
    public string Title { get; init; } = "";
    public string? Lang { get; init; }

    /// <summary>Content of the viewport meta element, null if there is none.</summary>
    public string? Viewport { get; init; }

    /// <summary>Rendered text, values of visible fields, frames and shadow trees included; blocks separated by line feeds.</summary>
    public string Text { get; init; } = "";

    /// <summary>Visible texts of elements that announce themselves as an alert, a status or a dialog.</summary>
    public IReadOnlyList<string> Announced { get; init; } = [];

    /// <summary>Visible loading state (its text, or "spinner"), null if none is left.</summary>
    public string? Loading { get; init; }

    /// <summary>Visible pictures, canvases and videos of at least 120×40 px that hold no text a machine can read.</summary>
    public int Pictures { get; init; }
    public IReadOnlyList<PageAction> Actions { get; init; } = [];
    public IReadOnlyList<PageField> Fields { get; init; } = [];

    /// <summary>Every address over plain http in the document: "img http://…", "form http://…".</summary>
    public IReadOnlyList<string> InsecureReferences { get; init; } = [];

    /// <summary>Addresses of script elements, as resolved.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];
    public IReadOnlyList<WidthMeasure> Widths { get; init; } = [];
    public IReadOnlyList<CookieRecord> Cookies { get; init; } = [];
    public IReadOnlyList<StorageItem> Storage { get; init; } = [];

    /// <summary>Addresses in the session history, oldest first; empty where the driver can't tell.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>SHA-256 (hex) of the PNG, null where none was taken.</summary>
    public string? Screenshot { get; init; }

    /// <summary>SHA-256 (hex) of the document's outer HTML at that moment.</summary>
    public string? Html { get; init; }

    /// <summary>Null where no audit was asked for.</summary>
    public Audit? Audit { get; init; }
    public IReadOnlyList<TouchTarget> Targets { get; init; } = [];

    /// <summary>Null where it was not measured.</summary>
    public TextLayout? Layout { get; init; }

    /// <summary>Null where it was not measured.</summary>
    public TextZoom? TextZoom { get; init; }
    public IReadOnlyList<KeyboardMeasure> Keyboard { get; init; } = [];
}

/// <summary>A visible link or button. Kind: link | button. NewWindow: it asks for a window of its own.</summary>
public sealed record PageAction(string Kind, string Name, string? Href, bool NewWindow, bool Enabled);

/// <summary>A visible form field.</summary>
/// <param name="Problem">what the page (aria-errormessage, aria-describedby) or else the browser's own validation says is wrong; null if nothing</param>
public sealed record PageField(string Kind, string Name, string Label, string Value, bool Editable, string? Problem = null);

/// <summary>Width of the viewport and of the page's scrollable content, in CSS px; Widest names the widest element.</summary>
public sealed record WidthMeasure(int Viewport, int Content, string? Widest);

public sealed record CookieRecord(string Name, string Value, string Domain, string Path, bool Secure, bool HttpOnly, string SameSite, double Expires);

/// <summary>Area: local | session | indexedDb | cacheStorage.</summary>
public sealed record StorageItem(string Area, string Origin, string Key, string Value);
