using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>What fixes may ask about the state that they mend. The error may stand in the checks; edits go to editable candidate files only.</summary>
public sealed class FixContext
{
    private readonly CompileFix fix;
    private readonly RepairTask task;
    private readonly Dictionary<SyntaxTree, EditContext> files;

    internal FixContext(CompileFix fix, CSharpCompilation compilation, CSharpCompilation candidate, RepairTask task, Dictionary<SyntaxTree, EditContext> files) =>
        (this.fix, Compilation, Candidate, this.task, this.files) = (fix, compilation, candidate, task, files);

    /// <summary>The compilation that the error stands in: the candidate's, or that of the checks against it.</summary>
    public CSharpCompilation Compilation { get; }
    public CSharpCompilation Candidate { get; }

    /// <summary>The sources that the candidate was made from; null where they are not known.</summary>
    public CSharpCompilation? Origin => task.Origin;

    /// <summary>Whether the checks write this name anywhere; where there are no checks to look at, they might.</summary>
    public bool ChecksName(string name) => task.ChecksName(name);

    public EditContext File(SyntaxTree tree)
    {
        if (!files.TryGetValue(tree, out var context))
        {
            var owner = Compilation.ContainsSyntaxTree(tree) ? Compilation : Candidate;
            files[tree] = context = new EditContext(owner, tree, LiteralPool.Empty);
        }

        return context;
    }

    public bool CanEdit(SyntaxTree tree) => Candidate.ContainsSyntaxTree(tree) && CandidatePaths.Of(tree) is { } path && task.Editable(path);

    /// <summary>Nothing where the file may not be edited.</summary>
    public IEnumerable<CandidateEdit> Edit(SyntaxTree tree, double prior, string summary, params TextChange[] changes)
    {
        if (!CanEdit(tree))
        {
            return [];
        }

        var ordered = changes.OrderBy(c => c.Span.Start).ToImmutableArray();
        var line = tree.GetText().Lines.GetLinePosition(ordered[0].Span.Start).Line + 1;
        var path = CandidatePaths.Of(tree)!;
        return [new CandidateEdit { Path = path, Changes = ordered, Family = fix.Family, Prior = prior, Summary = $"{path}:{line}: {summary}" }];
    }

    public IEnumerable<CandidateEdit> Replace(SyntaxNode node, string code, double prior, string? summary = null) =>
        Edit(node.SyntaxTree, prior, summary ?? $"`{TextChanges.Brief(node.ToString())}` → `{TextChanges.Brief(code)}`", new TextChange(node.Span, code));

    public IEnumerable<CandidateEdit> Replace(SyntaxToken token, string code, double prior, string? summary = null) =>
        Edit(token.SyntaxTree!, prior, summary ?? $"`{TextChanges.Brief(token.Text)}` → `{TextChanges.Brief(code)}`", new TextChange(token.Span, code));

    public IEnumerable<CandidateEdit> Insert(SyntaxTree tree, int position, string code, double prior, string? summary = null) =>
        Edit(tree, prior, summary ?? $"insert `{TextChanges.Brief(code)}`", new TextChange(new TextSpan(position, 0), code));
}
