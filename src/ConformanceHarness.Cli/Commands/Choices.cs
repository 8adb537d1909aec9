using ConformanceHarness.Core;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Cli.Commands;

/// <summary>Reads words of the command line that must be one of a few.</summary>
internal static class Choices
{
    public static Stage Stage(string? word) => word is null ? Core.Stage.Uat : One("--stage", word, Enum.GetValues<Stage>());

    public static IReadOnlyList<Channel>? Channels(string[]? words) =>
        words is null or { Length: 0 } ? null : [.. words.SelectMany(w => w.Split(',')).Select(w => One("--channel", w, [Channel.App, Channel.Web, Channel.Biz])).Distinct()];

    /// <summary>Case ids or groups, upper case as the catalogue writes them, each once.</summary>
    public static IReadOnlyList<string>? Only(string[]? words) =>
        words is null or { Length: 0 } ? null : [.. words.SelectMany(w => w.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(w => w.ToUpperInvariant()).Distinct(StringComparer.Ordinal)];

    public static int Number(string option, string? word, int otherwise, int least, int most)
    {
        if (word is null)
        {
            return otherwise;
        }

        return int.TryParse(word, out var number) && number >= least && number <= most
            ? number
            : throw new ConfigurationException(
                new LocalText($"{option} {word}: ต้องเป็นจำนวนเต็มตั้งแต่ {least} ถึง {most}", $"{option} {word}: it must be a whole number from {least} to {most}."),
                new LocalText("แก้ตัวเลือกแล้วสั่งใหม่อีกครั้ง", "Correct the option and run the command again."));
    }

    public static string Engine(string? word) =>
        word is null ? Running.Engines.ChromiumName : word is Running.Engines.ChromiumName or Running.Engines.WebKitName ? word : throw Unknown("--engine", word, [Running.Engines.ChromiumName, Running.Engines.WebKitName]);

    /// <summary>Addresses of Playwright servers.</summary>
    public static IReadOnlyList<string> Servers(string[]? words) => [.. (words ?? []).Select(w => Uri.TryCreate(w, UriKind.Absolute, out var address) && address.Scheme is "ws" or "wss" ? w : throw new ConfigurationException(
        new LocalText($"--browser {w}: ไม่ใช่ที่อยู่ ws:// ของ Playwright server", $"--browser {w}: this is no ws:// address of a Playwright server."),
        new LocalText("ระบุเบราว์เซอร์ในเครื่องนี้ด้วย --browser-path", "A browser on this machine is named with --browser-path.")))];

    public static ConfigurationException Unknown(string option, string word, IReadOnlyCollection<string> known) => new(
        new LocalText($"{option} {word}: ไม่รู้จัก '{word}'", $"{option} {word}: there is no '{word}'."),
        Nearest.Advice(word, known));

    private static T One<T>(string option, string word, T[] values)
        where T : struct, Enum
    {
        var known = values.ToDictionary(v => v.ToString().ToLowerInvariant(), StringComparer.Ordinal);
        return known.TryGetValue(word.ToLowerInvariant(), out var value) ? value : throw Unknown(option, word, known.Keys);
    }
}
