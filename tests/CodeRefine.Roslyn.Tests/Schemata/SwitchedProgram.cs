using System.Runtime.Loader;
using CodeRefine.Core.Builds;

namespace CodeRefine.Roslyn.Tests.Schemata;

/// <summary>An instrumented candidate, loaded and asked what its <c>P.Run(int)</c> answers. The sources are this project's own.</summary>
internal sealed class SwitchedProgram : IDisposable
{
    private readonly AssemblyLoadContext context = new(null, isCollectible: true);
    private readonly Type probe;
    private readonly Func<int, string> run;
    private readonly Action reset;

    public SwitchedProgram(BuildResult.Success build)
    {
        var assembly = context.LoadFromStream(new MemoryStream([.. build.Candidate.Pe]));
        probe = assembly.GetType("CodeRefine.Instrumentation.Probe", throwOnError: true)!;
        run = assembly.GetType("P", throwOnError: true)!.GetMethod("Run")!.CreateDelegate<Func<int, string>>();
        reset = probe.GetMethod("Reset")!.CreateDelegate<Action>();
        Switch = Field<int[]>("Switch");
    }

    public int[] Switch { get; }

    public T Field<T>(string name) => (T)probe.GetField(name)!.GetValue(null)!;

    public void Set(string name, object value) => probe.GetField(name)!.SetValue(null, value);

    /// <summary>The answer, or the exception's name.</summary>
    public string Run(int input)
    {
        reset();
        try
        {
            return run(input);
        }
#pragma warning disable CA1031 // What it throws is its behaviour.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return "throws " + e.GetType().Name;
        }
    }

    public string RunAll(IEnumerable<int> inputs) => string.Join('|', inputs.Select(Run));

    /// <summary>With the alternatives on, at their sites.</summary>
    public string RunAll(IEnumerable<int> inputs, params (int Site, int Alternative)[] on)
    {
        foreach (var (site, alternative) in on)
        {
            Switch[site] = alternative;
        }

        var answers = RunAll(inputs);
        Array.Clear(Switch);
        return answers;
    }

    public void Dispose() => context.Unload();
}
