using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Output;

/// <summary>Says every few seconds that something is still being worked on, once it takes more than two.</summary>
internal static class Patience
{
    public static async Task<T> WaitAsync<T>(Task<T> work, Screen screen, LocalText doing)
    {
        for (var seconds = 2; await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(seconds == 2 ? 2 : 5))) != work; seconds += 5)
        {
            screen.Problem(screen.Say($"… {doing.Th} ({seconds} วินาที)", $"… {doing.En} ({seconds} s)"), Ink.Dim);
        }

        return await work;
    }
}
