using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Suites.Functions;

namespace CodeRefine.Evaluation.Suites.Mxeval;

/// <summary>mxeval's C# problems as a suite. Its harness builds a net6.0 project with CompareNETObjects and gives a run 10 s; here the comparison is a small one of the checks' own.</summary>
internal static class MxevalSuite
{
    private const string Library = "KellermanSoftware.CompareNetObjects";

    private static readonly CompileSettings compile = CompileSettings.Default with { Nullable = "disable", LangVersion = "13.0" };

    private static readonly Limits limits = Limits.Default with { CheckTime = TimeSpan.FromSeconds(10), TotalTime = TimeSpan.FromSeconds(15) };

    public static SuiteTask Task(MxevalRow row, string path, SuiteOptions options) => FunctionTask.Create(
        new FunctionRow
        {
            Id = row.TaskId,
            Prompt = row.Prompt,
            Tests = row.Test,
            Compile = compile,
            Limits = limits,
            Reference = row.Solution,
            Statement = row.Description ?? "",
            Json = row.Json,
            Place = $"{path}, line {row.Line}",
            Library = Library,
            LibraryShim = CompareLogicShim.Source,
        },
        options);
}
