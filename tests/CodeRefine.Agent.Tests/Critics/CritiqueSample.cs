using CodeRefine.Agent.Critics;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Agent.Tests.Critics;

/// <summary>A small problem of one source and one check file, and critiques of verdicts on it.</summary>
internal static class CritiqueSample
{
    public const string Stack = """
        namespace Demo;

        /// <summary>Last in, first out.</summary>
        public class Pile<T>
        {
            private readonly List<T> items = [];

            public int Count => items.Count;

            public void Push(T item) => items.Add(item);

            public T Pop()
            {
                var last = items[items.Count];
                while (items.Count > 0)
                {
                    last = items[0];
                }

                return last;
            }
        }

        """;

    public const string StackTests = """
        using Demo;
        using Xunit;

        public class StackTests
        {
            [Fact]
            public void PopReturnsLast()
            {
                var stack = new Pile<int>();
                stack.Push(2);
                var popped = stack.Pop();
                Assert.Equal(2, popped);
            }

            [Fact]
            public void CountCounts()
            {
                Assert.Equal(0, new Pile<int>().Count);
            }
        }

        """;

    public static readonly Check Pop = new("StackTests.PopReturnsLast", CheckKind.Test, "tests/StackTests.cs", 7);
    public static readonly Check Count = new("StackTests.CountCounts", CheckKind.Test, "tests/StackTests.cs", 16);

    // The test project's own xunit stands in for the test host's.
    private static readonly RoslynBuilder Builder = new(new ReferenceSet(new[] { "xunit.v3.core.dll", "xunit.v3.assert.dll", "xunit.v3.common.dll" }.Select(f => Path.Combine(AppContext.BaseDirectory, f))));

    public static Problem Problem(string? source = null, string? tests = null) => new()
    {
        Id = "stack",
        Title = "Stack",
        Statement = "",
        Sources = SourceTree.From(("Pile.cs", source ?? Stack)),
        Editable = new Everything(),
        CheckSources = SourceTree.From(("tests/StackTests.cs", tests ?? StackTests)),
    };

    /// <summary>Of what the compiler says in truth.</summary>
    public static async Task<Critique> OfBuildAsync(string source, string? tests = null)
    {
        var problem = Problem(source, tests);
        var build = await Builder.BuildAsync(problem, problem.Sources, CancellationToken.None);
        return await new EvidenceCritic(Builder).CritiqueAsync(problem, problem.Sources, Judge.Decide(build), CancellationToken.None);
    }

    public static async Task<Critique> OfAsync(CheckReport report, StackFrameInfo? hangSite = null, string? source = null, string? tests = null)
    {
        var problem = Problem(source, tests);
        var image = new AssemblyImage("Candidate", [], []);
        var build = new BuildResult.Success { Candidate = image, ChecksImage = image, Checks = [.. report.Results.Select(r => r.Check)], Diagnostics = [] };
        var verdict = Judge.Decide(build, report) with { HangSite = hangSite };
        return await new EvidenceCritic(Builder).CritiqueAsync(problem, problem.Sources, verdict, CancellationToken.None);
    }

    public static async Task<Critique> OfAsync(BuildResult build)
    {
        var problem = Problem();
        return await new EvidenceCritic(Builder).CritiqueAsync(problem, problem.Sources, Judge.Decide(build), CancellationToken.None);
    }

    public static CheckReport Report(HostEnd? end, params CheckResult[] results) => new() { Results = [.. results], End = end ?? HostEnd.Completed };

    public static CheckResult Passed(Check check) => new() { Check = check, Status = CheckStatus.Passed, CasesPassed = 1 };

    public static CheckResult Ended(Check check, CheckStatus status) => new() { Check = check, Status = status };

    public static CheckResult Failed(Check check, params CheckFailure[] failures) => new() { Check = check, Status = CheckStatus.Failed, CasesFailed = failures.Length, Failures = [.. failures] };

    public static CheckFailure Wrong(string expected, string actual, string? name = null) => new()
    {
        Case = name ?? "StackTests.PopReturnsLast",
        ExceptionType = "Xunit.Sdk.EqualException",
        Message = $"Assert.Equal() Failure: Values differ\nExpected: {expected}\nActual:   {actual}",
        Expected = expected,
        Actual = actual,
        Stack = [new("StackTests.PopReturnsLast()", "tests/StackTests.cs", 12)],
    };

    public static CheckFailure Thrown(string type, string message, int line) => new()
    {
        Case = "StackTests.PopReturnsLast",
        ExceptionType = type,
        Message = message,
        Stack = [new("System.Collections.Generic.List`1.get_Item(Int32 index)", null, 0), new("Demo.Pile`1.Pop()", "Pile.cs", line), new("StackTests.PopReturnsLast()", "tests/StackTests.cs", 11)],
    };

    private sealed class Everything : IEditablePaths
    {
        public bool Allows(string path, out string reason)
        {
            reason = "";
            return true;
        }
    }
}
