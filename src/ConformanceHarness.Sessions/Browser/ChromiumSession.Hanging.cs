using Microsoft.Playwright;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>A page whose script never returns: whatever it is asked is asked for nothing, and only a new page helps.</summary>
internal sealed partial class ChromiumSession
{
    private const int MaxHangs = 3;
    private int hangs;

    private bool Hung => hangs >= MaxHangs;

    /// <summary>Asks the page's own process; at once without an answer where it is known to give none.</summary>
    private async Task<T?> AskPageAsync<T>(Func<Task<T>> call) => Hung ? default : await GuardAsync(call);

    private async Task AskPageAsync(Func<Task> call)
    {
        if (!Hung)
        {
            await GuardAsync(call);
        }
    }

    /// <summary>What a citizen does with a page that no longer answers: end it and open the service anew.</summary>
    private async Task ReplaceHungPageAsync()
    {
        var old = Page;
        await GuardAsync(NewPageAsync);
        // Closing asks the page first; nobody waits for what it says.
        _ = GuardAsync(() => old.CloseAsync());
        hangs = 0;
    }
}
