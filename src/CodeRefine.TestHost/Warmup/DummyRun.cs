using System.Reflection;
using System.Text;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Warmup;

/// <summary>Runs a few checks of this assembly's own before the candidate comes, so that all code on the way is loaded and compiled.</summary>
internal static class DummyRun
{
    /// <param name="properties">Properties too, which cost as much again: their library is large.</param>
    /// <param name="pool">Checks too that wait, for which the thread pool starts threads.</param>
    public static void Run(ConsoleTap console, bool properties, bool pool)
    {
        var name = typeof(DummyChecks).FullName!;
        string[] ids = [.. DummyChecks.Tests, .. pool ? DummyChecks.Waiting : [], .. properties ? DummyChecks.Properties : []];
        var expected = string.Join(',', ids.Select(id => $$"""{"id":"{{name}}.{{id}}","property":false}"""));
        var job = HostJobReading.Read(Encoding.UTF8.GetBytes($$"""
            {
                "id": "", "candidateName": "", "checksName": "", "expected": [{{expected}}], "failFast": false, "seed": 1, "coverage": false,
                "limits": { "checkMilliseconds": 0, "totalMilliseconds": 0, "outputBytes": 0 }
            }
            """))!;
        CheckRunner.Run(Assembly.GetExecutingAssembly(), null, job, null, new Reporter(Stream.Null, new byte[Frames.TokenBytes]), console);
        console.Take();
    }
}
