using System.Collections.Immutable;
using CodeRefine.Core.Search;

namespace CodeRefine.Core.Generated;

/// <summary>
/// Filters proposed checks before anyone listens to them: compiled apart, smoke-run in the sandbox, without duplicates, and without those that are broken by nodes known to pass
/// every visible check.
/// </summary>
public interface ICheckScreen
{
    /// <summary>One for each proposed check, in order. Draws one verdict for the smoke run and one for each passing node that is asked.</summary>
    /// <param name="node">Whose API they are compiled against; it need not pass.</param>
    /// <exception cref="Budgets.BudgetExhaustedException">The budget was spent before all were looked at.</exception>
    Task<ImmutableArray<ScreenedCheck>> ScreenAsync(Session session, Node node, IReadOnlyList<GeneratedCheck> proposed, CancellationToken cancellationToken);
}

/// <summary>Writes a found counterexample as a check of its own.</summary>
public interface IRegressionWriter
{
    /// <returns>Null where its inputs can't be written as C#.</returns>
    GeneratedCheck? Write(Falsification falsification);
}
