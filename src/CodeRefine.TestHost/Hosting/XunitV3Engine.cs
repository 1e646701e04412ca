using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Hosting;

/// <summary>
/// The way to xunit v3, whose types bear the names of v2's and so live in an assembly of their own. Its files lie in a folder beside this
/// program; nothing of them is loaded before a job, or a supervisor that has had such a job, asks for it.
/// </summary>
internal static class XunitV3Engine
{
    private const string Folder = "xunit.v3";
    private const string Engine = "CodeRefine.TestHost.XunitV3";

    // Each before those that refer to it.
    private static readonly string[] Assemblies = ["Microsoft.Bcl.AsyncInterfaces", "xunit.v3.common", "xunit.v3.core", "xunit.v3.assert", "CodeRefine.Properties.XunitV3"];
    private static Assembly? engine;

    private delegate void RunChecks(Assembly checks, Assembly? candidate, HostJob job, CandidateProbe? probe, Reporter reporter, ConsoleTap console);

    private delegate void WarmUp(ConsoleTap console);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(Assembly checks, Assembly candidate, HostJob job, CandidateProbe? probe, Reporter reporter, ConsoleTap console) =>
        Entry<RunChecks>("CheckRunner")(checks, candidate, job, probe, reporter, console);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Warm(ConsoleTap console) => Entry<WarmUp>("DummyRun")(console);

    private static T Entry<T>(string type) where T : Delegate
    {
        if (engine is null)
        {
            Array.ForEach(Assemblies, name => Load(name));
            engine = Load(Engine);
        }

        return engine.GetType($"{Engine}.{type}", throwOnError: true)!.GetMethod("Run", BindingFlags.Static | BindingFlags.Public)!.CreateDelegate<T>();
    }

    // By path: these are not among the files that the program's own list of dependencies names.
    private static Assembly Load(string name) => AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, Folder, name + ".dll"));
}
