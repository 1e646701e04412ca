using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Compile;

/// <summary>Makes compilations from the last one, so that references stay bound and unchanged files keep their declarations.</summary>
internal sealed class WarmCompilation(CSharpCompilation empty)
{
    // A compilation is immutable: whichever of two concurrent callers writes last, the next starts from a valid one.
    private volatile CSharpCompilation last = empty;

    public CSharpCompilation With(IReadOnlyDictionary<string, SyntaxTree> trees)
    {
        var compilation = last;
        var gone = new List<SyntaxTree>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var old in compilation.SyntaxTrees)
        {
            if (!trees.TryGetValue(old.FilePath, out var now))
            {
                gone.Add(old);
                continue;
            }

            known.Add(old.FilePath);
            if (now != old)
            {
                compilation = compilation.ReplaceSyntaxTree(old, now);
            }
        }

        if (gone.Count > 0)
        {
            compilation = compilation.RemoveSyntaxTrees(gone);
        }

        var added = trees.Where(t => !known.Contains(t.Key)).Select(t => t.Value).ToList();
        compilation = InOrder(added.Count > 0 ? compilation.AddSyntaxTrees(added) : compilation, trees);
        last = compilation;
        return compilation;
    }

    /// <summary>The order of files reaches the emitted bytes, and equal sources are to give equal bytes however they were come by.</summary>
    private static CSharpCompilation InOrder(CSharpCompilation compilation, IReadOnlyDictionary<string, SyntaxTree> trees)
    {
        var wanted = trees.Values.OrderBy(t => t.FilePath, StringComparer.Ordinal).ToList();
        return compilation.SyntaxTrees.SequenceEqual(wanted) ? compilation : compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(wanted);
    }
}
