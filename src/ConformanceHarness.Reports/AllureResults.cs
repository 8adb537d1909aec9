using System.Text;
using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Reports.Allure;
using ConformanceHarness.Reports.Reading;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Reports;

/// <summary>
/// Allure 2 result files, one for each planned case in each channel, with categories.json and environment.properties. No id is random: the
/// same record gives the same files. No executor.json is written, because a record does not know what ran it.
/// </summary>
public static class AllureResults
{
    /// <summary>Writes into <paramref name="folder"/>, which is made if it is not there.</summary>
    /// <param name="language">"th" or "en": names of cases and steps</param>
    public static void Write(RunRecord record, string folder, string language = "th")
    {
        if (language is not ("th" or "en"))
        {
            throw new ArgumentException($"Allure results can be written in 'th' or 'en', not in '{language}'.", nameof(language));
        }

        Directory.CreateDirectory(folder);
        var json = new AllureJson(HarnessJson.NewOptions(indented: true));
        var run = new ReportedRun(record);
        var mapping = new AllureMapping(run, new AllureAttachments(new Pictures(record.EvidenceFolder), folder), language);
        foreach (var @case in run.Cases)
        {
            foreach (var channel in @case.Channels)
            {
                var result = mapping.Of(@case, channel);
                File.WriteAllBytes(Path.Combine(folder, result.Uuid + "-result.json"), JsonSerializer.SerializeToUtf8Bytes(result, json.AllureResult));
            }
        }

        File.WriteAllBytes(Path.Combine(folder, "categories.json"), JsonSerializer.SerializeToUtf8Bytes(AllureCategories.In(language), json.IReadOnlyListAllureCategory));
        File.WriteAllText(Path.Combine(folder, "environment.properties"), Environment(record.Statement), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static string Environment(Statement statement)
    {
        (string Key, string Value)[] entries =
        [
            ("Result", ReportWords.Code(statement.Result) + (statement.WithWaivers ? " (with waivers)" : "")),
            ("Trial", statement.Trial ? "yes" : "no"),
            ("Service", statement.ServiceName.Th),
            ("Agency", statement.Agency.Th),
            ("Stage", ReportWords.Of(statement.Stage).En),
            ("LandingUrl", statement.LandingUrl),
            ("Catalogue", $"{statement.CatalogueId} {statement.CatalogueVersion}"),
            ("Harness", statement.HarnessVersion),
            ("Run", statement.RunId),
        ];
        // In a properties file a backslash and a line break have a meaning, in a value nothing else has.
        return string.Concat(entries.Select(e => $"{e.Key} = {VisibleText.Line(e.Value).Replace("\\", "\\\\", StringComparison.Ordinal)}\n"));
    }
}
