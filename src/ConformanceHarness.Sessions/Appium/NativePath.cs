using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Sessions.Appium;

/// <summary>Walks the native steps of a service file. A step waits for its element; nothing sleeps.</summary>
internal sealed class NativePath(INativeScreen screen, AppiumOptions options, TimeProvider clock)
{
    /// <summary>Appium's name of what is not a webview.</summary>
    public const string Native = "NATIVE_APP";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(150);

    /// <param name="taken">told of each step that was taken, by its number from 1</param>
    /// <exception cref="DriverException">a step's element did not come: the path is wrong, or the app is not where it begins</exception>
    public async Task WalkAsync(IReadOnlyList<NativeStep> steps, Func<int, NativeStep, Task> taken, CancellationToken cancellationToken)
    {
        await screen.SwitchAsync(Native, cancellationToken);
        for (var i = 0; i < steps.Count; i++)
        {
            if (await TakeAsync(steps[i], cancellationToken))
            {
                await taken(i + 1, steps[i]);
            }
            else if (!steps[i].Optional)
            {
                throw new DriverException($"Native step {i + 1} of the service file's device.path ({Word(steps[i].Kind)} {steps[i].Target}) found nothing within {options.StepLimit.TotalSeconds} s. Is the app on its first screen, and does this build call it so?");
            }
        }
    }

    /// <summary>Taps one element; false where it did not come.</summary>
    public async Task<bool> TapAsync(NativeTarget target, CancellationToken cancellationToken)
    {
        await screen.SwitchAsync(Native, cancellationToken);
        return await TakeAsync(new NativeStep(NativeStepKind.Tap, target), cancellationToken);
    }

    private async Task<bool> TakeAsync(NativeStep step, CancellationToken cancellationToken)
    {
        var (began, limit) = (clock.GetTimestamp(), step.Optional ? options.OptionalLimit : options.StepLimit);
        do
        {
            if (await screen.ShowsAsync(step.Target, cancellationToken) && await DoAsync(step, cancellationToken))
            {
                return true;
            }

            // Polling a condition: nothing tells when a native screen has come.
            await Task.Delay(Poll, clock, cancellationToken);
        }
        while (clock.GetElapsedTime(began) < limit);
        return false;
    }

    private async Task<bool> DoAsync(NativeStep step, CancellationToken cancellationToken) => step.Kind switch
    {
        NativeStepKind.Tap => await screen.TapAsync(step.Target, cancellationToken),
        NativeStepKind.Fill => await screen.WriteAsync(step.Target, options.Written[step.Value!], cancellationToken),
        _ => true,
    };

    private static string Word(NativeStepKind kind) => kind.ToString().ToLowerInvariant();
}
