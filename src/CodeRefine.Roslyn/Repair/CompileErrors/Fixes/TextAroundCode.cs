using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>Words and fences around the code of an answer: what stands before the first line that begins like C# and after the last that ends a block goes.</summary>
public sealed partial class TextAroundCode : CompileFix
{
    public override string Family => "text around code";

    public override ImmutableArray<string> Ids => SyntaxErrorIds.All;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var lines = error.Tree.GetText().Lines;
        var first = lines.FirstOrDefault(l => Begins().IsMatch(l.ToString()));
        var last = lines.LastOrDefault(l => l.ToString().TrimEnd().EndsWith('}'));
        if (last.End <= first.Start)
        {
            return [];
        }

        var text = error.Tree.GetText();
        var (before, after) = (TextSpan.FromBounds(0, first.Start), TextSpan.FromBounds(Math.Min(last.EndIncludingLineBreak, text.Length), text.Length));
        return Drop(error, before, "before the code", text, context).Concat(Drop(error, after, "after the last brace", text, context));
    }

    private static IEnumerable<CandidateEdit> Drop(CompileError error, TextSpan span, string where, SourceText text, FixContext context)
    {
        var words = text.ToString(span);
        return span.Contains(error.Start) && words.Trim().Length > 0
            ? context.Edit(error.Tree, 0.96, $"drop the text {where}: `{TextChanges.Brief(words, 40)}`", new TextChange(span, "")).Select(e => e with { Deletes = true })
            : [];
    }

    [GeneratedRegex(@"^\s*(?:(?:global )?using [\w.=<> ]+;|namespace [\w.]+\s*[;{]?\s*$|#\w|\[[A-Z]\w*.*\]\s*$|//|(?:(?:public|internal|private|protected|static|sealed|abstract|partial|readonly|file|record|unsafe) )*(?:class|struct|record|interface|enum) \w)")]
    private static partial Regex Begins();
}
