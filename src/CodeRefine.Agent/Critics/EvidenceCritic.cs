using CodeRefine.Agent.Evidence;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Agent.Critics;

/// <summary>
/// Says what a verdict's evidence says and no more: no model is asked. Kinds after Dou et al. (arXiv 2407.06153), which in C#
/// follow from diagnostics and exceptions. Everything that candidates and checks can write is bounded and freed of control characters.
/// </summary>
/// <param name="builder">The builder that made the verdict's build: its warm compilations say what the code offers.</param>
public sealed class EvidenceCritic(RoslynBuilder builder) : ICritic
{
    public async Task<Critique> CritiqueAsync(Problem problem, SourceTree candidate, Verdict verdict, CancellationToken cancellationToken)
    {
        if (verdict.Build is BuildResult.Refused refused)
        {
            return PolicyCritique.Of(candidate, refused);
        }

        var compilation = await OrNull(() => builder.CandidateCompilationAsync(problem, candidate, cancellationToken));
        var code = new CandidateCode(problem, candidate, compilation, await ChecksAsync(problem, candidate, verdict, cancellationToken), cancellationToken);
        return verdict switch
        {
            { Build: BuildResult.Failure failure } => CompileCritique.Of(code, failure),
            { Passed: true } => PassedCritique.Of(verdict),
            { Kind: VerdictKind.TimedOut } => HangCritique.Of(code, verdict),
            { Kind: VerdictKind.Crashed or VerdictKind.ResourceExceeded } => EndCritique.Of(code, verdict),
            _ => FailureCritique.Of(code, verdict),
        };
    }

    public Critique AddTrace(Critique critique, ExecutionTrace trace)
    {
        if (TraceView.Short(trace) is not { Length: > 0 } steps)
        {
            return critique;
        }

        var block = $"\n\n{(trace.Endless is null ? $"The last steps of {PlainText.Code(trace.Case ?? trace.Check.Name, 160)}" : "How it went round")}, as they ran (line, code, what came of it):\n{PlainText.Block(steps, "text", 14, 1400)}";
        return critique.Text.Length + block.Length > CritiqueBuilder.MostCharacters ? critique : critique with { Text = critique.Text + block };
    }

    /// <summary>The checks' compilation tells what a failed assertion was about; a verdict on its own checks' errors has none to offer.</summary>
    private async Task<CSharpCompilation?> ChecksAsync(Problem problem, SourceTree candidate, Verdict verdict, CancellationToken cancellationToken) =>
        verdict.Passed || verdict.Build is BuildResult.Failure { Part: FailedPart.Candidate } ? null : await OrNull(() => builder.ChecksCompilationAsync(problem, candidate, cancellationToken));

    /// <summary>Null where the sources are not to be compiled or take too long: then the verdict's own values have to do.</summary>
    private static async Task<CSharpCompilation?> OrNull(Func<Task<CSharpCompilation>> compile)
    {
        try
        {
            return await compile();
        }
        catch (Exception refused) when (refused is InvalidOperationException or TimeoutException)
        {
            return null;
        }
    }
}
