using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>Times what a loop pays for each candidate: from a one-file edit to its verdict, everything warm.</summary>
internal sealed class VerdictBenchmark(LoadedTask task, CommandContext context)
{
    private const int WarmUps = 5, ColdRounds = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), SustainedTime = TimeSpan.FromSeconds(5), LongestPause = TimeSpan.FromSeconds(20);
    private int edits;

    /// <summary>The first file that may be edited.</summary>
    public string Edited { get; } = task.Problem.Sources.Paths.FirstOrDefault(p => p.EndsWith(".cs", StringComparison.Ordinal) && task.Problem.Editable.Allows(p, out _))
        ?? throw new UserErrorException($"{task.Folder} has no C# file that may be edited, so there is no edit to time.");

    /// <param name="sandbox"><c>docker</c> or <c>bubblewrap</c>.</param>
    public async Task<SandboxFigures> InSandboxAsync(ResolvedConfiguration configuration, string sandbox, int rounds, CancellationToken cancellationToken)
    {
        var cold = await ColdAsync(sandbox, cancellationToken);
        var chosen = ConfigurationReader.With(configuration, Settings.Sandbox, sandbox);
        await using var composition = await Composition.OpenAsync(task, chosen, context, yes: false, cancellationToken);
        var session = composition.Session(new NoHistory(), new Budget(new BudgetLimits { WallTime = null, Verdicts = null }, context.Time));
        await RoundsAsync(session, sandbox, WarmUps, TimeSpan.Zero, cancellationToken);
        var paced = await RoundsAsync(session, sandbox + ", paced", rounds, Pause, cancellationToken);
        var backToBack = await RoundsAsync(session, sandbox + ", back to back", rounds, TimeSpan.Zero, cancellationToken);

        var cells = new CellProcesses(() => ((Sandboxes.Sandbox)composition.Sandbox).Cells);
        await WarmAsync(cells, cancellationToken);
        var (tool, inCells) = (Environment.CpuUsage.TotalTime, cells.CpuMilliseconds());
        context.Terminal.Status($"{sandbox}: as many as there is room for, {SustainedTime.TotalSeconds} s");
        var started = context.Time.GetTimestamp();
        var count = await SustainedAsync(session, composition.Sandbox.Capacity, cancellationToken);
        var elapsed = context.Time.GetElapsedTime(started).TotalSeconds;
        var toolUsed = (Environment.CpuUsage.TotalTime - tool).TotalMilliseconds;

        // Hosts that warm up for the next verdicts stand for those that were warm before the first.
        await WarmAsync(cells, cancellationToken);
        var cellsUsed = cells.CpuMilliseconds() - inCells;
        return new SandboxFigures(sandbox, paced, backToBack, count / elapsed, toolUsed / count, cellsUsed / count, Environment.WorkingSet / (double)(1 << 20), cells.HostMegabytes(), cold);
    }

    /// <summary>The same edits and the same checks through a project of the usual kind; not sandboxed.</summary>
    /// <param name="servers">The compiler's and MSBuild's servers stay up between runs.</param>
    public async Task<Timings> WithDotnetTestAsync(int rounds, bool servers, CancellationToken cancellationToken)
    {
        using var project = new ThrowAwayProject(task.Problem, servers);
        var path = servers ? "dotnet test" : "dotnet test, no servers";
        var times = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            context.Terminal.Status($"{path}: round {round + 2} of {rounds + 1}");
            project.Write(Edited, NextEdit()[Edited]);
            var started = context.Time.GetTimestamp();
            await project.TestAsync(cancellationToken);
            times.Add(context.Time.GetElapsedTime(started).TotalMilliseconds);
        }

        return new Timings(path, times[1..]);
    }

    private async Task<Timings> RoundsAsync(Session session, string path, int rounds, TimeSpan pause, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            context.Terminal.Status($"{path}: round {round + 1} of {rounds}");
            await Task.Delay(pause, context.Time, cancellationToken);
            var tree = NextEdit();
            var started = context.Time.GetTimestamp();
            await session.VerifyAsync(tree, cancellationToken);
            times.Add(context.Time.GetElapsedTime(started).TotalMilliseconds);
        }

        return new Timings(path, times);
    }

    private async Task<int> SustainedAsync(Session session, int atOnce, CancellationToken cancellationToken)
    {
        var count = 0;
        var started = context.Time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(
            async () =>
            {
                while (context.Time.GetElapsedTime(started) < SustainedTime)
                {
                    await session.VerifyAsync(NextEdit(), cancellationToken);
                    Interlocked.Increment(ref count);
                }
            },
            cancellationToken)));
        return count;
    }

    /// <summary>Waits a pause, and until a host is seen that waits too: on a busy machine it takes longer to warm up.</summary>
    private async Task WarmAsync(CellProcesses cells, CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        do
        {
            await Task.Delay(Pause, context.Time, cancellationToken);
        }
        while (double.IsNaN(cells.HostMegabytes()) && context.Time.GetElapsedTime(started) < LongestPause);
    }

    /// <summary>The tool itself, from nothing to one verdict, by another process of it.</summary>
    private async Task<Timings> ColdAsync(string sandbox, CancellationToken cancellationToken)
    {
        var self = new Repositories.Processes.Command("dotnet").WithArguments(Path.Combine(AppContext.BaseDirectory, "coderefine.dll"), "verify", task.Folder, "--sandbox", sandbox)
            .WithInheritedEnvironment([.. Repositories.Processes.Command.UsualEnvironment, "HOME", "DOTNET_ROOT", "DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "XDG_RUNTIME_DIR"]);
        var times = new List<double>();
        for (var round = 0; round < ColdRounds; round++)
        {
            context.Terminal.Status($"{sandbox}: cold start {round + 1} of {ColdRounds}");
            var started = context.Time.GetTimestamp();
            var result = await self.ExecuteAsync(cancellationToken);
            times.Add(context.Time.GetElapsedTime(started).TotalMilliseconds);
            if (result.ExitCode is not (ExitCodes.Success or ExitCodes.NotSolved))
            {
                throw new UserErrorException($"`{self}` gave no verdict: {result.Error.Trim()}", UserErrorKind.Environment);
            }
        }

        return new Timings(sandbox, times);
    }

    /// <summary>A comment is enough to make a file new to every cache.</summary>
    private SourceTree NextEdit() => task.Problem.Sources.With(Edited, FormattableString.Invariant($"{task.Problem.Sources[Edited].Text}\n// edit {Interlocked.Increment(ref edits)}\n"));
}
