using System.Runtime.InteropServices;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Commands;

/// <summary>One command being carried out: it can be stopped, and however it ends there is a message and an exit code.</summary>
internal sealed class Execution : IDisposable
{
    private readonly Screen screen;
    private readonly CancellationTokenSource stop = new();
    private readonly List<PosixSignalRegistration> signals;
    private int asked;

    public Execution(Screen screen)
    {
        this.screen = screen;
        signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, Interrupt))];
    }

    public CancellationToken Token => stop.Token;

    /// <summary>Takes the run's secrets out of what is written about an unexpected error.</summary>
    public Func<string, string> Redact { get; set; } = text => text;

    /// <summary>What to say about what was kept, when the user stops the command.</summary>
    public Func<LocalText?> Kept { get; set; } = () => null;

    /// <summary>False for a command whose ordinary end is Ctrl-C.</summary>
    public bool StopIsCancelling { get; set; } = true;

    public async Task<int> RunAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (ConfigurationException e)
        {
            return Messages.Show(screen, [e]);
        }
        catch (ConfigurationProblemsException e)
        {
            return Messages.Show(screen, e.Problems);
        }
        catch (RunStoppedException e)
        {
            var exit = Messages.Show(screen, e);
            if (Kept() is { } kept)
            {
                screen.Problem("  " + screen.Say(kept));
            }

            return exit;
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Whatever breaks while everything is being stopped breaks because of that.
            return StopIsCancelling ? Cancelled() : ExitCodes.Conformant;
        }
        catch (Exception e)
        {
            return Unexpected(e);
        }
    }

    public void Dispose()
    {
        signals.ForEach(s => s.Dispose());
        stop.Dispose();
    }

    private int Cancelled()
    {
        var kept = Kept() ?? new LocalText("ยังไม่มีสิ่งใดถูกบันทึก", "Nothing had been recorded yet.");
        return Messages.Show(screen, new LocalText($"ผู้ใช้ยกเลิก (รหัสออก {ExitCodes.Cancelled})", $"Cancelled (exit code {ExitCodes.Cancelled})."), kept, ExitCodes.Cancelled);
    }

    private int Unexpected(Exception e)
    {
        var what = Redact(e.Message);
        var details = ErrorFile.Write(e, Redact);
        return Messages.Show(
            screen,
            new LocalText($"เครื่องมือทดสอบขัดข้องโดยไม่คาดคิด ({e.GetType().Name}): {what}", $"The harness failed unexpectedly ({e.GetType().Name}): {what}"),
            details is null
                ? new LocalText("สั่งใหม่อีกครั้ง หากยังเกิดซ้ำโปรดแจ้งผู้พัฒนาเครื่องมือ", "Run the command again; if it goes on, tell the harness's developers.")
                : new LocalText($"รายละเอียดอยู่ที่ {details} โปรดส่งไฟล์นี้ให้ผู้พัฒนาเครื่องมือ", $"The details are in {details}: send that file to the harness's developers."),
            ExitCodes.HarnessError);
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref asked) > 1)
        {
            if (screen.Live)
            {
                // The progress display hides the cursor.
                Console.Out.Write("\u001b[?25h");
            }

            Environment.Exit(ExitCodes.Cancelled);
        }

        if (StopIsCancelling)
        {
            screen.Problem(screen.Say("กำลังหยุดและเก็บสิ่งที่บันทึกแล้ว กด Ctrl-C อีกครั้งเพื่อหยุดทันที", "Stopping and keeping what was recorded; press Ctrl-C again to end at once."), Ink.Yellow);
        }

        stop.Cancel();
    }
}
