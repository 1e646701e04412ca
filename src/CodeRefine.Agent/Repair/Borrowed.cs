using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Agent.Repair;

/// <summary>What edits may borrow from the problem besides the candidate's own code.</summary>
internal static class Borrowed
{
    public static LiteralPool Literals(Problem problem, CSharpCompilation candidate)
    {
        var own = candidate.SyntaxTrees.Where(t => SourcePaths.ToTreePath(t) is not null).Select(t => t.GetRoot());
        var checks = problem.CheckSources.Files.Where(f => SourcePaths.IsCSharp(f.Key)).Select(f => CSharpSyntaxTree.ParseText(f.Value.Text).GetRoot());
        return LiteralPool.From([.. own, .. checks], problem.Statement);
    }
}
