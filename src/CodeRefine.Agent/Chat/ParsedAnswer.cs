using System.Collections.Immutable;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;

namespace CodeRefine.Agent.Chat;

/// <summary>What was made of a model's answer.</summary>
/// <param name="Patch">Null where nothing of it could be used.</param>
/// <param name="Notes">What could not be used and why, in words fit for a person and for the next attempt.</param>
public sealed record ParsedAnswer(Patch? Patch, ImmutableArray<string> Notes);

/// <summary>What an answer is an answer to.</summary>
/// <param name="Tree">The sources that the model was shown.</param>
/// <param name="PartlyShown">Files of which it did not see every line.</param>
public sealed record AnswerContext(Problem Problem, SourceTree Tree, IReadOnlySet<string> PartlyShown);
