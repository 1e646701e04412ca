using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Finds the one declaration that a documentation id names: by symbols, and where these don't say, by names alone.</summary>
internal static class MemberLookup
{
    private const int Shown = 8;

    /// <summary>Either the declaration, or the reason why there is not exactly one.</summary>
    public static (DeclaredMember? Found, string? Reason) Find(PatchedFiles files, string id)
    {
        var name = MemberName.Parse(id);
        if (name.Segments.Length == 0)
        {
            return (null, $"`{id}` is no documentation id; they look like `M:Namespace.Type.Method(System.Int32)`");
        }

        var all = Declared(files).ToList();
        var exact = Exact(files, all, name, id.Trim());
        if (exact.Count > 0)
        {
            return One(files, exact, id);
        }

        var named = all.Where(name.Names).ToList();
        var same = named.Where(name.SameParameters).ToList();
        // An id without parentheses is one without parameters; a careless one may mean the only method of that name.
        var chosen = same.Count > 0 ? same : name.Parameters.IsDefault ? named : [];
        return chosen.Count > 0 ? One(files, chosen, id) : (null, NotFound(files, all, named, name, id));
    }

    /// <summary>Every declaration that the id names: the parts of a partial type.</summary>
    public static IReadOnlyList<DeclaredMember> FindAll(PatchedFiles files, string id)
    {
        var name = MemberName.Parse(id);
        if (name.Segments.Length == 0)
        {
            return [];
        }

        var all = Declared(files).ToList();
        var exact = Exact(files, all, name, id.Trim());
        return exact.Count > 0 ? exact : [.. all.Where(name.Names)];
    }

    private static IEnumerable<DeclaredMember> Declared(PatchedFiles files) =>
        files.SourcePaths.SelectMany(p => DeclaredMember.In(p, (CompilationUnitSyntax)files.Parse(p).GetRoot()));

    private static List<DeclaredMember> Exact(PatchedFiles files, List<DeclaredMember> all, MemberName name, string id)
    {
        var last = name.Segments[^1];
        if (name.Kind == 'M' && (last.StartsWith("get_", StringComparison.Ordinal) || last.StartsWith("set_", StringComparison.Ordinal)))
        {
            // An accessor stands within its property.
            var property = name with { Segments = name.Segments.SetItem(name.Segments.Length - 1, last[4..]) };
            return [.. all.Where(m => m.Declaration is BasePropertyDeclarationSyntax && property.Names(m))];
        }

        // Names of these differ in source and in ids: all are asked for theirs.
        var special = last.Contains('#', StringComparison.Ordinal) || last.StartsWith("op_", StringComparison.Ordinal) || last == "Item";
        return [.. all.Where(m => (m.Name == last || special) && m.DocumentationId(files) == id)];
    }

    private static (DeclaredMember?, string?) One(PatchedFiles files, List<DeclaredMember> found, string id)
    {
        var bodies = found.Count > 1 ? [.. found.Where(m => m.Declaration is BaseMethodDeclarationSyntax { Body: not null } or BaseMethodDeclarationSyntax { ExpressionBody: not null })] : found;
        if (found.Count == 1 || (bodies.Count == 1 && found.All(m => m.DocumentationId(files) == bodies[0].DocumentationId(files))))
        {
            return (bodies.Count == 1 ? bodies[0] : found[0], null);
        }

        return (null, $"`{id}` names {found.Count} declarations: {Places(files, found)}. Name one of them by its whole id, or use search and replace");
    }

    private static string NotFound(PatchedFiles files, List<DeclaredMember> all, List<DeclaredMember> named, MemberName name, string id)
    {
        if (named.Count > 0)
        {
            return $"`{id}` names no declaration; by this name there {(named.Count == 1 ? "is" : "are")}: {Places(files, named)}";
        }

        var last = name.Segments[^1];
        var near = all.Where(m => m.Name == last).ToList();
        if (near.Count == 0 && name.Segments.Length > 1)
        {
            near = [.. all.Where(m => m.Segments.Length > 1 && m.Segments[^2] == name.Segments[^2])];
        }

        return near.Count > 0
            ? $"`{id}` names no declaration; near it there {(near.Count == 1 ? "is" : "are")}: {Places(files, near)}"
            : $"`{id}` names no declaration; the sources declare: {Places(files, [.. all.Where(m => m.Node is BaseTypeDeclarationSyntax)])}";
    }

    private static string Places(PatchedFiles files, List<DeclaredMember> members)
    {
        var places = members.Take(Shown).Select(m => $"`{m.DocumentationId(files) ?? string.Join('.', m.Segments)}` ({m.Path}:{m.Node.GetLocation().GetLineSpan().StartLinePosition.Line + 1})");
        return string.Join(", ", places) + (members.Count > Shown ? $" and {members.Count - Shown} more" : "");
    }
}
