using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>One family of single edits. Stateless: it looks at one node and says what could stand there instead.</summary>
public abstract class EditOperator
{
    /// <summary>Short name, for summaries and statistics.</summary>
    public abstract string Family { get; }

    public abstract IEnumerable<Variant> Variants(SyntaxNode node, EditContext context);
}
