using ConformanceHarness.Cli.Output;
using ConformanceHarness.Core;
using ConformanceHarness.Platform.Assisted;

namespace ConformanceHarness.Cli.Entering;

/// <summary>A tester at this terminal.</summary>
internal sealed class TypedEntries(Screen screen) : IEntrySource
{
    public async Task<string?> NextAsync(int number, LocalText? problem, CancellationToken cancellationToken)
    {
        if (problem is null)
        {
            screen.Line();
            screen.Line($"รายการเข้าใช้ที่ {number}: เปิดบริการจากช่องทางของ UAT แล้ววางที่อยู่เต็ม หรือ appId เว้นวรรค mToken ทันที (mToken มีอายุ 2 นาที ใช้ได้ครั้งเดียว)", $"Entry {number}: open the service in the UAT channel, then at once paste its whole address, or appId, a space and mToken (an mToken lives 2 minutes and works once)", Ink.Bold);
        }
        else
        {
            screen.Line("! " + screen.Say(problem), Ink.Yellow);
        }

        screen.Prompt("> ");
        // Reading a line can't be interrupted: it is left behind when the user presses Ctrl-C.
        return await Task.Run(Console.In.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
    }
}
