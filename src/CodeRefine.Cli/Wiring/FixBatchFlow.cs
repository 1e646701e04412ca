using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CodeRefine.Cli.Commands;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;
using CodeRefine.Evaluation.Batches;
using CodeRefine.Evaluation.Suites.SweBench;
using CodeRefine.Repositories.Fixing;
using CodeRefine.Repositories.Sdk;

namespace CodeRefine.Cli.Wiring;

/// <summary><c>fix --instances</c>: many issues with known fixes, or the check that these are sound here.</summary>
internal sealed class FixBatchFlow(FixBatchOptions options, ResolvedConfiguration configuration, CommandContext context)
{
    private readonly Terminal terminal = context.Terminal;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var rows = SweRows.Read(options.Instances).Where(r => options.Only is not { } text || r.Instance.Id.Contains(text, StringComparison.OrdinalIgnoreCase)).ToImmutableArray();
        if (rows.IsEmpty)
        {
            throw new UserErrorException($"--only: no instance's id holds `{options.Only}`.");
        }

        var clones = InstanceClones.Find(options.Repositories, rows.Select(r => r.Instance.Repository));
        var state = FixState.Folder(configuration, context.Variable);
        var sdk = await SdkFactory.CreateAsync(configuration.Sandbox, state, cancellationToken);
        var tests = new CheckoutInstanceTests(sdk, clones.Of, state, options.Overlay);
        return options.Gold ? await GoldAsync(rows, tests, cancellationToken) : await FixAsync(rows, clones, tests, cancellationToken);
    }

    private async Task<int> GoldAsync(ImmutableArray<SweRow> rows, CheckoutInstanceTests tests, CancellationToken cancellationToken)
    {
        var check = new GoldCheck(tests, options.Rounds, context.Time);
        var results = ImmutableArray.CreateBuilder<GoldResult>();
        foreach (var row in rows)
        {
            terminal.Status($"{row.Instance.Id}: base, then the reference {options.Rounds} times …");
            try
            {
                results.Add(await check.RunAsync(row, cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            var last = results[^1];
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{Terminal.Escape(last.InstanceId),-26} {(last.Sound ? "[green]sound[/]  " : "[yellow]unsound[/]")}  {last.Seconds,6:0.0} s  {Terminal.Escape(SafeText.Line(last.Reason))}"));
        }

        var document = new GoldDocument(Path.GetFullPath(options.Instances), results.Count == rows.Length, results.Count(r => r.Sound), results.ToImmutable());
        Directory.CreateDirectory(options.Folder);
        await File.WriteAllTextAsync(Path.Combine(options.Folder, "gold.json"), JsonOutput.Serialize(document) + "\n", CancellationToken.None);
        terminal.Line($"{document.Sound} of {results.Count} instances are sound on this machine; written to {Terminal.Escape(Path.Combine(options.Folder, "gold.json"))}");
        context.WriteJson(document);
        return document.Complete ? ExitCodes.Success : ExitCodes.Cancelled;
    }

    private async Task<int> FixAsync(ImmutableArray<SweRow> rows, InstanceClones clones, CheckoutInstanceTests tests, CancellationToken cancellationToken)
    {
        var model = configuration.Model is { } named && configuration.Proposer != "repair" ? $"coderefine-{AppVersion.Text}+{named}" : $"coderefine-{AppVersion.Text}";
        var batch = new SweBatch(
            new SweBatchOptions
            {
                Folder = options.Folder,
                Model = model,
                Parallel = options.Parallel,
                InstanceTime = options.InstanceTime,
                InstanceCost = configuration.Budget.Money,
                TotalTime = options.TotalTime,
                TotalCost = options.TotalCost,
                Settings = JsonSerializer.Serialize(new { configuration.Proposer, configuration.Seed, configuration.Budget.Attempts, time = configuration.Budget.WallTime?.ToString(), configuration.Budget.Verdicts, options.Overlay, options.Judge }),
            },
            (instance, limits, token) => FixOneAsync(instance, limits, clones, token),
            options.Judge ? new SweJudge(tests).JudgeAsync : null,
            context.Time);
        var result = await batch.RunAsync(rows, Write, cancellationToken);
        terminal.ClearStatus();
        if (result.Stopped is { } stopped)
        {
            terminal.Line($"[yellow]stopped[/]: {stopped}; the same command goes on");
        }

        var report = result.Report;
        terminal.Line($"{report.Submitted} of {report.Total} submitted, {report.EmptyPatch} without a patch{(options.Judge ? $", {report.Resolved} resolved, {report.Unresolved} not, {report.Errors} could not be judged" : "")}; in {Terminal.Escape(options.Folder)}");
        context.WriteJson(new FixBatchDocument(options.Folder, model, result.Stopped, report.Total, report.Submitted, report.Resolved, report.Unresolved, report.EmptyPatch, report.Errors, result.Entries));
        return result.Stopped == "cancelled" ? ExitCodes.Cancelled : ExitCodes.Success;
    }

    /// <summary>As <c>fix</c> does it, its words into a log of the instance's own.</summary>
    private async Task<SweAttempt> FixOneAsync(SweInstance instance, SweLimits limits, InstanceClones clones, CancellationToken cancellationToken)
    {
        var clone = clones.Of(instance.Repository) ?? throw new UserErrorException($"{instance.Repository} is not in {options.Repositories}: clone it there, or name its clone by --repo.");
        terminal.Status($"{instance.Id} …");
        var log = Path.Combine(options.Folder, "logs", instance.Id + ".log");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        await using var writer = new StreamWriter(log);
        using var own = Terminal.Plain(writer);
        var inner = new CommandContext { Command = context.Command, Json = false, Verbose = context.Verbose, Terminal = own, StandardOutput = writer, Time = context.Time, Variable = context.Variable };
        var flow = new FixFlow(new FixOptions(clone, instance.Statement, instance.BaseCommit, null, false, false, false, false, null) { KeepReproduction = false, Overlay = options.Overlay }, configuration, inner) { MoneyLimit = limits.Cost };
        await flow.RunAsync(cancellationToken);
        var result = flow.Result!;
        // What was rejected by the tests' own runner is no answer.
        return new SweAttempt(result.Outcome == FixOutcome.Fixed ? result.Candidate!.Patch : "", result.Reason, flow.Use?.Money ?? 0, flow.Use?.ModelCalls ?? 0);
    }

    private void Write(SweEntry entry)
    {
        var word = (entry.State, entry.Resolved) switch
        {
            ("error", _) => "[red]error[/]     ",
            ("empty", _) => "no patch  ",
            (_, true) => "[green]resolved[/]  ",
            (_, false) => "[yellow]unresolved[/]",
            _ => "patch     ",
        };
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{Terminal.Escape(entry.InstanceId),-26} {word}  {entry.Seconds,6:0.0} s  {Terminal.Escape(SafeText.Line(entry.Judgement.Length > 0 ? entry.Judgement : entry.Reason))}"));
    }
}
