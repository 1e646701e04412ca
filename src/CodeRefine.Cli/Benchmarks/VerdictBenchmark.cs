using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>Times what a loop pays for each candidate: from a one-file edit to its verdict, everything warm.</summary>
internal sealed class VerdictBenchmark(LoadedTask task, CommandContext context)
{
    private const int WarmUps = 3;

    /// <summary>The first file that may be edited.</summary>
    public string Edited { get; } = task.Problem.Sources.Paths.FirstOrDefault(p => p.EndsWith(".cs", StringComparison.Ordinal) && task.Problem.Editable.Allows(p, out _))
        ?? throw new UserErrorException($"{task.Folder} has no C# file that may be edited, so there is no edit to time.");

    /// <param name="sandbox"><c>docker</c> or <c>bubblewrap</c>.</param>
    public async Task<Timings> InSandboxAsync(ResolvedConfiguration configuration, string sandbox, int rounds, CancellationToken cancellationToken)
    {
        var chosen = ConfigurationReader.With(configuration, Settings.Sandbox, sandbox);
        await using var composition = await Composition.OpenAsync(task, chosen, context, yes: false, cancellationToken);
        var session = composition.Session(new NoHistory(), new Budget(new BudgetLimits { WallTime = null, Verdicts = null }, context.Time));
        var times = new List<double>();
        for (var round = -WarmUps; round < rounds; round++)
        {
            context.Terminal.Status($"{sandbox}: round {round + WarmUps + 1} of {rounds + WarmUps}");
            var tree = Edit(round);
            var started = context.Time.GetTimestamp();
            await session.VerifyAsync(tree, cancellationToken);
            times.Add(context.Time.GetElapsedTime(started).TotalMilliseconds);
        }

        return new Timings(sandbox, times[WarmUps..]);
    }

    /// <summary>The same edits and the same checks through a project of the usual kind; not sandboxed.</summary>
    public async Task<Timings> WithDotnetTestAsync(int rounds, CancellationToken cancellationToken)
    {
        using var project = new ThrowAwayProject(task.Problem);
        var times = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            context.Terminal.Status($"dotnet test: round {round + 2} of {rounds + 1}");
            project.Write(Edited, Edit(round)[Edited]);
            var started = context.Time.GetTimestamp();
            await project.TestAsync(cancellationToken);
            times.Add(context.Time.GetElapsedTime(started).TotalMilliseconds);
        }

        return new Timings("dotnet test", times[1..]);
    }

    /// <summary>A comment is enough to make a file new to every cache.</summary>
    private SourceTree Edit(int round) => task.Problem.Sources.With(Edited, FormattableString.Invariant($"{task.Problem.Sources[Edited].Text}\n// edit {round}\n"));
}
