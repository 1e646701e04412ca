using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Evaluation.Defects;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>Repairs every entry of a corpus of defects with no model.</summary>
internal sealed class CorpusBenchmark(CommandContext context, ResolvedConfiguration configuration)
{
    /// <summary>The corpus of the clone that this program was built from; null where there is none.</summary>
    public static string? OwnCorpus()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var corpus = Path.Combine(folder, "tests", "CodeRefine.Repair.Corpus", "Defects");
            if (Directory.Exists(corpus))
            {
                return corpus;
            }
        }

        return null;
    }

    /// <summary>The entries of a folder whose name, kind or group holds the text.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static IReadOnlyList<Defect> Choose(string folder, string? only)
    {
        var all = DefectReader.ReadFolder(folder);
        var chosen = all.Where(d => only is null || new[] { d.Name, d.Kind, RepairTotal.Word(d.Group), $"{RepairTotal.Word(d.Half)} half" }.Any(t => t.Contains(only, StringComparison.OrdinalIgnoreCase))).ToList();
        return chosen.Count > 0 ? chosen : throw new UserErrorException($"--only: no name, kind, group or half of the {all.Count} entries holds '{only}'.");
    }

    /// <param name="onRow">Called as each is done.</param>
    /// <returns>A row for each that was done before it was cancelled.</returns>
    public async Task<IReadOnlyList<DefectRow>> RunAsync(IReadOnlyList<Defect> defects, Action<DefectRow> onRow, CancellationToken cancellationToken)
    {
        var rows = new List<DefectRow>();
        try
        {
            await using var composition = await Composition.OpenAsync(defects[0].Task, configuration, context, yes: false, cancellationToken);
            using var runner = new RepairRunner(composition, context);
            foreach (var defect in defects)
            {
                context.Terminal.Status($"{rows.Count + 1} of {defects.Count}: {defect.Name}");
                rows.Add(new DefectRow(defect, await runner.RunAsync(defect.Task, cancellationToken)));
                onRow(rows[^1]);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && rows.Count > 0)
        {
            // What is done is told.
        }

        context.Terminal.ClearStatus();
        return rows;
    }

    /// <summary>What trying one edit costs the usual way: the median of building and testing one of the programs as a project after an edit, in milliseconds.</summary>
    public Task<Timings> DotnetTestAsync(Defect defect, int rounds, CancellationToken cancellationToken) =>
        new VerdictBenchmark(defect.Task, context).WithDotnetTestAsync(rounds, servers: true, cancellationToken);
}
