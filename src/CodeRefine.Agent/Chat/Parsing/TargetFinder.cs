using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>Finds the file, or the type in it, that a block is meant for.</summary>
internal sealed class TargetFinder
{
    private readonly AnswerContext context;
    private readonly List<string> editable;
    private readonly List<string> known;
    private readonly Lazy<List<(string Path, CodeShape Shape)>> shapes;

    public TargetFinder(AnswerContext context)
    {
        this.context = context;
        editable = [.. context.Tree.Paths.Where(p => context.Problem.Editable.Allows(p, out _))];
        known = [.. context.Tree.Paths, .. context.Problem.CheckSources.Paths];
        shapes = new(() => [.. editable.Where(IsCSharp).Select(p => (p, CodeShape.Read(context.Tree[p].Text, out _))).Where(s => s.Item2 is not null).Select(s => (s.p, s.Item2!))]);
    }

    /// <summary>The editable C# file where there is just one.</summary>
    public string? OnlyFile => editable.Where(IsCSharp).Take(2).ToList() is [var only] ? only : null;

    /// <summary>Whether a block of statements without a path can be a file at all, and not an example of use.</summary>
    public bool OnlyFileHasStatements => shapes.Value is [var (_, only)] && only.HasStatements;

    /// <summary>The path that a hint means, where it may be edited; else a note says why not.</summary>
    public string? Editable(string hint, List<string> notes)
    {
        var path = PathHints.Resolve(hint, known);
        if (context.Problem.CheckSources.Contains(path))
        {
            notes.Add($"`{path}` was not used: it holds checks, which are fixed.");
            return null;
        }

        if (path.StartsWith('/') || path.Contains(':', StringComparison.Ordinal) || path.Split('/').Contains(".."))
        {
            notes.Add($"`{Shorten(path)}` was not used: a path is relative to the task's folder and stays inside it.");
            return null;
        }

        if (context.Problem.Editable.Allows(path, out var reason))
        {
            return path;
        }

        notes.Add($"`{Shorten(path)}` was not used: {reason}");
        return null;
    }

    /// <summary>The file that declares most of the types that the block declares, or the only editable one.</summary>
    public string? ByTypes(CodeShape block, List<string> notes)
    {
        var names = block.Types.Select(CodeShape.ShortName).ToHashSet();
        var ranked = shapes.Value.Select(s => (s.Path, Shared: s.Shape.Types.Count(t => names.Contains(CodeShape.ShortName(t))))).Where(s => s.Shared > 0).OrderByDescending(s => s.Shared).Take(2).ToList();
        if (ranked.Count > 0 && (ranked.Count == 1 || ranked[0].Shared > ranked[1].Shared))
        {
            return ranked[0].Path;
        }

        if (ranked.Count == 0 && OnlyFile is { } only)
        {
            return only;
        }

        notes.Add($"A block with {(names.Count == 0 ? "no type" : string.Join(", ", names.Take(3)))} was not used: it does not say which file it is; write its path after ```csharp path=");
        return null;
    }

    /// <summary>Whether the block is a part only of the file it is for: a type or a member of a type is not in it, or its namespace.</summary>
    public bool LacksMembers(CodeShape block, string path)
    {
        if (shapes.Value.FirstOrDefault(s => s.Path == path).Shape is not { } file || !file.Types.Any(t => block.Types.Any(b => CodeShape.ShortName(b) == CodeShape.ShortName(t))))
        {
            return false;
        }

        var lacksNamespace = file.Types.Any(t => CodeShape.NameOf(t).Contains('.', StringComparison.Ordinal)) && block.Types.All(t => !CodeShape.NameOf(t).Contains('.', StringComparison.Ordinal));
        return lacksNamespace || file.Types.Any(t => block.Types.FirstOrDefault(b => CodeShape.ShortName(b) == CodeShape.ShortName(t)) is not { } twin || Lacks(t, twin));
    }

    /// <summary>The type that a member without one belongs to: the one that has a member of its name, or the only one there is.</summary>
    public (string Path, TypeDeclarationSyntax Type)? TypeFor(MemberDeclarationSyntax member, string? hint, List<string> notes)
    {
        var path = hint is null ? null : Editable(hint, notes);
        if (hint is not null && path is null)
        {
            return null;
        }

        var key = MemberKey.Of(member);
        var types = shapes.Value.Where(s => path is null || s.Path == path).SelectMany(s => s.Shape.Types.SelectMany(WithNested).Select(t => (s.Path, Type: t))).ToList();
        var having = types.Where(t => key is not null && t.Type.Members.Any(m => MemberKey.Of(m) is { } k && k.Kind == key.Kind && k.Name == key.Name)).ToList();
        if (having.Count == 1)
        {
            return having[0];
        }

        if (having.Count == 0 && types.Count == 1 && key is not null)
        {
            return types[0];
        }

        notes.Add(having.Count == 0
            ? $"The {key?.Kind ?? "code"} {key?.Name} was not used: no file has one of that name, and it does not say which type it belongs to."
            : $"The {key?.Kind} {key?.Name} was not used: {having.Count} types have one of that name; give the whole file with its path.");
        return null;
    }

    private static bool Lacks(MemberDeclarationSyntax old, MemberDeclarationSyntax now) =>
        old is TypeDeclarationSyntax a && now is TypeDeclarationSyntax b
        && a.Members.Select(MemberKey.Of).Any(k => k is not null && !b.Members.Select(MemberKey.Of).Any(n => n is not null && n.Kind == k.Kind && n.Name == k.Name));

    private static IEnumerable<TypeDeclarationSyntax> WithNested(MemberDeclarationSyntax type) =>
        type is TypeDeclarationSyntax t ? t.Members.SelectMany(WithNested).Prepend(t) : [];

    private static bool IsCSharp(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    private static string Shorten(string path) => path.Length <= 120 ? path : path[..120] + "…";
}
