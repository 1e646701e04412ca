using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.Loading;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Repositories.Fixing;

/// <summary>One project that may hold the fault, against one test project that shows it: a problem of the usual kind with a builder that compiles both as their own build does.</summary>
/// <param name="Wanted">Ids of the tests that fail and are to pass.</param>
/// <param name="Sandbox">A cell; the tests' own runner where a cell can't run them.</param>
/// <param name="Start">The build of the sources as they are.</param>
public sealed record FixTarget(LoadedProject Project, LoadedProject Tests, Problem Problem, RoslynBuilder Builder, IReadOnlyCollection<string> Wanted, ISandbox Sandbox, BuildResult.Success Start);
