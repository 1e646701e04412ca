using System.Globalization;
using CodeRefine.Core.Builds;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Explain;

/// <summary>Says of a compiler error where it stands and what the symbols in scope offer in place of what was written.</summary>
public static class DiagnosticExplainer
{
    private const int MaxSuggestions = 6;

    public static DiagnosticEvidence Explain(CSharpCompilation compilation, BuildDiagnostic diagnostic, CancellationToken cancellationToken = default)
    {
        var tree = diagnostic.Path is { } path ? compilation.SyntaxTrees.FirstOrDefault(t => PathOf(t) == path) : null;
        return tree is null
            ? new DiagnosticEvidence(diagnostic.Id, diagnostic.Message, diagnostic.Path, diagnostic.Line, null, "", [])
            : Explain(compilation, tree, SpanOf(tree.GetText(cancellationToken), diagnostic), diagnostic.Id, diagnostic.Message, cancellationToken);
    }

    public static DiagnosticEvidence Explain(CSharpCompilation compilation, Diagnostic diagnostic, CancellationToken cancellationToken = default)
    {
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        return diagnostic.Location.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree)
            ? Explain(compilation, tree, diagnostic.Location.SourceSpan, diagnostic.Id, message, cancellationToken)
            : new DiagnosticEvidence(diagnostic.Id, message, null, 0, null, "", []);
    }

    private static DiagnosticEvidence Explain(CSharpCompilation compilation, SyntaxTree tree, TextSpan span, string id, string message, CancellationToken cancellationToken)
    {
        var text = tree.GetText(cancellationToken);
        var (start, end) = (text.Lines.GetLinePosition(span.Start), text.Lines.GetLinePosition(span.End));
        var place = new DiagnosticPlace(compilation, compilation.GetSemanticModel(tree), tree.GetRoot(cancellationToken), span, cancellationToken);
        return new DiagnosticEvidence(
            id,
            message,
            PathOf(tree),
            start.Line + 1,
            MemberLocator.Enclosing(place.Model, place.Root, span.Start),
            SourceExcerpt.Of(text.ToString(), start.Line + 1, start.Character + 1, end.Line == start.Line ? end.Character + 1 : int.MaxValue),
            [.. Suggestions(id, place).Distinct(StringComparer.Ordinal).Take(MaxSuggestions)]);
    }

    private static IEnumerable<string> Suggestions(string id, DiagnosticPlace place) => id switch
    {
        "CS0103" => NameExplanations.Unknown(place),
        "CS0246" or "CS0234" or "CS0305" or "CS0308" or "CS0400" or "CS0426" => NameExplanations.UnknownType(place),
        "CS1061" or "CS0117" or "CS0122" or "CS1929" => NameExplanations.UnknownMember(place),
        "CS1501" or "CS1502" or "CS1503" or "CS7036" or "CS1729" or "CS1739" or "CS0121" or "CS0411" or "CS1615" or "CS1620" or "CS1744" or "CS1593" or "CS8323" => CallExplanations.Overloads(place, id),
        "CS1955" or "CS0428" or "CS0815" or "CS0120" or "CS0176" => CallExplanations.Usage(place, id),
        "CS0029" or "CS0266" or "CS0030" => ConversionExplanations.Conversions(place),
        "CS0019" or "CS0023" => ConversionExplanations.Operands(place),
        "CS0161" or "CS0126" or "CS0127" or "CS1643" or "CS8892" => ContractExplanations.Return(place),
        "CS0535" or "CS0534" or "CS0738" => ContractExplanations.MissingMembers(place),
        "CS0115" or "CS0506" => ContractExplanations.Overridable(place),
        "CS1513" or "CS1514" or "CS1022" or "CS1026" or "CS1002" or "CS1003" or "CS1519" or "CS8124" => SyntaxExplanations.Unbalanced(place),
        _ => [],
    };

    private static string PathOf(SyntaxTree tree) => SourcePaths.ToTreePath(tree) ?? tree.FilePath;

    private static TextSpan SpanOf(SourceText text, BuildDiagnostic diagnostic)
    {
        var start = Position(text, diagnostic.Line, diagnostic.Column);
        return TextSpan.FromBounds(start, Math.Max(start, Position(text, diagnostic.EndLine, diagnostic.EndColumn)));
    }

    private static int Position(SourceText text, int line, int column)
    {
        if (line < 1 || line > text.Lines.Count)
        {
            return line < 1 ? 0 : text.Length;
        }

        var span = text.Lines[line - 1].SpanIncludingLineBreak;
        return Math.Clamp(span.Start + column - 1, span.Start, Math.Max(span.Start, span.End));
    }
}

/// <summary>Where a diagnostic points, with the model to ask about it.</summary>
internal sealed record DiagnosticPlace(CSharpCompilation Compilation, SemanticModel Model, SyntaxNode Root, TextSpan Span, CancellationToken CancellationToken)
{
    public SyntaxNode Node { get; } = Root.FindNode(TextSpan.FromBounds(Math.Min(Span.Start, Root.FullSpan.End), Math.Min(Span.End, Root.FullSpan.End)), getInnermostNodeForTie: true);

    public int Position => Span.Start;
}
