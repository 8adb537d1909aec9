using System.Text.Json;
using System.Text.Json.Serialization;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Running.Resuming;

/// <summary>
/// run.json in a run's folder: how the run was begun, so that it can go on. It is no part of the bundle, and holds no secret: a password
/// is named on the command line by its variable only.
/// </summary>
internal sealed record RunNotes
{
    public const string FileName = "run.json";
    public const string CurrentFormat = "conformance-harness-run/1";

    public string Format { get; init; } = CurrentFormat;
    public required string HarnessVersion { get; init; }

    /// <summary>Suite id → SHA-256 (hex) of its assembly.</summary>
    public required IReadOnlyDictionary<string, string> Suites { get; init; }

    /// <summary>The command line from <c>run</c> on; null for a run that was not begun by the command.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>The folder from which the arguments' relative paths start.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>The scenarios to be observed ("entry.app"); null: all of the plan.</summary>
    public IReadOnlyList<string>? Observe { get; init; }

    public static byte[] Write(RunNotes notes) => JsonSerializer.SerializeToUtf8Bytes(notes, NotesContext.Readable.RunNotes);

    /// <summary>Null where the folder has none that can be read.</summary>
    public static RunNotes? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, FileName)), NotesContext.Readable.RunNotes) is { Format: CurrentFormat } notes ? notes : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(RunNotes))]
internal sealed partial class NotesContext : JsonSerializerContext
{
    public static NotesContext Readable { get; } = new(HarnessJson.NewOptions(indented: true));
}
