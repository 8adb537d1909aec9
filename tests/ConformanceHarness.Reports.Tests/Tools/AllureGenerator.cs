using System.ComponentModel;
using System.Diagnostics;

namespace ConformanceHarness.Reports.Tests.Tools;

/// <summary>The real Allure generator, installed by npm from the lock file in tests/tools/allure into artifacts/allure.</summary>
internal static class AllureGenerator
{
    /// <summary>Generates a report of the results and returns its folder.</summary>
    public static string Generate(string results, string output)
    {
        var installed = Installed();
        Run("node", [Path.Combine(installed, "node_modules", "allure", "cli.js"), "generate", results, "--output", output], Path.GetDirectoryName(output)!);
        return output;
    }

    private static string Installed()
    {
        var root = Root();
        var source = Path.Combine(root, "tests", "tools", "allure");
        var target = Path.Combine(root, "artifacts", "allure");
        var done = Path.Combine(target, "installed.json");
        var locked = File.ReadAllText(Path.Combine(source, "package-lock.json"));
        if (File.Exists(done) && File.ReadAllText(done) == locked)
        {
            return target;
        }

        Directory.CreateDirectory(target);
        foreach (var name in (string[])["package.json", "package-lock.json", ".npmrc"])
        {
            File.Copy(Path.Combine(source, name), Path.Combine(target, name), overwrite: true);
        }

        Run("npm", ["ci", "--no-progress"], target);
        File.WriteAllText(done, locked);
        return target;
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ConformanceHarness.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run from a clone: no ConformanceHarness.sln above " + AppContext.BaseDirectory);
    }

    private static void Run(string program, IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() && program == "npm" ? "npm.cmd" : program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}:\n{output}\n{errors.Result}");
            }
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"This test lets the real Allure generator read the results and needs '{program}': install Node.js 20 or later with npm (Debian: apt-get install nodejs npm).", e);
        }
    }
}
