using System.CommandLine;
using ConformanceHarness.Bench;
using ConformanceHarness.Bench.Nights;
using ConformanceHarness.Core;

var only = new Option<string[]>("--only") { Description = "Cases or groups, on both sides; default: the whole UAT stage", AllowMultipleArgumentsPerToken = true };
var parallel = new Option<int>("--parallel") { Description = "Sessions beside each other, on both sides", DefaultValueFactory = _ => 3 };
var bundle = new Option<FileInfo?>("--bundle") { Description = "Measure the verification of this bundle only" };
var large = new Option<DirectoryInfo?>("--large") { Description = "With --bundle: make a bundle of 200 MB and 5,000 entries of it in this folder, and measure that one" };
var inbox = new Option<DirectoryInfo?>("--inbox") { Description = "With --bundle: make 1,000 bundles of it in this folder, no two alike, and verify the folder on one processor and on all" };
var count = new Option<int>("--count") { Description = "How many bundles --inbox makes", DefaultValueFactory = _ => 1000 };
var landings = new Option<DirectoryInfo?>("--landings") { Description = "Serve --count simulated Landing URLs on loopback, with targets.yaml and ca.pem in this folder, until Ctrl-C" };
var port = new Option<int>("--port") { Description = "Where --landings listens; 0: anywhere", DefaultValueFactory = _ => 0 };
var bare = new Option<FileInfo?>("--bare") { Description = "Visit each target of this table with the same browser and waits, as often as a night does, and nothing else" };
var visits = new Option<int>("--visits") { Description = "How often --bare opens each page", DefaultValueFactory = _ => 5 };
var command = new RootCommand("Shared scenarios against one visit per case, and the price of verifying a bundle") { only, parallel, bundle, large, inbox, count, landings, port, bare, visits };
command.SetAction(async (parsed, cancellationToken) =>
{
    if (parsed.GetValue(landings) is { } served)
    {
        await using var serving = await Landings.StartAsync(parsed.GetValue(count), served.FullName, parsed.GetValue(port), cancellationToken);
        Console.WriteLine($"{serving.Table}: {parsed.GetValue(count)} Landing URLs; SSL_CERT_FILE={serving.Authority}");
        await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Console.WriteLine($"{serving.Requests} requests answered");
        return ExitCodes.Conformant;
    }

    if (parsed.GetValue(bare) is { } table)
    {
        await BareVisits.MeasureAsync(table.FullName, parsed.GetValue(parallel), parsed.GetValue(visits), cancellationToken);
        return ExitCodes.Conformant;
    }

    if (parsed.GetValue(bundle) is { } file)
    {
        var path = file.FullName;
        if (parsed.GetValue(inbox) is { } many)
        {
            many.Create();
            Console.Error.WriteLine("making the inbox");
            ManyBundles.Make(path, many.FullName, parsed.GetValue(count));
            ManyBundles.Measure(many.FullName);
            return ExitCodes.Conformant;
        }

        if (parsed.GetValue(large) is { } folder)
        {
            folder.Create();
            Console.Error.WriteLine("making the large bundle");
            path = LargeBundle.Make(path, folder.FullName);
        }
        else
        {
            Verifying.Measure(path);
        }

        WholeProcess.Measure(path);
        return ExitCodes.Conformant;
    }

    var made = await Visiting.MeasureAsync(parsed.GetValue(only) is { Length: > 0 } cases ? cases : null, parsed.GetValue(parallel), cancellationToken);
    Verifying.Measure(made);
    return ExitCodes.Conformant;
});
return await command.Parse(args).InvokeAsync();
