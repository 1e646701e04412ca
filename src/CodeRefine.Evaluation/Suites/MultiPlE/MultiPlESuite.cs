using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Suites.Functions;

namespace CodeRefine.Evaluation.Suites.MultiPlE;

/// <summary>
/// MultiPL-E's C# problems (HumanEval, MBPP) as a suite. As shipped, it judges as its harness does (<c>csc /d:DEBUG</c>, one Main of asserts that compare as they
/// are written, all within 5 s); see <see href="https://github.com/nuprl/MultiPL-E/blob/main/evaluation/src/eval_cs.py"/>.
/// </summary>
internal static partial class MultiPlESuite
{
    /// <summary>The suite is older than what a new project has: no annotations, no implicit usings, and C# as it was before <c>field</c> and spans that convert by themselves.</summary>
    private static readonly CompileSettings compile = CompileSettings.Default with { ImplicitUsings = false, Nullable = "disable", LangVersion = "13.0" };

    private static readonly Limits limits = Limits.Default with { CheckTime = TimeSpan.FromSeconds(5), TotalTime = TimeSpan.FromSeconds(10) };

    public static SuiteTask Task(MultiPlERow row, string path, SuiteOptions options) => FunctionTask.Create(
        new FunctionRow
        {
            Id = row.Name,
            Prompt = row.Prompt,
            Tests = row.Tests,
            Compile = compile,
            Limits = limits,
            Aliases = Aliases(row),
            Stop = row.Stop,
            Recorded = row.Answer,
            Json = row.Json,
            Place = $"{path}, line {row.Line}",
        },
        options);

    private static ImmutableArray<string> Aliases(MultiPlERow row)
    {
        var names = new List<string>();
        if (row.TaskId is { } id && id != row.Name)
        {
            names.Add(id);
        }

        if (Numbered().Match(row.Name) is { Success: true } match)
        {
            var (suite, number) = (match.Groups[1].Value, match.Groups[2].Value);
            names.AddRange([$"{suite}_{number}", $"{suite}/{number}"]);
            if (suite.Equals("mbpp", StringComparison.OrdinalIgnoreCase))
            {
                names.AddRange([$"Mbpp/{number}", $"MBPP/{number}"]);
            }
        }

        return [.. names.Distinct()];
    }

    [GeneratedRegex(@"\A([A-Za-z]+)_(\d+)_")]
    private static partial Regex Numbered();
}
