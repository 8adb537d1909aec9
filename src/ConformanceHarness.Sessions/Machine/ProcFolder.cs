using System.Globalization;

namespace ConformanceHarness.Sessions.Machine;

/// <summary>Reads processor times from Linux' /proc (man proc_stat, proc_pid_stat).</summary>
/// <param name="own">process whose time, with that of all it started, is its own</param>
public sealed class ProcFolder(string folder, int own)
{
    /// <summary>Null where the system has no such folder, or it can't be read.</summary>
    public ProcessorTimes? Read()
    {
        try
        {
            // cpu user nice system idle iowait irq softirq steal …; the guests' time is part of the users'.
            var all = File.ReadLines(Path.Combine(folder, "stat")).First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var times = all.Skip(1).Take(8).Select(t => long.Parse(t, CultureInfo.InvariantCulture)).ToList();
            return all[0] == "cpu" && times.Count == 8 ? new ProcessorTimes(times.Sum(), times[3] + times[4], OwnTime()) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private long OwnTime()
    {
        var processes = Directory.EnumerateDirectories(folder).Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])).Select(Process).OfType<(int Id, int Parent, long Time)>().ToList();
        var children = processes.ToLookup(p => p.Parent);
        var (sum, open) = (processes.Where(p => p.Id == own).Sum(p => p.Time), new Stack<int>([own]));
        while (open.Count > 0)
        {
            foreach (var child in children[open.Pop()])
            {
                sum += child.Time;
                open.Push(child.Id);
            }
        }

        return sum;
    }

    /// <summary>Own time of a process, with that of its children that have ended; null once it is gone.</summary>
    private static (int Id, int Parent, long Time)? Process(string folder)
    {
        try
        {
            // The name in brackets may hold anything, brackets and spaces included.
            var line = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), fields[11..15].Sum(f => long.Parse(f, CultureInfo.InvariantCulture)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
