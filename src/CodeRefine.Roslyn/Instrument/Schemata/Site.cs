using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Instrument.Schemata;

internal enum SiteKind
{
    /// <summary>An expression that has a value.</summary>
    Value,

    /// <summary>An expression that is the body of a member or lambda; its alternatives are statements.</summary>
    Body,

    /// <summary>A statement, or several of a list: from <see cref="SiteKey.Node"/> to <see cref="SiteKey.Last"/>.</summary>
    Statement,

    /// <summary>The place before a statement.</summary>
    Before,

    /// <summary>The place after a statement that is the last of its list.</summary>
    After,
}

internal readonly record struct SiteKey(SiteKind Kind, SyntaxNode Node, SyntaxNode Last);

/// <summary>A place with alternatives. Its number is given anew in each round.</summary>
internal sealed class Site(SiteKey key, ValueForm? form)
{
    public SiteKey Key => key;

    /// <summary>Of a value, null for all others.</summary>
    public ValueForm? Form => form;

    public SyntaxTree Tree => key.Node.SyntaxTree;

    public List<Alternative> Alternatives { get; } = [];

    public int Number { get; set; }

    /// <summary>From the first character that was put in for it to the last of what it holds, in the written text.</summary>
    public (int Start, int End) Written { get; set; }

    /// <summary>Notes where what ends at the position stands in the written text.</summary>
    public void WrittenEnd(int position, Insertions insertions) => insertions.After(position, "", end => Written = (Written.Start, end));
}
