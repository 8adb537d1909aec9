using System.CommandLine;
using ConformanceHarness.Bench;
using ConformanceHarness.Core;

var only = new Option<string[]>("--only") { Description = "Cases or groups, on both sides; default: the whole UAT stage", AllowMultipleArgumentsPerToken = true };
var parallel = new Option<int>("--parallel") { Description = "Sessions beside each other, on both sides", DefaultValueFactory = _ => 3 };
var bundle = new Option<FileInfo?>("--bundle") { Description = "Measure the verification of this bundle only" };
var large = new Option<DirectoryInfo?>("--large") { Description = "With --bundle: make a bundle of 200 MB and 5,000 entries of it in this folder, and measure that one" };
var inbox = new Option<DirectoryInfo?>("--inbox") { Description = "With --bundle: make 1,000 bundles of it in this folder, no two alike, and verify the folder on one processor and on all" };
var count = new Option<int>("--count") { Description = "How many bundles --inbox makes", DefaultValueFactory = _ => 1000 };
var command = new RootCommand("Shared scenarios against one visit per case, and the price of verifying a bundle") { only, parallel, bundle, large, inbox, count };
command.SetAction(async (parsed, cancellationToken) =>
{
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
