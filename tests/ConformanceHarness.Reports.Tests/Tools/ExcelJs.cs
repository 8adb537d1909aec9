using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace ConformanceHarness.Reports.Tests.Tools;

/// <summary>ExcelJS, which shares no code with the harness: it makes workbooks, and reads those that the harness wrote.</summary>
internal static class ExcelJs
{
    private static readonly Lazy<string> Folder = new(Install);

    /// <param name="kind">thai or english: see tests/tools/excel/make.mjs</param>
    public static string Make(string kind, string path)
    {
        Run("node", [Path.Combine(Folder.Value, "make.mjs"), kind, path], Folder.Value);
        return path;
    }

    /// <summary>Sheets by name: cells by address, merges, images, …</summary>
    public static JsonElement Read(string path) => JsonDocument.Parse(Run("node", [Path.Combine(Folder.Value, "read.mjs"), path], Folder.Value)).RootElement;

    public static string Text(this JsonElement sheet, string address) =>
        sheet.GetProperty("cells").TryGetProperty(address, out var cell) ? cell.GetProperty("text").GetString()! : "";

    private static string Install()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ConformanceHarness.sln")))
        {
            folder = folder.Parent;
        }

        var tool = Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests run from a clone."), "tests", "tools", "excel");
        if (!Directory.Exists(Path.Combine(tool, "node_modules", "exceljs")))
        {
            Run("npm", ["ci", "--no-progress"], tool);
        }

        return tool;
    }

    private static string Run(string program, IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}:\n{output}\n{errors.Result}");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"This test lets ExcelJS read workbooks and needs '{program}': install Node.js 20 or later with npm.", e);
        }
    }
}
