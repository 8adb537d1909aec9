namespace ConformanceHarness.Bench.Nights;

/// <summary>How a simulated service behaves.</summary>
internal enum LandingKind
{
    Fast,

    /// <summary>Its page takes 1.5 s.</summary>
    Slow,

    /// <summary>Its certificate is another host's.</summary>
    WrongCertificate,

    /// <summary>Two redirects before the page.</summary>
    Redirects,

    /// <summary>A firewall's page in its place.</summary>
    Firewall,

    /// <summary>Nobody listens.</summary>
    Down,

    /// <summary>The page's script takes memory without end.</summary>
    Leaking,

    /// <summary>The page asks for something without end.</summary>
    Endless,

    /// <summary>It accepts a connection and never answers.</summary>
    Silent,

    /// <summary>Its robots.txt asks not to be visited.</summary>
    Robots,

    /// <summary>503 with Retry-After, once.</summary>
    Busy,
}
