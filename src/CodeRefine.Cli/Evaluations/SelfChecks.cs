using System.Collections.Immutable;
using System.CommandLine;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Rendering;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Running;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Cli.Evaluations;

/// <summary>The self-check of a suite before a run, with a table of what is wrong with it.</summary>
internal static class SelfChecks
{
    private const int MostShown = 20;

    /// <returns>What is wrong, by task; for the journal.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(
        ParseResult parse, SuiteArguments arguments, CommandContext context, EvaluationStations stations, VerdictCache? cache, Suite suite, Shard? shard, int workers, ulong seed, CancellationToken cancellationToken)
    {
        if (parse.GetValue(arguments.NoSelfCheck))
        {
            return new Dictionary<string, string>();
        }

        var check = new SelfCheck(stations.Judge(cache), seed);
        var tasks = suite.Tasks.Where(t => Shards.Holds(shard, t.Id)).ToList();
        var found = new SuiteFault[tasks.Count][];
        var done = 0;
        await Parallel.ForEachAsync(tasks.Index(), new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, async (task, token) =>
        {
            found[task.Index] = [.. await check.CheckAsync(task.Item, token)];
            context.Terminal.Status($"self-check of the suite: {Interlocked.Increment(ref done)} of {tasks.Count} tasks");
        });
        context.Terminal.ClearStatus();
        var faults = found.SelectMany(f => f).ToImmutableArray();
        Write(context.Terminal, faults, tasks.Count, context.Verbose);
        return faults.GroupBy(f => f.TaskId).ToDictionary(g => g.Key, g => string.Join(" ", g.Select(f => $"{f.Kind}: {f.Detail}")));
    }

    private static void Write(Terminal terminal, ImmutableArray<SuiteFault> faults, int tasks, bool all)
    {
        var faulty = faults.Select(f => f.TaskId).Distinct().Count();
        terminal.Line(faults.IsEmpty ? $"[grey]self-check: nothing is wrong with {tasks} tasks[/]" : $"[yellow]self-check[/]: something is wrong with {faulty} of {tasks} tasks");
        foreach (var fault in faults.Take(all ? int.MaxValue : MostShown))
        {
            terminal.Line($"  {Terminal.Escape(fault.TaskId)}  [yellow]{Terminal.Escape(fault.Kind)}[/]  [grey]{Terminal.Escape(fault.Detail)}[/]");
        }

        if (!all && faults.Length > MostShown)
        {
            terminal.Line($"  [grey]and {faults.Length - MostShown} more; --verbose lists them[/]");
        }
    }
}
