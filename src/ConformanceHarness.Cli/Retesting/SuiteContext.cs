using System.Reflection;
using System.Runtime.Loader;

namespace ConformanceHarness.Cli.Retesting;

/// <summary>Loads a suite's assembly and what lies beside it; the harness's own assemblies are shared, so that its types mean the same.</summary>
internal sealed class SuiteContext(string path) : AssemblyLoadContext(Path.GetFileName(path))
{
    private readonly AssemblyDependencyResolver resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (FileNotFoundException)
        {
            return resolver.ResolveAssemblyToPath(assemblyName) is { } own ? LoadFromAssemblyPath(own) : null;
        }
    }
}
