using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Policy;
using CodeRefine.Roslyn.Repair.CompileErrors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Compile;

public sealed partial class RoslynBuilder
{
    private readonly Lru<(ProblemBuild Problem, IEditablePaths Editable, string Tree, CompileRepairOptions Bounds), IReadOnlyList<CompileRepair>> corrections = new(keptResults);

    /// <summary>Ways in which the candidate compiles, with the checks too: see <see cref="CompileErrorRepair"/>. Found once for a candidate, however often it is asked for.</summary>
    /// <exception cref="InvalidOperationException">The guard refuses the sources: the build result says why.</exception>
    public async Task<IReadOnlyList<CompileRepair>> CorrectionsAsync(Problem problem, SourceTree candidate, CompileRepairOptions bounds, CancellationToken cancellationToken)
    {
        ThrowIfRefused(problem, candidate);
        try
        {
            // On the compiler's thread: what a mend makes of hostile code is no shallower than the code.
            return await BigStack.RunAsync(token => Corrections(Warm(problem, token), problem, candidate, bounds, token), options.Deadline + bounds.Time, options.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Correction is an aid: a candidate that takes the compiler too long goes without.
            return [];
        }
    }

    private IReadOnlyList<CompileRepair> Corrections(ProblemBuild warm, Problem problem, SourceTree candidate, CompileRepairOptions bounds, CancellationToken cancellationToken) =>
        corrections.GetOrAdd((warm, problem.Editable, candidate.Hash, bounds), _ =>
        {
            var compilation = warm.Candidate(candidate, cancellationToken);
            var checks = warm.Checks(compilation);
            var found = new CompileErrorRepair(bounds, options.Time, lastResort: options.LastResort).Repair(compilation, p => problem.Editable.Allows(p, out string _), c => Against(checks, c), Origin(warm, problem, cancellationToken), cancellationToken);

            // Broken off is not the same as nothing found: it must not be remembered as that.
            cancellationToken.ThrowIfCancellationRequested();
            return found;
        });

    private static CSharpCompilation? Origin(ProblemBuild warm, Problem problem, CancellationToken cancellationToken) =>
        SourceGuard.Inspect(problem.Sources, problem.Compile).IsEmpty ? warm.Candidate(problem.Sources, cancellationToken) : null;

    /// <summary>The same checks against another state of the candidate.</summary>
    private static CSharpCompilation Against(CSharpCompilation checks, CSharpCompilation candidate)
    {
        var old = checks.References.OfType<CompilationReference>().Single(r => r.Compilation.AssemblyName == candidate.AssemblyName);
        return checks.ReplaceReference(old, candidate.ToMetadataReference());
    }
}
