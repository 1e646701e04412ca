using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>One error and where it stands in the syntax.</summary>
/// <param name="Node">The innermost node that covers the error's place.</param>
/// <param name="Token">The token at which it starts.</param>
public sealed record CompileError(Diagnostic Diagnostic, ErrorStage Stage, SyntaxTree Tree, SyntaxNode Node, SyntaxToken Token)
{
    public string Id => Diagnostic.Id;
    public int Start => Diagnostic.Location.SourceSpan.Start;

    /// <summary>Null for a diagnostic that has no place in a source file.</summary>
    public static CompileError? From(Diagnostic diagnostic, ErrorStage stage)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return null;
        }

        var root = tree.GetRoot();
        var span = diagnostic.Location.SourceSpan;
        var token = root.FindToken(Math.Min(span.Start, Math.Max(0, root.FullSpan.End - 1)));
        return new CompileError(diagnostic, stage, tree, root.FindNode(span, getInnermostNodeForTie: true), token);
    }

    public T? Ancestor<T>() where T : SyntaxNode => Node.FirstAncestorOrSelf<T>();
}

/// <summary>The stage of the compiler that says an error; an earlier one's hides those of the later.</summary>
public enum ErrorStage
{
    Parse,
    Bind,

    /// <summary>Flow analysis, which runs only over bodies that bind.</summary>
    Flow,
}
