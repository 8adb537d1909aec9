using System.Globalization;
using System.Security.Cryptography;
using ConformanceHarness.Cli.Running.Resubmitting;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Planning;

namespace ConformanceHarness.Cli.Running.Resuming;

/// <summary>
/// Makes a run's folder. Everything with which a run begins is written under another name first: a folder that can be seen holds all that
/// is needed to go on, whenever the run is killed.
/// </summary>
internal static class FreshFolder
{
    /// <param name="observe">the scenarios to be observed; null: all of the plan</param>
    /// <exception cref="RunStoppedException">it could not be made</exception>
    public static string Make(RunRequest request, RunPlan plan, IReadOnlyList<string>? observe, DateTimeOffset started)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{request.Service.Id}-{request.Stage.ToString().ToLowerInvariant()}-{started.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        try
        {
            Directory.CreateDirectory(request.ReportsFolder);
            var fresh = Directory.CreateDirectory(Path.Combine(request.ReportsFolder, ".new-" + Guid.NewGuid().ToString("N"))).FullName;
            Fill(fresh, request, plan, observe);
            for (var i = 1; ; i++)
            {
                var folder = Path.Combine(request.ReportsFolder, i == 1 ? name : name + "-" + i.ToString(CultureInfo.InvariantCulture));
                // Moving fails where the folder exists already, so two runs of the same second never share one.
                if (!Directory.Exists(folder) && Moved(fresh, folder))
                {
                    return folder;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunStoppedException(
                Cause.Environment,
                new LocalText($"สร้างโฟลเดอร์ผลการทดสอบใน {request.ReportsFolder} ไม่ได้: {e.Message}", $"No folder for the results could be made in {request.ReportsFolder}: {e.Message}"),
                new LocalText("เลือกที่เก็บอื่นด้วย --reports", "Choose another place with --reports."),
                ExitCodes.HarnessError, e);
        }
    }

    private static void Fill(string folder, RunRequest request, RunPlan plan, IReadOnlyList<string>? observe)
    {
        try
        {
            File.WriteAllBytes(Path.Combine(folder, EntryNames.Service), request.ServiceBytes);
            Directory.CreateDirectory(Path.Combine(folder, "catalogue"));
            File.WriteAllBytes(Path.Combine(folder, "catalogue", RunEngine.CatalogueName(request)), request.CatalogueBytes);
            var planBytes = RecordJson.Write(plan);
            File.WriteAllBytes(Path.Combine(folder, EntryNames.Plan), planBytes);
            var planDigest = Convert.ToHexStringLower(SHA256.HashData(planBytes));
            if (request.Earlier is { } earlier)
            {
                Takeover.Into(folder, earlier, planDigest, request.Clock);
            }
            else
            {
                using var ledger = new LedgerWriter(Path.Combine(folder, EntryNames.Ledger), request.Clock);
                ledger.Start(planDigest);
            }

            File.WriteAllBytes(Path.Combine(folder, RunNotes.FileName), RunNotes.Write(new RunNotes
            {
                HarnessVersion = RunEngine.HarnessVersion,
                Suites = new Dictionary<string, string> { [request.Suite.Id] = SuiteFacts.Digest(request.Suite) },
                Arguments = request.Arguments,
                WorkingFolder = request.Arguments is null ? null : Environment.CurrentDirectory,
                Observe = observe,
            }));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static bool Moved(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
            return true;
        }
        catch (IOException) when (Directory.Exists(to))
        {
            return false;
        }
    }
}
