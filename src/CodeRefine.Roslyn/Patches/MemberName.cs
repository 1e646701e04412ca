using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Patches;

/// <summary>
/// A documentation id, or what a model wrote in its place (<c>Stack.Pop</c>, <c>Stack&lt;T&gt;.Push(T item)</c>), taken apart into
/// simple names. Only for finding what the exact id does not name: in broken trees, or for a careless id.
/// </summary>
/// <param name="Kind">The id's prefix, <c>M</c>, <c>P</c>, <c>T</c>…; NUL where there was none.</param>
/// <param name="Parameters">Simple names of parameter types; default where no parentheses were given.</param>
internal sealed record MemberName(char Kind, ImmutableArray<string> Segments, ImmutableArray<string> Parameters)
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["Boolean"] = "bool",
        ["Byte"] = "byte",
        ["SByte"] = "sbyte",
        ["Int16"] = "short",
        ["UInt16"] = "ushort",
        ["Int32"] = "int",
        ["UInt32"] = "uint",
        ["Int64"] = "long",
        ["UInt64"] = "ulong",
        ["Single"] = "float",
        ["Double"] = "double",
        ["Decimal"] = "decimal",
        ["Char"] = "char",
        ["String"] = "string",
        ["Object"] = "object",
        ["IntPtr"] = "nint",
        ["UIntPtr"] = "nuint",
    };

    public static MemberName Parse(string id)
    {
        var text = id.Trim();
        var kind = text.Length > 2 && text[1] == ':' ? text[0] : '\0';
        text = kind == '\0' ? text : text[2..];
        var open = text.IndexOfAny(['(', '[']);
        var path = open < 0 ? text : text[..open];
        var end = open < 0 ? -1 : text.LastIndexOfAny([')', ']']);
        var parameters = open < 0 ? default : SplitOutside(end > open ? text[(open + 1)..end] : text[(open + 1)..], ',').Select(SimpleType).ToImmutableArray();
        var segments = SplitOutside(WithoutReturnType(path), '.').Select(s => WithoutArity(s).Trim()).Where(s => s.Length > 0).ToList();
        if (segments.Count > 1 && (segments[^1] is "ctor" or "constructor" || segments[^1] == segments[^2]))
        {
            segments[^1] = "#ctor";
        }

        return new MemberName(kind, [.. segments], parameters);
    }

    /// <summary>Whether <paramref name="declared"/> ends in the names asked for, parameters aside.</summary>
    public bool Names(DeclaredMember declared)
    {
        var offset = declared.Segments.Length - Segments.Length;
        return Segments.Length > 0 && offset >= 0 && Segments.Select((s, i) => s == declared.Segments[offset + i] || Explicit(s) == declared.Segments[offset + i]).All(same => same) && KindFits(declared);
    }

    public bool SameParameters(DeclaredMember declared) =>
        (Parameters.IsDefault ? [] : Parameters).SequenceEqual(declared.Parameters.IsDefault ? [] : declared.Parameters, StringComparer.Ordinal);

    /// <summary>The type's last name without generic arguments, nullability, parameter name and modifiers, keywords for the built-in types.</summary>
    public static string SimpleType(string type)
    {
        var text = type.Trim();
        foreach (var modifier in (ReadOnlySpan<string>)["this ", "ref readonly ", "ref ", "out ", "in ", "params ", "scoped "])
        {
            text = text.StartsWith(modifier, StringComparison.Ordinal) ? text[modifier.Length..].Trim() : text;
        }

        var plain = WithoutGenerics(text);
        var name = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        name = name.TrimEnd('@', '?', '&');
        name = name[(name.LastIndexOf('.') + 1)..];
        var brackets = name.IndexOf('[', StringComparison.Ordinal);
        var (bare, rank) = brackets < 0 ? (name, "") : (name[..brackets].TrimEnd('?'), name[brackets..].Replace("0:", "", StringComparison.Ordinal));
        return (Keywords.GetValueOrDefault(bare) ?? bare) + rank;
    }

    private bool KindFits(DeclaredMember declared) => Kind == '\0' || (Kind == 'T') == (declared.Declaration is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && declared.Node is not EnumMemberDeclarationSyntax);

    /// <summary>An explicit implementation is named <c>N#I#Member</c> in an id.</summary>
    private static string Explicit(string segment) => segment.Length > 0 && segment[0] != '#' ? segment[(segment.LastIndexOf('#') + 1)..] : segment;

    private static string WithoutReturnType(string path) => path.Split('~')[0];

    private static string WithoutArity(string segment)
    {
        var plain = WithoutGenerics(segment);
        var tick = plain.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? plain : plain[..tick];
    }

    private static string WithoutGenerics(string text)
    {
        var kept = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            depth += c is '<' or '{' ? 1 : 0;
            if (depth == 0)
            {
                kept.Append(c);
            }

            depth -= c is '>' or '}' && depth > 0 ? 1 : 0;
        }

        return kept.ToString();
    }

    private static List<string> SplitOutside(string text, char separator)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] is '<' or '{' or '(' or '[' ? 1 : text[i] is '>' or '}' or ')' or ']' ? -1 : 0;
            if (text[i] == separator && depth <= 0)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        if (parts.Count > 0 || text[start..].Trim().Length > 0)
        {
            parts.Add(text[start..]);
        }

        return parts;
    }
}
