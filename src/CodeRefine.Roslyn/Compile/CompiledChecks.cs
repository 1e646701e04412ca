using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;

namespace CodeRefine.Roslyn.Compile;

/// <summary>What became of compiling the checks against one surface of the candidate.</summary>
internal abstract record CompiledChecks
{
    private CompiledChecks() { }

    public sealed record Compiled(AssemblyImage Image, ImmutableArray<Check> Found, ImmutableArray<BuildDiagnostic> Warnings) : CompiledChecks;

    public sealed record Failed(FailedPart Part, ImmutableArray<BuildDiagnostic> Diagnostics) : CompiledChecks;

    public sealed record Shadowed(ImmutableArray<PolicyViolation> Violations) : CompiledChecks;
}
