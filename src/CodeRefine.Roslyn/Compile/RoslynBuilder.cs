using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Policy;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Compile;

/// <summary>
/// Compiles candidates in this process. Nothing is parsed before the guard has looked at it, the compiler runs on a
/// thread with a large stack and a deadline, and what it emits is held back until the policy has agreed.
/// </summary>
public sealed partial class RoslynBuilder : IBuilder
{
    private const int keptResults = 32;
    private readonly ReferenceSet references;
    private readonly BuilderOptions options;
    private readonly Lru<(string Settings, string Sources, string Checks), ProblemBuild> problems;
    private readonly Lru<(ProblemBuild Problem, string Tree, string Allowed), BuildResult> results = new(keptResults);

    public RoslynBuilder(ReferenceSet references, BuilderOptions? options = null)
    {
        this.references = references;
        this.options = options ?? BuilderOptions.Default;
        problems = new(this.options.KeptProblems);
    }

    /// <exception cref="UserErrorException">The checks or the compile settings are wrong by themselves in a way that no build can tell of.</exception>
    public async Task<BuildResult> BuildAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken)
    {
        if (SourceGuard.Inspect(candidate, problem.Compile) is { IsEmpty: false } refused)
        {
            return Refuse(refused);
        }

        try
        {
            return await OnCompilerThread(token => Build(Warm(problem, token), problem, candidate, token), cancellationToken);
        }
        catch (TimeoutException late)
        {
            return Refuse([SourceGuard.TooSlow(candidate, late.Message)]);
        }
    }

    /// <summary>The candidate's compilation, the very one that <see cref="BuildAsync"/> emits: trees are named <c>/src/…</c>, see <see cref="SourcePaths"/>. It may hold errors.</summary>
    /// <exception cref="InvalidOperationException">The guard refuses the sources: the build result says why.</exception>
    public async Task<CSharpCompilation> CandidateCompilationAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken)
    {
        ThrowIfRefused(problem, candidate);
        return await OnCompilerThread(token => Warm(problem, token).Candidate(candidate, token), cancellationToken);
    }

    /// <summary>The compilation of the visible checks against this candidate, which it references as a compilation, so that symbols lead to its sources.</summary>
    /// <exception cref="InvalidOperationException">The guard refuses the sources: the build result says why.</exception>
    public async Task<CSharpCompilation> ChecksCompilationAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken)
    {
        ThrowIfRefused(problem, candidate);
        return await OnCompilerThread(token => Warm(problem, token) is var warm ? warm.Checks(warm.Candidate(candidate, token)) : null!, cancellationToken);
    }

    private Task<T> OnCompilerThread<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken) =>
        BigStack.RunAsync(work, options.Deadline, options.Time, cancellationToken);

    private ProblemBuild Warm(Problem problem, CancellationToken cancellationToken) =>
        problems.GetOrAdd(($"{problem.Framework}\n{CompilerSetup.KeyOf(problem.Compile)}", problem.Sources.Hash, problem.CheckSources.Hash), _ =>
        {
            if (SourceGuard.Inspect(problem.CheckSources, problem.Compile) is [var refused, ..])
            {
                throw new UserErrorException($"The check source {refused.Path} can't be compiled: {refused.Reason}");
            }

            return new ProblemBuild(problem, references.For(problem.Framework), cancellationToken);
        });

    private BuildResult Build(ProblemBuild warm, Problem problem, SourceTree candidate, CancellationToken cancellationToken)
    {
        var key = (warm, candidate.Hash, string.Join(' ', problem.Policy.Allowed));
        return results.TryGet(key, out var known) ? known : results.GetOrAdd(key, _ => BuildNew(warm, problem, candidate, cancellationToken));
    }

    private static BuildResult BuildNew(ProblemBuild warm, Problem problem, SourceTree candidate, CancellationToken cancellationToken)
    {
        if (!warm.CheckSyntaxErrors.IsEmpty)
        {
            return Fail(FailedPart.Checks, Diagnostics.ToValues(warm.CheckSyntaxErrors));
        }

        var compilation = warm.Candidate(candidate, cancellationToken);
        if (UnsafeCode.Find(compilation, problem.Compile, cancellationToken) is { IsEmpty: false } notAllowed)
        {
            return Refuse(notAllowed);
        }

        var emitted = CandidateEmitter.Emit(compilation, withSurface: true, cancellationToken);
        if (emitted.Image is not { } image)
        {
            var faults = warm.FaultsOf(warm.Checks(compilation), cancellationToken);
            return faults.Errors.IsEmpty
                ? Fail(FailedPart.Candidate, Diagnostics.ToValues(emitted.Diagnostics))
                : Fail(FailedPart.Checks, Diagnostics.ToValues(faults.Errors));
        }

        if (ApiPolicyCheck.Check(compilation, image.Pe, problem.Policy, cancellationToken) is { IsEmpty: false } violations)
        {
            return Refuse(violations);
        }

        if (ConstantEquality.Find(compilation, image.Pe, () => Start(warm, problem, cancellationToken), cancellationToken) is { IsEmpty: false } agreeable)
        {
            return Refuse(agreeable);
        }

        return CompiledChecksFor(warm, problem, compilation, emitted.Surface, cancellationToken) switch
        {
            CompiledChecks.Failed failed => Fail(failed.Part, failed.Diagnostics),
            CompiledChecks.Shadowed shadowed => Refuse(shadowed.Violations),
            CompiledChecks.Compiled { Found.IsEmpty: true } => throw new UserErrorException("The check sources hold no test and no property: add a public class with a [Fact], [Theory] or [Property] method."),
            CompiledChecks.Compiled ok => new BuildResult.Success
            {
                Candidate = image,
                ChecksImage = ok.Image,
                Checks = ok.Found,
                Diagnostics = [.. Diagnostics.ToValues(emitted.Diagnostics), .. ok.Warnings],
            },
            var other => throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}"),
        };
    }

    private static CompiledChecks CompiledChecksFor(ProblemBuild warm, Problem problem, CSharpCompilation candidate, string surface, CancellationToken cancellationToken)
    {
        if (warm.ChecksBySurface.TryGet(surface, out var known))
        {
            return known;
        }

        var compiled = CheckCompiler.Compile(warm, candidate, () => Start(warm, problem, cancellationToken), cancellationToken);

        // A violation tells lines of the candidate, which change while its surface stays.
        if (compiled is not CompiledChecks.Shadowed)
        {
            warm.ChecksBySurface.Set(surface, compiled);
        }

        return compiled;
    }

    /// <summary>The task's own sources, against which a candidate is looked at.</summary>
    private static CSharpCompilation Start(ProblemBuild warm, Problem problem, CancellationToken cancellationToken) =>
        warm.Candidate(SourceGuard.Inspect(problem.Sources, problem.Compile).IsEmpty ? problem.Sources : SourceTree.Empty, cancellationToken);

    private static void ThrowIfRefused(Problem problem, SourceTree candidate)
    {
        if (SourceGuard.Inspect(candidate, problem.Compile) is [var refused, ..])
        {
            throw new InvalidOperationException($"{refused.Path} is not to be compiled: {refused.Reason}");
        }
    }

    private static BuildResult.Refused Refuse(ImmutableArray<PolicyViolation> violations) => new() { Violations = violations, Diagnostics = [] };

    private static BuildResult.Failure Fail(FailedPart part, ImmutableArray<BuildDiagnostic> diagnostics) => new() { Part = part, Diagnostics = diagnostics };
}
