using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Judging;
using ConformanceHarness.Sessions.Scenarios;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Retesting;

/// <summary>The built-in suite and further ones as one: their scenarios and checks side by side.</summary>
/// <param name="Digests">suite id → SHA-256 (hex) of its assembly</param>
/// <param name="Further">those given by path</param>
internal sealed record JoinedSuite(Suite Suite, IReadOnlyDictionary<string, string> Digests, IReadOnlyList<LoadedSuite> Further)
{
    /// <exception cref="ConfigurationException">one is no suite, or two bring something of the same name</exception>
    public static JoinedSuite Load(IReadOnlyList<string> paths)
    {
        var own = MinimumTestcaseSuite.Load();
        var further = paths.Select(SuiteLoader.Load).ToList();
        var digests = new Dictionary<string, string>(StringComparer.Ordinal) { [own.Id] = SuiteFacts.Digest(own) };
        var (scenarios, checks) = (own.Scenarios.ToList(), new Dictionary<string, ICheck>(own.Checks, StringComparer.Ordinal));
        foreach (var loaded in further)
        {
            if (!digests.TryAdd(loaded.Suite.Id, loaded.Digest))
            {
                throw Clash(loaded, "ชื่อชุดการตรวจ", "suite", loaded.Suite.Id);
            }

            foreach (var scenario in loaded.Suite.Scenarios)
            {
                if (scenarios.Any(s => s.Name == scenario.Name))
                {
                    throw Clash(loaded, "สถานการณ์ทดสอบ", "scenario", scenario.Name);
                }

                scenarios.Add(scenario);
            }

            foreach (var (id, check) in loaded.Suite.Checks)
            {
                if (!checks.TryAdd(id, check))
                {
                    throw Clash(loaded, "การตรวจ", "check", id);
                }
            }
        }

        return new JoinedSuite(own with { Scenarios = scenarios, Checks = checks }, digests, further);
    }

    public static ConfigurationException Clash(LoadedSuite suite, string thai, string english, string name) => new(
        new LocalText($"--suite {suite.Path}: มี{thai} '{name}' อยู่แล้ว", $"--suite {suite.Path}: there is a {english} '{name}' already."),
        new LocalText("เปลี่ยนชื่อในชุดการตรวจของท่าน", "Give it another name in your suite."), suite.Path);
}
