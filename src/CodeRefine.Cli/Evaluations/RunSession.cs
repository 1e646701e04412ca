using System.Collections.Immutable;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Rendering;
using CodeRefine.Evaluation.Running;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Runs.Journals;

namespace CodeRefine.Cli.Evaluations;

/// <summary>What a command on suites was asked for, apart from what it does with each sample.</summary>
internal sealed record RunRequest
{
    public required EvaluationRun Header { get; init; }
    public required IReadOnlyList<RunTask> Tasks { get; init; }
    public required IEnumerable<JobItem> Items { get; init; }
    public required LoopOptions Loop { get; init; }

    /// <summary>The file that was typed; null to name one by the set-up.</summary>
    public string? File { get; init; }
    public bool RetryFailures { get; init; }
}

/// <summary>Opens a run's journal, works through its samples while showing how it goes, and tells what has come of it.</summary>
internal sealed class RunSession(CommandContext context, ResolvedConfiguration configuration, EvaluationStations stations)
{
    public async Task<int> RunAsync(RunRequest request, Func<RunJournal, SampleWork> work, CancellationToken cancellationToken)
    {
        var header = request.Header with { Id = RunFiles.IdOf(request.Header) };
        var file = Path.GetFullPath(request.File ?? Path.Combine(RunFiles.Folder(configuration), header.Id + RunFiles.Extension));
        using var journal = RunJournal.Open(file, header, request.Tasks);
        var progress = new RunProgress(context.Time);
        var before = Start(progress, journal, request);
        Opening(journal, file, before, request.Loop.Workers);
        var cancelled = false;
        try
        {
            await using var view = ProgressView.Start(context, progress, stations.Sandbox);
            await new SampleLoop(journal, request.Loop, progress, context.Time, work(journal)).RunAsync(request.Items, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            cancelled = true;
        }

        using var reader = RunReader.Open(file);
        var document = RunReport.Document(reader, file, progress.Snapshot(), cancelled, context.Verbose);
        RunReport.Write(context.Terminal, document, reader, context.Verbose);
        context.WriteJson(document);
        return document.ExitCode;
    }

    private static RunCounts Start(RunProgress progress, RunJournal journal, RunRequest request)
    {
        if (request.RetryFailures)
        {
            journal.Reopen();
        }

        using var reader = journal.OpenReader();
        var counts = reader.Counts();
        progress.Start(counts, reader.TaskCounts());
        return counts;
    }

    private void Opening(RunJournal journal, string file, RunCounts before, int workers)
    {
        var terminal = context.Terminal;
        var run = journal.Run;
        terminal.Line($"[bold]{Terminal.Escape(run.Suite)}[/]  {before.Planned} samples, {Plural(workers, "worker")}, sandbox {stations.Sandbox.Name}{(run.Oracle.Length > 0 ? $", {Terminal.Escape(run.Oracle)}" : "")}");
        terminal.Line($"[grey]run {Terminal.Escape(run.Id)} in {Terminal.Escape(file)}[/]");
        if (journal.Resumed)
        {
            terminal.Line(before.Complete
                ? "[grey]it is complete: these are its numbers[/]"
                : $"[grey]it goes on: {before.Ended} of {before.Planned} samples are done[/]");
        }
    }

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>The tasks as the journal keeps them, with the samples planned for each.</summary>
    public static ImmutableArray<RunTask> TasksOf(Evaluation.Suites.Suite suite, Shard? shard, Func<string, int> samples, IReadOnlyDictionary<string, string> faults) =>
        [.. suite.Tasks.Index().Where(t => Shards.Holds(shard, t.Item.Id)).Select(t => t.Item.Entry with { Position = t.Index, Samples = samples(t.Item.Id), Fault = faults.GetValueOrDefault(t.Item.Id, t.Item.Warning) })];
}
