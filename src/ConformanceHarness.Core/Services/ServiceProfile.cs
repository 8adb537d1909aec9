namespace ConformanceHarness.Core.Services;

/// <summary>An agency's e-Service, as its service file describes it. Secrets are references, never values.</summary>
public sealed record ServiceProfile
{
    /// <summary>Short id for file names: lower-case letters, digits and dashes.</summary>
    public required string Id { get; init; }
    public required LocalText Agency { get; init; }
    public required LocalText Category { get; init; }
    public required LocalText Name { get; init; }
    public IReadOnlyList<SubService> SubServices { get; init; } = [];
    public Responsible? Responsible { get; init; }
    public required string AppId { get; init; }
    public required IReadOnlyList<Channel> Channels { get; init; }
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>How citizens log in from the web channels, as the file says it; empty: it says nothing.</summary>
    public IReadOnlyDictionary<Channel, LoginProtocol> Logins { get; init; } = new Dictionary<Channel, LoginProtocol>();

    /// <summary>Null where no channel logs in by OpenID Connect.</summary>
    public OpenIdConnectSettings? OpenIdConnect { get; init; }
    public required IReadOnlyList<StageTarget> Targets { get; init; }

    /// <summary>Further hosts of the agency's own that the pages use: they count as first-party. "*.example.go.th" is allowed.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
    public required GatewaySettings Gateway { get; init; }

    /// <summary>Assisted: where the known data of the test citizen is found, whose entries a tester hands over; null where the file names none.</summary>
    public SecretReference? AssistedCitizen { get; init; }

    /// <summary>What is submitted beside the service; null where the file names nothing of it.</summary>
    public SubmittedDocuments? Documents { get; init; }
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];
    public IReadOnlyList<Attestation> Attestations { get; init; } = [];

    /// <summary>What a citizen who is new to the service does before the landing page (consent, terms of use); taken only where it appears.</summary>
    public IReadOnlyList<JourneyStep> FirstVisit { get; init; } = [];

    /// <summary>From the landing page to the citizen's own requests; empty: the landing page shows them.</summary>
    public IReadOnlyList<JourneyStep> RequestList { get; init; } = [];

    /// <summary>From the landing page to a file that the citizen receives (feature sendFile).</summary>
    public IReadOnlyList<JourneyStep> SendFile { get; init; } = [];

    /// <summary>From the landing page to the scanner (feature scanQrCode).</summary>
    public IReadOnlyList<JourneyStep> ScanQrCode { get; init; } = [];

    /// <summary>How the app is driven on a device; null where no stage is tried with one.</summary>
    public DeviceSettings? Device { get; init; }

    /// <summary>SHA-256 (hex) of the service file's bytes.</summary>
    public required string Digest { get; init; }

    /// <summary>The person's answer that counts at a stage: one for this very stage before one for all.</summary>
    public Attestation? Answer(string @case, Stage stage) =>
        Attestations.LastOrDefault(a => a.Case == @case && a.Stage == stage) ?? Attestations.LastOrDefault(a => a.Case == @case && a.Stage is null);

    /// <summary>How citizens of a channel log in: by mToken where the file says nothing, and always in the app.</summary>
    public LoginProtocol Login(Channel channel) => Logins.GetValueOrDefault(channel, LoginProtocol.MToken);

    public StageTarget? Target(Stage stage) => Targets.FirstOrDefault(t => t.Stage == stage);
}


public sealed record Responsible(string Name, string? Email, string? Phone);

/// <param name="LandingUrl">https address of the e-Service</param>
/// <param name="PlainHttpUrl">where plain http would be answered, if not derived from the Landing URL</param>
/// <param name="ExtraCa">path of a PEM file with a CA to trust, relative to the service file; UAT only</param>
/// <param name="StandIn">for trials only: where a service that is not installed yet is really found, and whose CA counts as public</param>
public sealed record StageTarget(Stage Stage, string LandingUrl, LoginMode Login, string? PlainHttpUrl = null, string? ExtraCa = null, StandIn? StandIn = null);

/// <summary>
/// Lets a stage be tried on a service that is not on the internet. It is part of the service file and so of the bundle; an official bundle
/// that rests on it is refused, both when it is made and when it is verified.
/// </summary>
/// <param name="Authority">path of a PEM file, relative to the service file: the CA that stands in for a public one</param>
/// <param name="Https">address:port at which the Landing URL's host is really reached over https</param>
/// <param name="Http">the same for plain http</param>
public sealed record StandIn(string Authority, string Https, string Http);

/// <summary>What an agency prepares for DGA's catalogue of services. Files are relative to the service file.</summary>
public sealed record SubmittedDocuments(LocalText? ShortDescription, LocalText? Description, string? Icon, IReadOnlyList<string> Screenshots);

/// <summary>How the e-Service's back end reaches the gateway, and with which credentials.</summary>
public sealed record GatewaySettings
{
    /// <summary>Mock and proxy mode: where the harness listens, e.g. https://127.0.0.1:8444 or http://127.0.0.1:8444; port 0 = any.</summary>
    public string Listen { get; init; } = "https://127.0.0.1:8444";
    public string EnvironmentSegment { get; init; } = "uat";
    public required SecretReference ConsumerKey { get; init; }
    public required SecretReference ConsumerSecret { get; init; }

    /// <summary>Mint and proxy: the real gateway's address, without path.</summary>
    public string BaseAddress { get; init; } = "https://api.egov.go.th";

    /// <summary>Path of a PEM file with a CA that the real gateway's certificate may come from, relative to the service file; null: public CAs only.</summary>
    public string? ExtraCa { get; init; }

    /// <summary>How long one call of the real gateway may take.</summary>
    public int TimeoutSeconds { get; init; } = 20;

    /// <summary>How often a call is repeated that the real gateway did not answer, or answered with 5xx.</summary>
    public int Retries { get; init; } = 2;
}

/// <summary>Exactly one of the two is set.</summary>
public sealed record SecretReference(string? Env, string? File)
{
    public override string ToString() => Env is not null ? "env:" + Env : "file:" + File;
}

/// <summary>Expires is a date in yyyy-MM-dd.</summary>
public sealed record Waiver(string Case, string Reason, string Owner, string Approver, DateOnly Expires);

/// <summary>A person's answer to a case. Evidence names files relative to the service file.</summary>
/// <param name="Stage">the stage that was looked at; null: it holds for every stage</param>
public sealed record Attestation(string Case, Outcome Outcome, string Name, DateOnly Date, string Words, IReadOnlyList<string> Evidence, Stage? Stage = null);
