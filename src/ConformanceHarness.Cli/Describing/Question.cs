using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Describing;

/// <summary>One thing that a service file says, as it is asked for.</summary>
/// <param name="Key">how <c>--answers</c> and <c>--answer</c> name it</param>
internal sealed record Question(string Key, LocalText Ask)
{
    /// <summary>What Enter alone means; null: nothing.</summary>
    public Func<IReadOnlyDictionary<string, string>, string?> Default { get; init; } = _ => null;

    /// <summary>May be left open.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether it matters, after what was answered before.</summary>
    public Func<IReadOnlyDictionary<string, string>, bool> Applies { get; init; } = _ => true;

    /// <summary>Asked again and again until it is left open; the answers are joined with "; ".</summary>
    public bool Several { get; init; }
}
