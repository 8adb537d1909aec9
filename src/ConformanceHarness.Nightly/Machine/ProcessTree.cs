using System.Globalization;

namespace ConformanceHarness.Nightly.Machine;

/// <summary>A process and what it holds of the memory: its proportional share of what it shares, in bytes.</summary>
public sealed record ProcessMemory(int Id, int Parent, string Command, long Bytes)
{
    /// <summary>One that draws the pages of a site, and nothing else.</summary>
    public bool IsRenderer => Command.Contains("--type=renderer", StringComparison.Ordinal);
}

/// <summary>Reads from Linux' /proc which processes a process started, and theirs. Empty where there is no such folder.</summary>
public sealed class ProcessTree(int root, string folder = "/proc")
{
    public IReadOnlyList<ProcessMemory> Read()
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var parents = Directory.EnumerateDirectories(folder).Select(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)
            .Select(id => (Id: id, Parent: ParentOf(id))).Where(p => p.Parent is not null).ToList();
        var children = parents.ToLookup(p => p.Parent!.Value, p => p.Id);
        var (found, open) = (new List<ProcessMemory>(), new Stack<(int Id, int Parent)>([(root, 0)]));
        while (open.Count > 0)
        {
            var (id, parent) = open.Pop();
            if (Text(id, "cmdline") is { } command && BytesOf(id) is { } bytes)
            {
                found.Add(new ProcessMemory(id, parent, command.Replace('\0', ' '), bytes));
            }

            foreach (var child in children[id])
            {
                open.Push((child, id));
            }
        }

        return found;
    }

    private int? ParentOf(int id)
    {
        // The name in brackets may hold anything, brackets and spaces included.
        var line = Text(id, "stat");
        return line is null ? null : int.TryParse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture, out var parent) ? parent : null;
    }

    private long? BytesOf(int id)
    {
        // "Pss:  12345 kB": what is shared by five counts a fifth for each, so that a sum is true.
        var line = Text(id, "smaps_rollup")?.Split('\n').FirstOrDefault(l => l.StartsWith("Pss:", StringComparison.Ordinal));
        return line is not null && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : null;
    }

    private string? Text(int id, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, id.ToString(CultureInfo.InvariantCulture), file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended in the meantime.
            return null;
        }
    }
}
