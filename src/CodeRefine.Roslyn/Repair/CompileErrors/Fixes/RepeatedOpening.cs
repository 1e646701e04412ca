using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>The beginning that a model was given stands twice, once left open: the file, or a signature in it, starts anew further down, and the first beginning goes.</summary>
public sealed class RepeatedOpening : CompileFix
{
    private const int MostLines = 2_000, MostTried = 4;

    public override string Family => "repeated beginning";

    public override ImmutableArray<string> Ids => SyntaxErrorIds.All;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var text = error.Tree.GetText();
        if (text.Lines.Count > MostLines)
        {
            return [];
        }

        var lines = text.Lines.Select(l => (Line: l, Code: string.Join(' ', l.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))).ToList();
        return Anew(error, text, lines, context).Concat(Twice(error, text, lines, context));
    }

    /// <summary>From the second beginning on the file is whole.</summary>
    private static IEnumerable<CandidateEdit> Anew(CompileError error, SourceText text, List<(TextLine Line, string Code)> lines, FixContext context)
    {
        // The first line of a block of usings, or of a type.
        var starts = lines.Where(l => l.Code.Length > 0).Zip(lines.Where(l => l.Code.Length > 0).Skip(1), (before, l) => (l.Line, l.Code, Before: before.Code))
            .Where(l => IsType(l.Code) || (IsUsing(l.Code) && !IsUsing(l.Before))).Select(l => (l.Line, l.Code));
        foreach (var (line, code) in starts.Where(l => lines.Any(o => o.Line.Start < l.Line.Start && SameBeginning(o.Code, l.Code))).Take(MostTried))
        {
            var rest = CSharpSyntaxTree.ParseText(text.ToString(TextSpan.FromBounds(line.Start, text.Length)), (CSharpParseOptions)error.Tree.Options);
            if (!rest.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error))
            {
                return context.Edit(error.Tree, 0.98, $"the file starts anew at `{TextChanges.Brief(code, 40)}`: drop the beginning before it", new TextChange(TextSpan.FromBounds(0, line.Start), "")).Select(e => e with { Deletes = true });
            }
        }

        return [];
    }

    /// <summary>One line that opens a member or a type stands again further down: without the first, and what comes to the second.</summary>
    private static IEnumerable<CandidateEdit> Twice(CompileError error, SourceText text, List<(TextLine Line, string Code)> lines, FixContext context) =>
        from first in lines
        where first.Code.Contains('(', StringComparison.Ordinal) && first.Code.Length > 12 && (first.Code.EndsWith('{') || first.Code.EndsWith(')'))
        let second = lines.FirstOrDefault(l => l.Line.Start > first.Line.Start && l.Code.TrimEnd('{', ' ') == first.Code.TrimEnd('{', ' '))
        where second.Code is not null
        let open = first.Code.EndsWith('{') || lines.FirstOrDefault(l => l.Line.Start > first.Line.Start && l.Code.Length > 0).Code is not "{" ? first.Line : lines.First(l => l.Line.Start > first.Line.Start && l.Code == "{").Line
        from edit in context.Edit(error.Tree, 0.97, $"`{TextChanges.Brief(first.Code, 50)}` stands twice: drop the first, which is left open", new TextChange(TextSpan.FromBounds(first.Line.Start, open.EndIncludingLineBreak), ""))
        select edit with { Deletes = true };

    private static bool IsUsing(string code) => code.StartsWith("using ", StringComparison.Ordinal);

    private static bool IsType(string code) => code.Contains("class ", StringComparison.Ordinal) && !code.StartsWith("//", StringComparison.Ordinal);

    /// <summary>The same line but for its brace; or usings both, of which the second need not be the same ones.</summary>
    private static bool SameBeginning(string one, string other) => one.TrimEnd('{', ' ') == other.TrimEnd('{', ' ') || (IsUsing(one) && IsUsing(other));
}
