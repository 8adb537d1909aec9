using System.Globalization;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;

namespace ConformanceHarness.Suites.Runner;

/// <summary>What runsettings/*.runsettings (TestRunParameters) or <c>--test-parameter name=value</c> ask for.</summary>
internal sealed record RunParameters(RunOptions Options, string Language)
{
    private static readonly string[] Known = ["service", "stage", "channels", "only", "language", "reports", "browser", "parallel", "seed", "defects"];

    public static RunParameters Read(TestParameters parameters)
    {
        if (parameters.Names.FirstOrDefault(n => !Known.Contains(n, StringComparer.Ordinal)) is { } unknown)
        {
            throw new ArgumentException($"There is no parameter '{unknown}'. Known: {string.Join(", ", Known)}. See runsettings/uat.runsettings.");
        }

        string? Text(string name) => parameters.Get(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        var language = Text("language") ?? "th";
        return language is not ("th" or "en")
            ? throw Wrong("language", language, "th, en")
            : new RunParameters(
                new RunOptions
                {
                    ServiceFile = BelowTheClone(Text("service")),
                    Stage = Text("stage") is { } stage ? Word<Stage>("stage", stage) : Stage.Uat,
                    Channels = Text("channels") is { } channels ? [.. Words(channels).Select(c => Word<Channel>("channels", c))] : null,
                    Only = Text("only") is { } only ? Words(only) : null,
                    ReportsFolder = BelowTheClone(Text("reports")),
                    BrowserPath = Text("browser"),
                    Parallel = Number("parallel", Text("parallel"), 3),
                    Seed = Text("seed") is { } seed ? Number("seed", seed, 1) : null,
                    Defects = Words(Text("defects") ?? "").ToHashSet(StringComparer.Ordinal),
                },
                language);
    }

    /// <summary>Test platforms differ in the folder they start in, so a relative path starts at the clone's.</summary>
    private static string? BelowTheClone(string? path) => path is null ? null : Path.GetFullPath(path, Home.Folder);

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static T Word<T>(string name, string text)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw Wrong(name, text, string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant())));

    private static int Number(string name, string? text, int otherwise) =>
        text is null ? otherwise : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw Wrong(name, text, "a whole number above 0");

    private static ArgumentException Wrong(string name, string text, string allowed) => new($"Parameter {name}: '{text}' is not allowed. Allowed: {allowed}.");
}
