using System.Globalization;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Repair.CompileErrors;

namespace CodeRefine.Agent.Repair;

/// <summary>A node that does not compile: mended in process, then, where several mends satisfy the compiler, ordered by what the checks say of them.</summary>
internal sealed class CompileErrorRound(RoslynBuilder builder, RepairOptions options, TimeProvider time, Session session, Node node) : INodeRepair
{
    private Queue<CompileRepair>? repairs;
    private string summary = "";

    public async Task<RepairOffer?> NextAsync(CancellationToken cancellationToken)
    {
        repairs ??= new Queue<CompileRepair>(await FindAsync(cancellationToken));
        while (repairs.TryDequeue(out var repair))
        {
            if (session.SeenBefore(repair.ApplyTo(node.Tree)) is null)
            {
                return new RepairOffer(repair.ToPatch(), summary + Describe(repair));
            }
        }

        return null;
    }

    private async Task<List<CompileRepair>> FindAsync(CancellationToken cancellationToken)
    {
        session.Report(new RunEvent.Progress("repair: mending compile errors"));
        var began = time.GetTimestamp();
        var found = await builder.CorrectionsAsync(session.Problem, node.Tree, options.CompileErrors, cancellationToken);
        summary = string.Create(CultureInfo.InvariantCulture, $"{found.Count} {(found.Count == 1 ? "way" : "ways")} to mend the compile errors, found in {time.GetElapsedTime(began).TotalSeconds:0.0} s. ");
        return found.Count > 1 ? await OrderByChecksAsync(found, cancellationToken) : [.. found];
    }

    private async Task<List<CompileRepair>> OrderByChecksAsync(IReadOnlyList<CompileRepair> found, CancellationToken cancellationToken)
    {
        var scored = new List<(CompileRepair Repair, double Score)>();
        foreach (var repair in found)
        {
            var build = await builder.BuildAsync(session.Problem, repair.ApplyTo(node.Tree), cancellationToken);
            var score = build is BuildResult.Success success ? (await session.RunAsync(session.RunFor(success), cancellationToken)).Score : Judge.Decide(build).Score;
            scored.Add((repair, score));
            if (score >= 1)
            {
                break;
            }
        }

        return [.. scored.OrderByDescending(s => s.Score).Select(s => s.Repair), .. found.Skip(scored.Count)];
    }

    private static string Describe(CompileRepair repair) =>
        string.Join("; ", repair.Steps.Select(s => s.Summary)) + (repair.IsComplete ? "." : string.Create(CultureInfo.InvariantCulture, $"; {repair.ErrorsLeft} errors are left."));
}
