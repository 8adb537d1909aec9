using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;

if (args is ["--install-browser"])
{
    return BrowserFinder.InstallPlaywrights();
}

await using var setup = await RunSetup.MakeAsync(new RunOptions { Defects = args.ToHashSet() }, new SilentListener(), t => Console.WriteLine(t.En), default);
var sw = System.Diagnostics.Stopwatch.StartNew();
var outcome = await RunEngine.RunAsync(setup.Request, default);
Console.WriteLine(sw.Elapsed);
foreach (var v in outcome.Record.Verdicts.Where(v => v.Outcome is not (Outcome.Untested)))
{
    Console.WriteLine($"{v.Case} {v.Outcome} {v.Cause}");
    foreach (var c in v.Channels.Where(c => c.Outcome is not Outcome.Passed))
    {
        foreach (var f in c.Findings) Console.WriteLine($"     {c.Channel} {f.Seen.En} @ {f.Where}");
    }
}
foreach (var o in outcome.Record.Observations) Console.WriteLine($"{o.Id} {o.End} {o.DurationMs} {o.EndReason}");
Console.WriteLine(outcome.Record.Statement.Result + " " + outcome.Bundle + " visits " + outcome.Record.Statement.PageVisits);
return ExitCodes.Of(outcome.Record.Statement.Result);
