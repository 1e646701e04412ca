using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>What an operator offers: <paramref name="NewText"/> in place of <paramref name="Span"/>.</summary>
/// <param name="Prior">0 to 1; how often such a change is the right one.</param>
/// <param name="Summary">Null: made from the old and the new text.</param>
/// <param name="Deletes">It only takes code away.</param>
public sealed record Variant(TextSpan Span, string NewText, double Prior, string? Summary = null, bool Deletes = false);
