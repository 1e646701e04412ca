using CodeRefine.Core.Critiques;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Memory;

/// <summary>Keeps what was learnt from failures with the outcome that followed, and finds it again for failures of the same kind.</summary>
public interface IReflectionMemory
{
    /// <summary>Keeps a reflection once the attempt that was made with it has its outcome.</summary>
    Task AddAsync(Reflection reflection, ReflectionOutcome outcome, CancellationToken cancellationToken);

    /// <summary>Reflections on failures like this node's, those that helped and came last first.</summary>
    Task<IReadOnlyList<Reflection>> FindAsync(Node failed, int most, CancellationToken cancellationToken);
}

/// <param name="Diagnostic">What failed: the compiler's id (<c>CS1503</c>), else an exception's type, else the verdict's name.</param>
/// <param name="Text">A few sentences on why.</param>
public sealed record Reflection(string ProblemId, string NodeId, TaxonomyKind Kind, string Diagnostic, string Text)
{
    public static Reflection On(string problemId, Node failed, string text) => new(problemId, failed.Id, failed.Critique.Kind, DiagnosticOf(failed), text);

    public static string DiagnosticOf(Node node) =>
        node.Verdict.Build.Diagnostics.FirstOrDefault(d => d.Severity == Core.Builds.DiagnosticSeverity.Error)?.Id
        ?? node.Verdict.Report?.Results.SelectMany(r => r.Failures).FirstOrDefault()?.ExceptionType
        ?? node.Verdict.Kind.ToString();
}

public enum ReflectionOutcome
{
    /// <summary>The next attempt passed every visible check.</summary>
    Solved,

    /// <summary>It scored higher.</summary>
    Better,
    Same,
    Worse,
}

/// <summary>A memory as long as the run.</summary>
public sealed class RunMemory : IReflectionMemory
{
    private readonly List<(Reflection Reflection, ReflectionOutcome Outcome)> kept = [];
    private readonly Lock gate = new();

    public Task AddAsync(Reflection reflection, ReflectionOutcome outcome, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            kept.Add((reflection, outcome));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Reflection>> FindAsync(Node failed, int most, CancellationToken cancellationToken)
    {
        var diagnostic = Reflection.DiagnosticOf(failed);
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<Reflection>>([.. kept.AsEnumerable().Reverse()
                .Where(k => k.Reflection.Diagnostic == diagnostic || k.Reflection.Kind == failed.Critique.Kind)
                .OrderBy(k => k.Outcome).ThenByDescending(k => k.Reflection.Diagnostic == diagnostic).Take(most).Select(k => k.Reflection)]);
        }
    }
}
