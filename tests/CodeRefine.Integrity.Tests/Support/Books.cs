using System.Collections.Concurrent;
using CodeRefine.Core;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Integrity.Tests.Support;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Sandboxes;
using CodeRefine.Sandboxes.Images;

[assembly: AssemblyFixture(typeof(Books))]

namespace CodeRefine.Integrity.Tests.Support;

/// <summary>The task that the cheats don't solve, and the way a candidate of it goes for a user: builder, sandbox, judge.</summary>
public sealed class Books : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ISandbox>>> sandboxes = new();

    // Few seconds: a cheat that waits is waited for.
    private static readonly Limits Short = new() { CheckTime = TimeSpan.FromSeconds(3), TotalTime = TimeSpan.FromSeconds(20) };

    /// <summary>All that a task can allow.</summary>
    private static readonly ApiPolicy Everything = new(["N:System", "N:Microsoft"]);

    public static LoadedTask Task { get; } = TaskLoader.Load(Path.Combine(AppContext.BaseDirectory, "Task"));

    public static IBuilder Builder { get; } = new RoslynBuilder(new ReferenceSet(TestHostFolder.Find()));

    public static Problem Problem { get; } = Task.Problem with { Limits = Short };

    /// <summary>The same, with the policy's doors wide open: what is left is what holds while the candidate runs.</summary>
    public static Problem Open { get; } = Problem with { Policy = Everything, Compile = Problem.Compile with { AllowUnsafe = true } };

    /// <summary>Solves the task.</summary>
    public static SourceTree Solved { get; } = SourceTree.From([.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Solved")).Select(f => (Path.GetFileName(f), File.ReadAllText(f)))]);

    public static TheoryData<string> Kinds => [SandboxFactory.Docker, SandboxFactory.Bubblewrap];

    /// <summary>Everything else is solved, so that the verdict hangs on the cheat alone.</summary>
    public static SourceTree With(Cheat cheat) => Solved.With(cheat.File, cheat.Text);

    public async Task<Verdict> JudgeAsync(string kind, Problem problem, SourceTree candidate)
    {
        var build = await Builder.BuildAsync(problem, candidate, CancellationToken.None);
        if (build is not BuildResult.Success success)
        {
            return Judge.Decide(build);
        }

        var sandbox = await SandboxAsync(kind);
        return Judge.Decide(build, await sandbox.RunAsync(new CheckRun { Candidate = success.Candidate, Checks = success.ChecksImage, Expected = success.Checks, Limits = problem.Limits }, CancellationToken.None));
    }

    public async Task<Grade?> GradeAsync(string kind, SourceTree solution)
    {
        await SandboxAsync(kind);
        var grader = new Grader(Builder, async token => await SandboxFactory.CreateAsync(kind, 1, token));
        return await grader.GradeAsync(Task with { Problem = Problem }, solution, seed: 1, CancellationToken.None);
    }

    /// <summary>The sandbox of that name; where this machine has none, the test is skipped, or fails if <c>CODEREFINE_REQUIRE_SANDBOXES=1</c>.</summary>
    public async Task<ISandbox> SandboxAsync(string kind)
    {
        try
        {
            return await sandboxes.GetOrAdd(kind, k => new Lazy<Task<ISandbox>>(() => SandboxFactory.CreateAsync(k, 1, CancellationToken.None))).Value;
        }
        catch (UserErrorException e) when (Environment.GetEnvironmentVariable("CODEREFINE_REQUIRE_SANDBOXES") != "1")
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var sandbox in sandboxes.Values.Where(s => s is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
        {
            await (await sandbox.Value).DisposeAsync();
        }
    }
}
