using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>
/// Files that a session attached. Chromium tells nobody what stands in a file of an outgoing body (<c>Fetch.requestPaused</c> leaves these
/// parts out): a body that is changed on its way gets them back from here.
/// </summary>
/// <param name="folder">of the browser, with which the files go</param>
internal sealed partial class AttachedFiles(string folder)
{
    private readonly ConcurrentDictionary<string, string> byName = new(StringComparer.Ordinal);

    /// <summary>By path, not by content: a large file inside a message to the driver holds up every session of the browser for half a minute.</summary>
    public async Task<string> WriteAsync(AttachedFile file)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "attached", Guid.NewGuid().ToString("N"))).FullName, file.Name);
        await File.WriteAllBytesAsync(path, file.Bytes);
        byName[file.Name] = path;
        return path;
    }

    /// <summary>True where every file of a body is one that was attached here.</summary>
    /// <param name="body">one char per byte (Latin-1)</param>
    public bool Knows(string body) => Missing().Matches(body).All(m => PathOf(m) is not null);

    /// <summary>The body with its files.</summary>
    public string Fill(string body) => Missing().Replace(body, m => PathOf(m) is { } path ? m.Value + Encoding.Latin1.GetString(File.ReadAllBytes(path)) : m.Value);

    private string? PathOf(Match part) => byName.GetValueOrDefault(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(part.Groups["name"].Value)).Replace("%22", "\"", StringComparison.Ordinal));

    // The head of a part with a file name, and the next boundary right after it (RFC 7578). A field without a file has an empty name.
    [GeneratedRegex("; filename=\"(?<name>[^\"\\r\\n]+)\"[^\\r\\n]*(?:\\r\\n[^\\r\\n]+)*\\r\\n\\r\\n(?=\\r\\n--)")]
    private static partial Regex Missing();
}
