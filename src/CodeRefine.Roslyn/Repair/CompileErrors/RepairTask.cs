using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>What stays the same while a candidate is mended.</summary>
/// <param name="checks">Null where there are none to look at.</param>
internal sealed class RepairTask(CSharpCompilation candidate, Func<string, bool> editable, Func<CSharpCompilation, CSharpCompilation>? checks, CSharpCompilation? origin)
{
    private readonly Lazy<HashSet<string>?> names = new(() => checks is null ? null : [.. checks(candidate).SyntaxTrees.SelectMany(t => t.GetRoot().DescendantTokens()).Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText)]);

    public CSharpCompilation? Origin => origin;

    public bool Editable(string path) => editable(path);

    public bool ChecksName(string name) => names.Value?.Contains(name) != false;
}
