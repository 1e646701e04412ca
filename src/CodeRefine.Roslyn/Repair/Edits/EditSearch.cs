using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Localisation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>
/// All single edits of a candidate, most promising first: by suspicion of the place times prior of the edit. Lazy: an edit is
/// made only when every place that could hold a better one has been opened. Deterministic.
/// </summary>
public sealed class EditSearch
{
    private readonly CSharpCompilation compilation;
    private readonly Func<string, bool> editable;
    private readonly Suspicion suspicion;
    private readonly LiteralPool literals;
    private readonly ImmutableArray<EditOperator> operators;

    /// <param name="compilation">The candidate, without errors; its files under <c>/src/</c>.</param>
    /// <param name="editable">Whether a path of the source tree may be changed.</param>
    /// <param name="operators">Default: the whole catalogue.</param>
    public EditSearch(CSharpCompilation compilation, Func<string, bool> editable, Suspicion suspicion, LiteralPool literals, ImmutableArray<EditOperator>? operators = null)
    {
        this.compilation = compilation;
        this.editable = editable;
        this.suspicion = suspicion;
        this.literals = literals;
        this.operators = operators ?? EditCatalogue.All;
    }

    public IEnumerable<RankedEdit> Edits()
    {
        var queue = new PriorityQueue<Entry, (double, int)>();
        var order = 0;
        foreach (var site in Sites())
        {
            queue.Enqueue(new Entry(site, null), (-site.Suspicion, order++));
        }

        var seen = new HashSet<(string, TextChange)>();
        while (queue.TryDequeue(out var entry, out _))
        {
            if (entry.Edit is { } edit)
            {
                yield return edit;
                continue;
            }

            foreach (var found in Open(entry.Site!, seen))
            {
                queue.Enqueue(new Entry(null, found), (-found.Score, order++));
            }
        }
    }

    private IEnumerable<EditSite> Sites()
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (CandidatePaths.Of(tree) is not { } path || !editable(path))
            {
                continue;
            }

            var context = new Lazy<EditContext>(() => new EditContext(compilation, tree, literals));
            foreach (var site in EditSite.In(tree, path, context, suspicion).Where(s => s.Suspicion > 0))
            {
                yield return site;
            }
        }
    }

    private IEnumerable<RankedEdit> Open(EditSite site, HashSet<(string, TextChange)> seen)
    {
        var context = site.Context.Value;
        var text = context.Text.ToString();
        foreach (var node in site.Nodes())
        {
            foreach (var operation in operators)
            {
                foreach (var variant in operation.Variants(node, context))
                {
                    var change = TextChanges.Shrink(new TextChange(variant.Span, variant.NewText), text);
                    if ((change.Span.Length > 0 || change.NewText!.Length > 0) && seen.Add((site.Path, change)))
                    {
                        yield return new RankedEdit(ToEdit(operation, variant with { Deletes = variant.Deletes || DeadCode.Leaves(node, variant.Span, variant.NewText) }, site, context), site.Suspicion * variant.Prior, site.Suspicion);
                    }
                }
            }
        }
    }

    private static CandidateEdit ToEdit(EditOperator operation, Variant variant, EditSite site, EditContext context)
    {
        var line = context.Text.Lines.GetLinePosition(variant.Span.Start).Line + 1;
        var what = variant.Summary ?? Describe(context.Text.ToString(variant.Span), variant.NewText);
        return new CandidateEdit
        {
            Path = site.Path,
            Changes = [new TextChange(variant.Span, variant.NewText)],
            Family = operation.Family,
            Summary = $"{site.Path}:{line}: {what}",
            Prior = variant.Prior,
            Deletes = variant.Deletes,
        };
    }

    private static string Describe(string old, string now) => now.Trim().Length == 0
        ? $"remove `{TextChanges.Brief(old)}`"
        : old.Length == 0 ? $"insert `{TextChanges.Brief(now)}`" : $"`{TextChanges.Brief(old)}` → `{TextChanges.Brief(now)}`";

    private sealed record Entry(EditSite? Site, RankedEdit? Edit);
}

/// <param name="Score">Suspicion times prior.</param>
/// <param name="Suspicion">Of the place alone.</param>
public sealed record RankedEdit(CandidateEdit Edit, double Score, double Suspicion);
