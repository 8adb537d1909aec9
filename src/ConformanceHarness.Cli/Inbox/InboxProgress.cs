using System.Diagnostics;
using ConformanceHarness.Cli.Output;

namespace ConformanceHarness.Cli.Inbox;

/// <summary>How far the verification of an inbox is: one line that is written over on a terminal, a line every few seconds in a pipe.</summary>
internal sealed class InboxProgress(Screen screen, int total)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan next = TimeSpan.FromSeconds(2);

    public void Done(int count)
    {
        lock (gate)
        {
            if (screen.Live)
            {
                screen.Out.Write($"\r{screen.Say("ตรวจสอบแล้ว", "verified")} {count}/{total}");
                if (count == total)
                {
                    End();
                }
            }
            else if (clock.Elapsed >= next)
            {
                next = clock.Elapsed + Pause;
                screen.Line($"ตรวจสอบแล้ว {count}/{total}", $"verified {count}/{total}");
            }
        }
    }

    /// <summary>Leaves the line that was written over.</summary>
    public void End()
    {
        if (screen.Live)
        {
            screen.Out.Write("\r" + new string(' ', 40) + "\r");
        }
    }
}
