using System.Collections.Immutable;
using CodeRefine.Core.Search;

namespace CodeRefine.Core.Generated;

/// <summary>Proposes checks for a problem: from the shape of its public API, or by asking a model. What it gives is neither compiled nor tried yet.</summary>
public interface ICheckGenerator
{
    /// <summary><c>shapes</c>, <c>chat-properties</c>, <c>chat-tests</c>, <c>chat-twin</c>.</summary>
    string Name { get; }

    /// <summary>Checks against the API of <paramref name="node"/>; none where it has no idea. All that it asks goes through the session's budget.</summary>
    /// <exception cref="Budgets.BudgetExhaustedException">The budget was spent before it had any.</exception>
    Task<ImmutableArray<GeneratedCheck>> ProposeAsync(Session session, Node node, CheckRequest request, CancellationToken cancellationToken);
}

/// <summary>What is wanted of a generator.</summary>
public sealed record CheckRequest
{
    public static CheckRequest Default { get; } = new();

    /// <summary>Checks at most. Default 8, from 1 to 50.</summary>
    public int Most { get; init; } = 8;

    /// <summary>Which kinds; empty for all that it knows.</summary>
    public ImmutableArray<GeneratedKind> Kinds { get; init; } = [];

    /// <summary>What was proposed before and should not come again.</summary>
    public ImmutableArray<GeneratedCheck> Known { get; init; } = [];

    /// <summary>What was proposed before and is of no use, with the reasons: who can learn from that is told.</summary>
    public ImmutableArray<ScreenedCheck> Refused { get; init; } = [];
}
