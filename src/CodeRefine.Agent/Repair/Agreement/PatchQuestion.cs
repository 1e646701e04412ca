using System.Collections.Immutable;

namespace CodeRefine.Agent.Repair.Agreement;

/// <summary>An input on which patches differ that all pass every visible check: only the statement, or a person, can say which is right.</summary>
/// <param name="Statement">What is wanted, as the problem says it.</param>
/// <param name="Input">The call, as C#.</param>
public sealed record PatchQuestion(string Statement, string Input, ImmutableArray<PatchAnswer> Answers);

/// <param name="Outcome">What comes of the input: a value, or what is thrown.</param>
/// <param name="Summary">The patch in a line.</param>
public sealed record PatchAnswer(string Outcome, string Summary);

/// <summary>Is asked which of several outcomes is the right one: a person, or a model. What it says ranks patches and is never a verdict.</summary>
public interface IPatchJudge
{
    /// <summary>Who is asked, in words for people: <c>the model</c>.</summary>
    string Name { get; }

    /// <returns>Index into the answers; null where it does not know.</returns>
    Task<int?> ChooseAsync(PatchQuestion question, CancellationToken cancellationToken);
}
