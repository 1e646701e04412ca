using CodeRefine.Core.Builds;
using CodeRefine.Roslyn.Policy;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Compile;

/// <summary>Compiles the checks against one candidate and finds what is to be run.</summary>
internal static class CheckCompiler
{
    public static CompiledChecks Compile(ProblemBuild warm, CSharpCompilation candidate, Func<CSharpCompilation> start, CancellationToken cancellationToken)
    {
        var checks = warm.Checks(candidate);
        if (warm.ShadowsOf(checks).Find(checks, candidate, start, cancellationToken) is { IsEmpty: false } shadowed)
        {
            return new CompiledChecks.Shadowed(shadowed);
        }

        var before = start();
        if (before != candidate && ChangedMeanings.Find(checks, warm.Checks(before), cancellationToken) is { IsEmpty: false } changed)
        {
            return new CompiledChecks.Shadowed(changed);
        }

        var emitted = CandidateEmitter.Emit(checks, withSurface: false, cancellationToken);
        if (emitted.Image is { } image)
        {
            var found = CheckDiscovery.Find(checks, warm.FrameworkNames, cancellationToken);
            return warm.Project is { } project
                ? new CompiledChecks.Compiled(image with { Framework = project.Framework, Support = project.Support }, [.. found.Where(c => !project.Excluded.Contains(c.Id))], Diagnostics.ToValues(emitted.Diagnostics))
                : new CompiledChecks.Compiled(image with { Framework = warm.References.Framework }, found, Diagnostics.ToValues(emitted.Diagnostics));
        }

        var faults = CheckFaults.Among(emitted.Diagnostics.Where(Diagnostics.IsError), checks, cancellationToken);
        return faults.Errors.IsEmpty
            ? new CompiledChecks.Failed(FailedPart.ChecksAgainstCandidate, Diagnostics.ToValues(emitted.Diagnostics))
            : new CompiledChecks.Failed(FailedPart.Checks, Diagnostics.ToValues(faults.Errors));
    }
}
