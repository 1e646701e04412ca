using System.Collections.Immutable;
using CodeRefine.Repositories.Locating.Facts;
using CodeRefine.Repositories.Locating.Graph;
using CodeRefine.Repositories.Locating.Reading;
using CodeRefine.Repositories.Locating.Text;

namespace CodeRefine.Repositories.Locating;

/// <summary>
/// A repository made ready for questions: full-text indexes over files and over members, declared names, and the graph of references.
/// Built from texts alone; nothing has to load or compile. Immutable, safe for concurrent use.
/// </summary>
public sealed class RepositoryIndex
{
    /// <summary>What an occurrence in each part of a file counts, and how much the part's length.</summary>
    private static readonly Bm25Field[] fields =
    [
        new("path", 3.0, 0.3), new("types", 4.0, 0.3), new("members", 2.0, 0.6), new("code", 1.0, 0.75), new("comments", 1.0, 0.75), new("strings", 1.0, 0.75), new("words", 1.0, 0.75),
    ];

    private readonly Lazy<SymbolGraph> graph;
    private readonly Dictionary<string, int> byPath;

    private RepositoryIndex(RepositoryText text, ImmutableArray<IndexedFile> files, ImmutableArray<IndexedMember> members)
    {
        (Text, Files, Members) = (text, files, members);
        byPath = files.ToDictionary(f => f.Path, f => f.Number, StringComparer.Ordinal);
        ByName = members.GroupBy(m => m.Facts.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        TypesByLowerName = members.Where(m => m.Facts.IsType).ToLookup(m => m.Facts.Name.ToLowerInvariant(), StringComparer.Ordinal);
        FileSearch = Bm25Index.Build(fields, [.. files.Select(f => FieldsOf(f))]);
        MemberSearch = Bm25Index.Build(fields, [.. members.Select(FieldsOf)]);
        graph = new(() => SymbolGraph.Of(this));
    }

    public RepositoryText Text { get; }
    internal ImmutableArray<IndexedFile> Files { get; }
    internal ImmutableArray<IndexedMember> Members { get; }
    internal IReadOnlyDictionary<string, ImmutableArray<IndexedMember>> ByName { get; }
    internal ILookup<string, IndexedMember> TypesByLowerName { get; }
    internal Bm25Index FileSearch { get; }
    internal Bm25Index MemberSearch { get; }

    /// <summary>Made at its first use.</summary>
    internal SymbolGraph Graph => graph.Value;

    public int Lines => Files.Sum(f => f.Facts.Lines);
    public int Symbols => Members.Length;

    public static RepositoryIndex Build(RepositoryText text, CancellationToken cancellationToken) => Build(text, FactsReader.Shared, cancellationToken);

    internal static RepositoryIndex Build(RepositoryText text, FactsReader reader, CancellationToken cancellationToken)
    {
        var facts = new FileFacts[text.Files.Length];
        Parallel.For(0, facts.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => facts[i] = reader.Read(text.Files[i], cancellationToken));
        var files = ImmutableArray.CreateBuilder<IndexedFile>(facts.Length);
        var members = ImmutableArray.CreateBuilder<IndexedMember>();
        for (var f = 0; f < facts.Length; f++)
        {
            var file = new IndexedFile(f, text.Files[f].Path, text.Files[f].Text, FileRoles.Of(text.Files[f].Path, facts[f]), facts[f], members.Count);
            files.Add(file);
            foreach (var declaration in facts[f].Declarations)
            {
                members.Add(new IndexedMember(members.Count, file, declaration));
            }
        }

        return new RepositoryIndex(text, files.ToImmutable(), members.ToImmutable());
    }

    public bool Contains(string path) => byPath.ContainsKey(path);

    internal IndexedFile? Find(string path) => byPath.TryGetValue(path, out var number) ? Files[number] : null;

    internal IEnumerable<IndexedMember> MembersOf(IndexedFile file) => Members.Skip(file.FirstMember).Take(file.Facts.Declarations.Length);

    private static TermCounts?[] FieldsOf(IndexedFile file)
    {
        var (types, members, code, comments, strings) = (new TermCounts(), new TermCounts(), new TermCounts(), new TermCounts(), new TermCounts());
        foreach (var declaration in file.Facts.Declarations)
        {
            (declaration.IsType ? types : members).Add(declaration.Names);
            code.Add(declaration.Code);
            comments.Add(declaration.Comments);
            strings.Add(declaration.Strings);
        }

        return [TermCounts.Of(file.Path), types, members, code, comments, strings, file.Facts.Loose];
    }

    private static TermCounts?[] FieldsOf(IndexedMember member)
    {
        var facts = member.Facts;
        var type = facts.IsType ? facts.Names : TermCounts.Of(facts.ContainerName);
        return [null, type, facts.IsType ? null : facts.Names, facts.Code, facts.Comments, facts.Strings, null];
    }
}

/// <param name="FirstMember">Number of its first declaration among all members.</param>
internal sealed record IndexedFile(int Number, string Path, string Text, FileRole Role, FileFacts Facts, int FirstMember)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}

internal sealed record IndexedMember(int Number, IndexedFile File, DeclarationFacts Facts)
{
    /// <summary>As people write it: <c>Type.Member</c>.</summary>
    public string ShortName => Facts.IsType || Facts.ContainerName.Length == 0 ? Facts.Name : $"{Facts.ContainerName}.{Facts.Name}";
}
