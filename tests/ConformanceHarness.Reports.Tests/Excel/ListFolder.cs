using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Reports.Excel.Mapping;
using ConformanceHarness.Reports.Tests.Samples;

namespace ConformanceHarness.Reports.Tests.Excel;

/// <summary>A folder with a space and Thai letters in its name, for one test.</summary>
internal sealed class ListFolder : IDisposable
{
    public static readonly Catalogue Catalogue = SampleRuns.Mixed().Catalogue;

    public ListFolder() => Folder = Directory.CreateDirectory(Path.Combine(Directory.CreateTempSubdirectory("excel-").FullName, "รายการ ทดสอบ")).FullName;

    public string Folder { get; }

    public string File(string name) => Path.Combine(Folder, name);

    public TestcaseList Open(RawBook book, string? mapping = null)
    {
        if (mapping is not null)
        {
            System.IO.File.WriteAllText(File("map.yaml"), mapping);
        }

        return TestcaseList.Open(book.Save(Folder, "list.xlsx"), mapping is null ? null : File("map.yaml"), Catalogue, CancellationToken.None);
    }

    /// <summary>The one problem of a workbook that is refused.</summary>
    public static ConfigurationException Refused(Action open) => Assert.Throws<ConfigurationException>(() => open())!;

    public static IReadOnlyList<ConfigurationException> Problems(Action open) => Assert.Throws<ConfigurationProblemsException>(() => open())!.Problems;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
}
