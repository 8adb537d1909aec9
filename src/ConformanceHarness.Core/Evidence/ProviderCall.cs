namespace ConformanceHarness.Core.Evidence;

/// <summary>One call that reached the identity provider (DGA Digital ID, OpenID Connect), from its journal.</summary>
public sealed record ProviderCall
{
    /// <summary>Order of arrival in the whole run, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>authorize | token | userinfo | endsession | discovery | keys | unmatched.</summary>
    public required string Operation { get; init; }

    /// <summary>Wall clock of the harness when the call arrived.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }
    public required string Method { get; init; }

    /// <summary>Path and query as received.</summary>
    public required string Path { get; init; }

    /// <summary>Authorization is kept as its scheme alone, for what it proves see <see cref="Client"/>; cookies are the provider's own and are left out.</summary>
    public IReadOnlyList<Header> Headers { get; init; } = [];
    public string Body { get; init; } = "";
    public required int Status { get; init; }

    /// <summary>Empty for pages.</summary>
    public string Answer { get; init; } = "";

    /// <summary>Where the browser was sent; null if nowhere.</summary>
    public string? SentTo { get; init; }

    /// <summary>What the provider did: proper, signInNeeded, otherNonce (asked for by the scenario), or why it refused (unknownClient, foreignRedirect, badScope,
    /// badClient, usedCode, unknownCode, otherRedirect, badRequest, badToken).</summary>
    public required string Conduct { get; init; }

    /// <summary>Every way in which the call departs from the documented one, in English.</summary>
    public IReadOnlyList<string> Departures { get; init; } = [];

    /// <summary>userId of the citizen whom the call concerns; null where nobody is known.</summary>
    public string? UserId { get; init; }

    /// <summary>The code that was issued (authorize) or brought (token).</summary>
    public string? Code { get; init; }
    public string? State { get; init; }
    public string? Nonce { get; init; }
    public string? RedirectUri { get; init; }

    /// <summary>How the client proved who it is (token): "basic" or "body" and "hashed", "plain" or "wrong", for example "basic hashed"; "none".</summary>
    public string? Client { get; init; }

    /// <summary>Issued (token) or brought (userinfo).</summary>
    public string? AccessToken { get; init; }

    /// <summary>Issued (token) or brought as the hint (endsession).</summary>
    public string? IdToken { get; init; }

    /// <summary>True for an authorization request of the service's that the harness repeated in order to get a code of its own.</summary>
    public bool ByHarness { get; init; }
}
