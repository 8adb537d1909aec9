using ConformanceHarness.Platform.Certificates;

namespace ConformanceHarness.Platform.DigitalId;

/// <summary>Settings of one provider. It holds a secret and therefore has no text form.</summary>
public sealed class DigitalIdOptions
{
    /// <summary>Where the service's back end finds it; port 0 takes any free one. http only on loopback.</summary>
    public Uri Listen { get; init; } = new("https://127.0.0.1:0");

    /// <summary>Issues the server's certificate. The caller keeps and disposes it.</summary>
    public required LocalAuthority Authority { get; init; }

    /// <summary>Names itself so in tokens, and is known so to the browser; null: the address that it listens on.</summary>
    public Uri? Issuer { get; init; }
    public required string ClientId { get; init; }

    /// <summary>As DGA issued it, before it is hashed.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>Whoever is not signed in may choose a made-up citizen on the provider's page: for developers, not for runs.</summary>
    public bool ByHand { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
