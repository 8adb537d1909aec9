namespace ConformanceHarness.Sessions.Browser;

/// <summary>The page's own process gave no answer for as long as anybody would wait.</summary>
public sealed class PageSilentException() : Exception("The page does not answer.");

/// <summary>
/// Asks the page and moves its mouse and keyboard, one call after the other, until the step is ended. There is no limit for all calls together: a slow
/// page is waited for as long as it answers. After the end, or once the page is silent, nothing more is sent to it.
/// </summary>
/// <param name="silence">how long one call may go without an answer</param>
internal sealed class PageCalls(TimeSpan silence, CancellationToken ended)
{
    private bool silent;

    public CancellationToken Ended => ended;

    /// <exception cref="PageSilentException">now or before the page gave no answer</exception>
    /// <exception cref="OperationCanceledException">the step is ended</exception>
    public async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        ended.ThrowIfCancellationRequested();
        if (silent)
        {
            throw new PageSilentException();
        }

        var answer = call();
        try
        {
            // Not given up at the end of the step: a click that is under way would come after it.
            return await answer.WaitAsync(silence, CancellationToken.None);
        }
        catch (TimeoutException) when (!answer.IsCompleted)
        {
            silent = true;
            throw new PageSilentException();
        }
    }

    public Task AskAsync(Func<Task> call) => AskAsync(async () =>
    {
        await call();
        return true;
    });
}
