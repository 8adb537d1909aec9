using System.Reflection;
using System.Security.Cryptography;
using ConformanceHarness.Core;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Cli.Retesting;

/// <summary>A suite that was given by path.</summary>
/// <param name="Digest">SHA-256 (hex) of the assembly</param>
internal sealed record LoadedSuite(Suite Suite, string Path, string Digest);

/// <summary>
/// Loads a suite from an assembly: its one public static class with a method <c>Suite Load()</c>, as the built-in suite has it. The code in
/// it runs with the rights of whoever names it; it never comes from a bundle.
/// </summary>
internal static class SuiteLoader
{
    /// <exception cref="ConfigurationException">it is no suite, or its catalogue is missing</exception>
    public static LoadedSuite Load(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw Refused(path, new($"--suite {path}: ไม่พบไฟล์", $"--suite {path}: there is no such file."), null);
        }

        try
        {
            var assembly = new SuiteContext(full).LoadFromAssemblyPath(full);
            var loads = assembly.GetExportedTypes().Select(t => t.GetMethod("Load", BindingFlags.Public | BindingFlags.Static, [])).Where(m => m?.ReturnType == typeof(Suite)).ToList();
            if (loads is not [{ } load])
            {
                throw Refused(path, new($"--suite {path}: มีเมธอด public static Suite Load() {loads.Count} เมธอด ต้องมีหนึ่งเมธอด", $"--suite {path}: it has {loads.Count} methods 'public static Suite Load()', and must have exactly one."), null);
            }

            var suite = (Suite)load.Invoke(null, null)!;
            return File.Exists(suite.CataloguePath)
                ? new LoadedSuite(suite, path, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(full))))
                : throw Refused(path, new($"--suite {path}: ไม่พบรายการกรณีทดสอบ {suite.CataloguePath}", $"--suite {path}: its catalogue {suite.CataloguePath} is not there."), null);
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or MissingMethodException or TargetInvocationException or IOException)
        {
            var why = (e as TargetInvocationException)?.InnerException?.Message ?? e.Message;
            throw Refused(path, new($"--suite {path}: โหลดไม่ได้: {why}", $"--suite {path}: it can't be loaded: {why}"), e);
        }
    }

    private static ConfigurationException Refused(string path, LocalText problem, Exception? inner) => new(
        problem, new LocalText("ระบุ .dll ของชุดการตรวจที่สร้างกับเครื่องมือรุ่นนี้ (docs/retest.md)", "Name the .dll of a suite that was built against this version (docs/retest.md)."), path, inner: inner);
}
