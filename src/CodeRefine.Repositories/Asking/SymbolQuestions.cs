using System.Collections.Immutable;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Locating;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Repositories.Asking;

/// <summary>Who refers to a declaration: by symbols where the repository is loaded, by names where it is not.</summary>
internal sealed class SymbolQuestions(RepositoryIndex index, RepositoryCompilations? compilations)
{
    /// <summary>Whether answers are by symbols; by names an unrelated member of the same name counts too.</summary>
    public bool BySymbols => compilations is not null;

    /// <returns>Places in the order of paths and lines.</returns>
    public ImmutableArray<Place> References(IndexedMember member, CancellationToken cancellationToken) =>
        [.. (BySymbols ? BySymbol(member, cancellationToken) : ByName(member)).Distinct().OrderBy(p => p.Path, StringComparer.Ordinal).ThenBy(p => p.Line)];

    /// <summary>Types that derive from a type or implement it, or members that override or implement one, by the names of bases.</summary>
    public IEnumerable<IndexedMember> Implementations(IndexedMember member)
    {
        var type = member.Facts.IsType ? member.Facts.Name : member.Facts.ContainerName;
        var known = new HashSet<string>(StringComparer.Ordinal) { type };
        var types = new List<IndexedMember>();
        for (var found = true; found;)
        {
            var more = index.Members.Where(m => m.Facts.IsType && !types.Contains(m) && m.Facts.Bases.Any(known.Contains)).ToList();
            found = more.Count > 0;
            types.AddRange(more);
            known.UnionWith(more.Select(m => m.Facts.Name));
        }

        return member.Facts.IsType
            ? types.OrderBy(t => t.Number)
            : types.SelectMany(t => index.MembersOf(t.File).Where(m => m.Facts.Parent == t.Number - t.File.FirstMember && m.Facts.Name == member.Facts.Name && m.Facts.Kind == member.Facts.Kind)).OrderBy(m => m.Number);
    }

    private IEnumerable<Place> ByName(IndexedMember member)
    {
        foreach (var from in index.Members.Where(m => m.Facts.References.ContainsKey(member.Facts.Name)))
        {
            var lines = from.File.Text.Split('\n');
            for (var line = from.Facts.FirstLine; line <= Math.Min(from.Facts.LastLine, lines.Length); line++)
            {
                if (HasWord(lines[line - 1], member.Facts.Name) && !IsDeclaration(from.File, line, member.Facts.Name) && ReferenceEquals(Innermost(from.File, line), from))
                {
                    yield return new Place(from.File.Path, line, lines[line - 1].Trim(), from.ShortName);
                }
            }
        }
    }

    private IEnumerable<Place> BySymbol(IndexedMember member, CancellationToken cancellationToken)
    {
        foreach (var project in compilations!.Repository.Projects)
        {
            var compilation = compilations.For(project);
            var ids = Declared(compilation, member).ToHashSet(StringComparer.Ordinal);
            if (ids.Count == 0)
            {
                ids = [.. compilations.Repository.Projects.Where(p => project.ProjectReferences.Contains(p.Id)).SelectMany(p => Declared(compilations.For(p), member))];
            }

            foreach (var tree in ids.Count == 0 ? [] : compilation.SyntaxTrees)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (SourcePaths.ToTreePath(tree) is not { } path || index.Find(path) is not { } file || !file.Text.Contains(member.Facts.Name, StringComparison.Ordinal))
                {
                    continue;
                }

                var model = compilation.GetSemanticModel(tree);
                foreach (var name in tree.GetRoot(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>().Where(n => n.Identifier.ValueText == member.Facts.Name))
                {
                    var info = model.GetSymbolInfo(name, cancellationToken);
                    if ((info.Symbol is { } s ? [s] : info.CandidateSymbols).Any(c => Ids(c).Any(ids.Contains)))
                    {
                        var line = tree.GetLineSpan(name.Span, cancellationToken).StartLinePosition.Line + 1;
                        yield return new Place(path, line, tree.GetText(cancellationToken).Lines[line - 1].ToString().Trim(), Innermost(file, line)?.ShortName ?? "");
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Declared(CSharpCompilation compilation, IndexedMember member)
    {
        var tree = compilation.SyntaxTrees.FirstOrDefault(t => SourcePaths.ToTreePath(t) == member.File.Path);
        if (tree is null)
        {
            return [];
        }

        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes()
            .Where(n => n is MemberDeclarationSyntax or VariableDeclaratorSyntax && tree.GetLineSpan(n.Span).StartLinePosition.Line < member.Facts.LastLine)
            .Select(n => model.GetDeclaredSymbol(n)).OfType<ISymbol>()
            .Where(s => (s.Name == member.Facts.Name || s is IMethodSymbol { MethodKind: MethodKind.Constructor } && member.Facts.Name == s.ContainingType.Name) && s.Locations.Any(l => l.SourceTree == tree && l.GetLineSpan().StartLinePosition.Line + 1 == member.Facts.NameLine))
            .SelectMany(Ids);
    }

    /// <summary>Of its own, and of a constructor's type: <c>new A()</c> refers to both.</summary>
    private static IEnumerable<string> Ids(ISymbol symbol)
    {
        var definition = (symbol is IMethodSymbol { ReducedFrom: { } reduced } ? reduced : symbol).OriginalDefinition;
        if (definition.GetDocumentationCommentId() is { } id)
        {
            yield return id;
        }

        if (definition is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && constructor.ContainingType.GetDocumentationCommentId() is { } type)
        {
            yield return type;
        }
    }

    private IndexedMember? Innermost(IndexedFile file, int line) => Locating.Signals.Members.At(index, file, line);

    private bool IsDeclaration(IndexedFile file, int line, string name) => index.MembersOf(file).Any(m => m.Facts.Name == name && m.Facts.NameLine == line);

    private static bool HasWord(string line, string word)
    {
        for (var at = line.IndexOf(word, StringComparison.Ordinal); at >= 0; at = line.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !Locating.Text.Terms.IsWord(line[at - 1])) && (at + word.Length == line.Length || !Locating.Text.Terms.IsWord(line[at + word.Length])))
            {
                return true;
            }
        }

        return false;
    }
}

/// <param name="Within">The member that the line is in; empty outside of any.</param>
internal sealed record Place(string Path, int Line, string Text, string Within);
