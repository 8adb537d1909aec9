using System.Reflection;
using System.Reflection.Emit;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>Judging again years later gives the same verdicts only if nothing in it asks the machine it runs on.</summary>
public sealed class JudgingIsPureTests
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value & 0xFFFF);

    private static readonly string[] Impure =
    [
        "System.IO.File", "System.IO.Directory", "System.IO.FileInfo", "System.IO.FileStream", "System.Net.Http.", "System.Net.Sockets.", "System.Net.Dns", "System.Random", "System.Security.Cryptography.RandomNumberGenerator",
        "System.Threading.Thread", "System.Threading.Tasks.Task", "System.Threading.Timer", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.Environment",
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid",
    ];

    [Test]
    public void No_check_and_nothing_in_judging_asks_clock_network_disk_or_chance()
    {
        var types = typeof(MinimumTestcaseSuite).Assembly.GetTypes().Where(t => (t.Namespace ?? "").EndsWith(".Checks", StringComparison.Ordinal))
            .Concat(typeof(CaseJudge).Assembly.GetTypes().Where(t => t.Namespace == typeof(CaseJudge).Namespace)).ToList();
        var used = types.SelectMany(t => Methods(t).SelectMany(Members).Select(m => (By: t.FullName!, Member: m.DeclaringType?.FullName + "." + m.Name))).Distinct().ToList();

        Assert.Multiple(() =>
        {
            Assert.That(types.Count(t => t.GetCustomAttribute<CheckAttribute>() is not null), Is.GreaterThan(40), "the checks are among the types looked at");
            Assert.That(used.Select(u => u.Member), Does.Contain("System.Linq.Enumerable.Where").And.Contain("ConformanceHarness.Core.Judging.ICheck.Judge"), "calls are read");
            // Compilers put the thread's number into iterators; nothing reads it but the iterator itself.
            Assert.That(used.Where(u => u.Member != "System.Environment.get_CurrentManagedThreadId" && Impure.Any(i => u.Member.StartsWith(i, StringComparison.Ordinal))), Is.Empty);
        });
    }

    [Test]
    public void Reading_calls_finds_what_is_forbidden() =>
        Assert.That(Methods(typeof(MinimumTestcaseSuite)).SelectMany(Members).Select(m => m.DeclaringType?.FullName + "." + m.Name), Does.Contain("System.IO.Path.Combine"));

    [Test]
    public void Core_knows_neither_a_browser_nor_a_web_server_nor_a_test_framework()
    {
        var references = typeof(CaseJudge).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();

        Assert.That(references, Does.Contain("System.Runtime"));
        Assert.That(references.Where(r => new[] { "Microsoft.Playwright", "Microsoft.AspNetCore", "nunit", "WireMock", "ConformanceHarness" }.Any(p => r.StartsWith(p, StringComparison.OrdinalIgnoreCase))), Is.Empty);
    }

    [Test]
    public void The_catalogue_names_every_check_and_only_checks_and_scenarios_that_are_there()
    {
        var suite = MinimumTestcaseSuite.Load();
        var catalogue = CatalogueReader.Read(suite.CataloguePath);
        var scenarios = suite.Scenarios.Select(s => s.Name).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(suite.Checks, Is.Not.Empty);
            Assert.That(catalogue.Cases.Select(c => c.Check).OfType<string>(), Is.EquivalentTo(suite.Checks.Keys));
            Assert.That(scenarios, Is.Unique);
            Assert.That(catalogue.Cases.SelectMany(c => c.Scenarios).Distinct(), Is.EquivalentTo(scenarios));
        });
    }

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly).OfType<MethodBase>();

    private static IEnumerable<MemberInfo> Members(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var typeArguments = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var value = il[at++] is 0xFE ? 0xFE00 | il[at++] : il[at - 1];
            var code = OpCodesByValue[value];
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok or OperandType.InlineType && method.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments) is { } member)
            {
                yield return member;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }
}
