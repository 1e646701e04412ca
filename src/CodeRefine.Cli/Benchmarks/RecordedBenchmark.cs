using CodeRefine.Agent.Chat;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Core.Patches;
using CodeRefine.Evaluation.Suites.MultiPlE;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Roslyn.Patches;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>Repairs a model's recorded answers to MultiPL-E's C# rows with no model: half of each row's asserts visible, half held back.</summary>
internal sealed class RecordedBenchmark(CommandContext context, ResolvedConfiguration configuration)
{
    /// <param name="only">Rows whose name holds this; null for all.</param>
    /// <returns>A row for each answer that was done before it was cancelled, and whether that is all.</returns>
    /// <exception cref="UserErrorException">A row is wrong, or there is none with an answer.</exception>
    public async Task<(IReadOnlyList<RecordedRow> Rows, bool Complete)> RunAsync(string file, string? only, Action<RecordedRow> onRow, CancellationToken cancellationToken)
    {
        var rows = new List<RecordedRow>();
        Composition? composition = null;
        RepairRunner? runner = null;
        try
        {
            foreach (var row in MultiPlEReader.Read(file).Where(r => r.Answer is not null && (only is null || r.Name.Contains(only, StringComparison.OrdinalIgnoreCase))))
            {
                context.Terminal.Status($"{rows.Count + 1}: {row.Name}");
                rows.Add(new RecordedRow(row.Name, await RepairAsync(row)));
                onRow(rows[^1]);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && rows.Count > 0)
        {
            return (rows, false);
        }
        finally
        {
            context.Terminal.ClearStatus();
            runner?.Dispose();
            await (composition?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        return rows.Count > 0 ? (rows, true) : throw new UserErrorException($"{file} has no row with a recorded answer{(only is null ? "" : $" whose name holds '{only}'")}: 'gpt_solution', 'completion' or 'solution'.");

        async Task<RepairResult> RepairAsync(MultiPlERow row)
        {
            if (!TryTask(row, out var task, out var reason))
            {
                return new RepairResult(RepairOutcome.Failed, null, 0, 0, 0, "", reason);
            }

            composition ??= await Composition.OpenAsync(task, configuration, context, yes: false, cancellationToken);
            runner ??= new RepairRunner(composition, context);
            return await runner.RunAsync(task, cancellationToken);
        }
    }

    /// <summary>The answer becomes sources in the way of any model's answer: its code takes its place in the prompt's program.</summary>
    internal static bool TryTask(MultiPlERow row, out LoadedTask task, out string reason)
    {
        task = null!;
        try
        {
            var open = MultiPlETask.Open(row);
            var parsed = AnswerParser.Parse(row.Answer!, new AnswerContext(open.Problem, open.Problem.Sources, new HashSet<string>()));
            var result = parsed.Patch is { } patch ? new RoslynPatcher().Apply(open.Problem, open.Problem.Sources, patch) : null;
            reason = result switch
            {
                null => string.Join(' ', parsed.Notes),
                PatchResult.Rejected rejected => rejected.Explain(),
                _ => "",
            };
            if (result is PatchResult.Applied applied)
            {
                task = MultiPlETask.Create(row, applied.Tree);
            }

            return reason.Length == 0;
        }
        catch (UserErrorException wrong)
        {
            reason = wrong.Message;
            return false;
        }
    }
}
