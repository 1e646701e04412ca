using CodeRefine.Core.Evidence;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Core.Critiques;

public interface ICritic
{
    Task<Critique> CritiqueAsync(Problem problem, SourceTree candidate, Verdict verdict, CancellationToken cancellationToken);

    /// <summary>The critique with a trace of a failing check in it, in short; as it was where there is no room, or the critic makes nothing of traces.</summary>
    Critique AddTrace(Critique critique, ExecutionTrace trace) => critique;
}
