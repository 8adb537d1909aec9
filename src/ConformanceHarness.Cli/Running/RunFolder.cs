using System.Security.Cryptography;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Reports.Feedback;

namespace ConformanceHarness.Cli.Running;

/// <summary>The records that a run left in its folder.</summary>
internal static class RunFolder
{
    /// <summary>For a person: what a run that was stopped has kept; null where it had not begun.</summary>
    public static LocalText? Kept(string? folder)
    {
        if (folder is null || !File.Exists(Path.Combine(folder, EntryNames.Ledger)))
        {
            return null;
        }

        var attempts = LedgerReader.Read(Path.Combine(folder, EntryNames.Ledger)).Lines.Where(l => l.Kind == "attempt" && l.End != ObservationEnd.Cancelled).Select(l => l.Observation).Distinct().Count();
        var next = Resuming.RunNotes.Read(folder)?.Arguments is null ? "" : $"./conformance run --resume \"{folder}\"";
        return new LocalText(
            $"เก็บหลักฐานของ {attempts} สถานการณ์ทดสอบไว้ที่ {folder}{(next.Length == 0 ? "" : " ทดสอบต่อด้วย " + next)}",
            $"The evidence of {attempts} scenarios is kept in {folder}{(next.Length == 0 ? "" : ". Go on with: " + next)}");
    }

    /// <exception cref="ConfigurationException">the folder is not that of a finished run, or something in it is damaged</exception>
    public static RunRecord Read(string folder)
    {
        foreach (var needed in new[] { EntryNames.Statement, EntryNames.Verdicts, EntryNames.Plan, EntryNames.Ledger, EntryNames.Service })
        {
            if (!File.Exists(Path.Combine(folder, needed)))
            {
                throw new ConfigurationException(
                    new LocalText($"ไม่มี {needed} จึงไม่ใช่โฟลเดอร์ของรอบทดสอบที่เสร็จแล้ว", $"There is no {needed}: it is not the folder of a finished run."),
                    new LocalText("ระบุโฟลเดอร์ย่อยใน reports หรือไฟล์ .asice", "Name a folder below reports/, or an .asice file."), folder);
            }
        }

        try
        {
            var statement = RecordJson.ReadStatement(File.ReadAllBytes(Path.Combine(folder, EntryNames.Statement)));
            var (catalogue, service) = Inputs(folder, statement);
            var ledger = LedgerReader.Read(Path.Combine(folder, EntryNames.Ledger));
            return new RunRecord
            {
                Statement = statement,
                Catalogue = catalogue,
                Service = service,
                Plan = RecordJson.ReadPlan(File.ReadAllBytes(Path.Combine(folder, EntryNames.Plan))),
                Observations = [.. ledger.Lines.Where(l => l.Kind == "attempt").Select(l => Observation(folder, l))],
                Ledger = ledger.Lines,
                Verdicts = RecordJson.ReadVerdicts(File.ReadAllBytes(Path.Combine(folder, EntryNames.Verdicts))),
                Earlier = Resubmitting.Takeover.Read(folder, ledger.Lines),
                EvidenceFolder = Path.Combine(folder, "evidence"),
            };
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or IOException or UnauthorizedAccessException)
        {
            throw Damaged(folder, new LocalText("อ่านบันทึกไม่ได้: " + e.Message, "A record can't be read: " + e.Message));
        }
    }

    /// <summary>Feedback on an earlier bundle that the run read; null where it read none.</summary>
    /// <exception cref="ConfigurationException">it is damaged</exception>
    public static FeedbackDocument? Feedback(string folder)
    {
        var path = Path.Combine(folder, FeedbackReport.EntryName);
        try
        {
            return File.Exists(path) ? FeedbackJson.Read(File.ReadAllBytes(path)) : null;
        }
        catch (System.Text.Json.JsonException e)
        {
            throw Damaged(folder, new LocalText($"อ่าน {FeedbackReport.EntryName} ไม่ได้: {e.Message}", $"{FeedbackReport.EntryName} can't be read: {e.Message}"));
        }
    }

    private static (Catalogue Catalogue, ServiceProfile Service) Inputs(string folder, Statement statement)
    {
        foreach (var path in Directory.GetFiles(Path.Combine(folder, "catalogue"), "*.yaml"))
        {
            var catalogue = CatalogueReader.Read(File.ReadAllBytes(path), path);
            if (catalogue.Digest == statement.CatalogueDigest)
            {
                var service = Path.Combine(folder, EntryNames.Service);
                return (catalogue, ServiceProfileReader.Read(File.ReadAllBytes(service), service));
            }
        }

        throw Damaged(folder, new LocalText("ไม่มีรายการกรณีทดสอบที่ใช้ในรอบนี้", "The run's catalogue is not there as it was."));
    }

    private static Observation Observation(string folder, LedgerLine line)
    {
        var name = EntryNames.Observations + string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{line.Observation}.{line.Attempt}.json");
        var bytes = File.ReadAllBytes(Path.Combine(folder, name));
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == line.Digest
            ? RecordJson.ReadObservation(bytes)
            : throw Damaged(folder, new LocalText($"{name} ไม่ตรงกับบัญชีบันทึก", $"{name} is not what the ledger says."));
    }

    private static ConfigurationException Damaged(string folder, LocalText problem) =>
        new(problem, new LocalText("ใช้ชุดผลที่ลงนาม (.asice) ของรอบนี้ หรือทดสอบใหม่", "Use the run's signed bundle (.asice), or run again."), folder);
}
