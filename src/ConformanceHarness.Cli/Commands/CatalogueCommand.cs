using System.CommandLine;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>catalogue</c>: Minimum Testcase lists in Excel, in and out.</summary>
internal static class CatalogueCommand
{
    /// <summary>What the option --catalogue is, wherever it is.</summary>
    public static LocalText CatalogueWords { get; } = new("รายการกรณีทดสอบที่ได้จาก catalogue import (ปกติใช้รายการที่มากับเครื่องมือ)", "catalogue made by catalogue import (default: the built-in one)");

    public static Option<string> CatalogueOption() => new("--catalogue") { HelpName = "FILE.yaml" };

    public static Command Make(string language)
    {
        var command = new OfferedCommand("catalogue", new("นำเข้าและส่งออกรายการทดสอบ Excel", "import and export test case lists in Excel"), language)
        {
            Notes = [new LocalText("ดู docs/excel.md", "docs/excel.md tells more.").In(language)],
            Examples = ["./conformance catalogue import list.xlsx", "./conformance catalogue export --out testcases.xlsx"],
        };
        command.Add(CatalogueImport.Make(language));
        command.Add(CatalogueExport.Make(language));
        return command;
    }
}
