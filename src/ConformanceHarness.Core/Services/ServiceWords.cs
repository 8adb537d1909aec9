using System.Text.RegularExpressions;

namespace ConformanceHarness.Core.Services;

/// <summary>The forms that members of a service file take.</summary>
internal static partial class ServiceWords
{
    public static IReadOnlyDictionary<string, LoginMode> Logins { get; } = new Dictionary<string, LoginMode>
    {
        ["mock"] = LoginMode.Mock,
        ["mint"] = LoginMode.Mint,
        ["proxy"] = LoginMode.Proxy,
        ["device"] = LoginMode.Device,
        ["assisted"] = LoginMode.Assisted,
        ["none"] = LoginMode.None,
    };

    /// <summary>What a person can answer; the other outcomes are the harness's own.</summary>
    public static IReadOnlyDictionary<string, Outcome> AttestedOutcomes { get; } =
        new Dictionary<string, Outcome> { ["passed"] = Outcome.Passed, ["failed"] = Outcome.Failed, ["inapplicable"] = Outcome.Inapplicable };

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\z")]
    public static partial Regex Id();

    [GeneratedRegex(@"^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\z")]
    public static partial Regex Uuid();

    /// <summary>A host name, or "*." and a domain of at least two labels; no scheme, port or path.</summary>
    [GeneratedRegex(@"^(?:localhost|(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*)\z")]
    public static partial Regex Host();

    /// <summary>Wildcards over a registry's domain would make every agency's host first-party.</summary>
    [GeneratedRegex(@"^\*\.(?:(?:go|or|co|ac|in|mi|net)\.)?th\z")]
    public static partial Regex RegistryWildcard();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    public static partial Regex EnvironmentVariable();

    [GeneratedRegex(@"^[A-Za-z0-9-]*\z")]
    public static partial Regex Segment();
}
