using System.Collections.Immutable;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.Testing;

namespace CodeRefine.Repositories.Reproducing;

/// <summary>A test that shows what an issue speaks of: written from the issue, seen to fail on the base for a reason that the issue gives.</summary>
/// <param name="Path">In the repository; no file of the base has it.</param>
/// <param name="Tests">What its own runner says of it at the base.</param>
/// <param name="Tries">Answers of the model that it took.</param>
public sealed record Reproduction(string Path, SourceFile File, ImmutableArray<TestOutcome> Tests, int Tries);
