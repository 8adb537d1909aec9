namespace ConformanceHarness.Core.Evidence;

/// <summary>One call that reached the platform's gateway, from its journal.</summary>
public sealed record GatewayCall
{
    /// <summary>Order of arrival in the whole run, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>validate | mock | deproc | push | vc | unmatched (fits no documented call).</summary>
    public required string Operation { get; init; }

    /// <summary>Wall clock of the harness when the call arrived.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }
    public required string Method { get; init; }

    /// <summary>Path and query as received.</summary>
    public required string Path { get; init; }
    public IReadOnlyList<Header> Headers { get; init; } = [];
    public string Body { get; init; } = "";

    /// <summary>HTTP status answered; 0 = the mock stayed silent.</summary>
    public required int Status { get; init; }
    public string Answer { get; init; } = "";

    /// <summary>Milliseconds from the call's arrival until its answer was sent whole; null where that is not known, or no answer was sent.</summary>
    public long? AnsweredMs { get; init; }

    /// <summary>Milliseconds from the call's arrival until the caller hung up without the whole answer; null where it stayed.</summary>
    public long? LeftMs { get; init; }

    /// <summary>What the mock did: proper, or the misbehaviour that was asked for, or why it refused (usedMToken, expiredMToken,
    /// unknownMToken, wrongAppId, badToken, badCredentials, badRequest, noStub).</summary>
    public required string Conduct { get; init; }

    /// <summary>Every way in which the call departs from the documented one, in English, e.g. "Content-Type is text/plain".</summary>
    public IReadOnlyList<string> Departures { get; init; } = [];

    /// <summary>The mToken this call concerns: in its body, in AgentID, or through the access token it issued or used; null if none.</summary>
    public string? MToken { get; init; }

    /// <summary>The access token issued (validate) or used (other calls).</summary>
    public string? Token { get; init; }
}
