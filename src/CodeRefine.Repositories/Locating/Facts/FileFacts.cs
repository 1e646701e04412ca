using System.Collections.Immutable;
using CodeRefine.Repositories.Locating.Text;

namespace CodeRefine.Repositories.Locating.Facts;

/// <summary>What the index knows of one text, whatever its place in the tree.</summary>
internal sealed record FileFacts
{
    public required bool IsCSharp { get; init; }
    public bool IsGenerated { get; init; }
    public bool UsesTestFramework { get; init; }

    /// <summary>Types and members, in their order.</summary>
    public ImmutableArray<DeclarationFacts> Declarations { get; init; } = [];

    /// <summary>Terms outside of every declaration; all of them where the file is no C#.</summary>
    public required TermCounts Loose { get; init; }

    public int Lines { get; init; }
}

/// <summary>A type or member as it is declared.</summary>
internal sealed class DeclarationFacts
{
    public required string Name { get; init; }

    /// <summary>Namespace and types around it, with dots; empty at the top.</summary>
    public required string Container { get; init; }
    public required DeclarationKind Kind { get; init; }

    /// <summary>Index of the type around it among the file's declarations; -1 at the top.</summary>
    public required int Parent { get; init; }

    /// <summary>The declaration without attributes and body, on one line.</summary>
    public required string Signature { get; init; }

    /// <summary>Lines from 1, comments above it included.</summary>
    public required int FirstLine { get; init; }
    public required int NameLine { get; init; }
    public required int LastLine { get; init; }

    /// <summary>Simple name of the property's, field's or returned type; empty where there is none.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>Simple names of the base types.</summary>
    public ImmutableArray<string> Bases { get; init; } = [];
    public ImmutableArray<string> Attributes { get; init; } = [];

    /// <summary>Its own terms: those of nested declarations are theirs.</summary>
    public TermCounts Names { get; } = new();
    public TermCounts Code { get; } = new();
    public TermCounts Comments { get; } = new();
    public TermCounts Strings { get; } = new();

    /// <summary>Names that its code refers to, and how often.</summary>
    public Dictionary<string, int> References { get; } = new(StringComparer.Ordinal);

    public string FullName => Container.Length == 0 ? Name : $"{Container}.{Name}";
    public bool IsType => Kind is DeclarationKind.Class or DeclarationKind.Struct or DeclarationKind.Interface or DeclarationKind.Record or DeclarationKind.Enum or DeclarationKind.Delegate;
    public string ContainerName => Container[(Container.LastIndexOf('.') + 1)..];
}

/// <summary>What is declared.</summary>
public enum DeclarationKind
{
    Class,
    Struct,
    Interface,
    Record,
    Enum,
    Delegate,
    Method,
    Constructor,
    Property,
    Indexer,
    Event,
    Field,
    Operator,
    EnumMember,
    Finalizer,
}
