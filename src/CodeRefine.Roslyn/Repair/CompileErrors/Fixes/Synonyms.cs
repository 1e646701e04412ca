using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>Members and types by the names that other types or languages give them: Length for Count, size() for Count, boolean for bool.</summary>
public sealed class Synonyms : CompileFix
{
    /// <summary>Words of one row mean the same; those with parentheses are calls.</summary>
    private static readonly string[][] Rows =
    [
        ["Length", "Count", "Count()", "Size", "size()", "length", "length()", "len", "Size()", "Length()", "count"], ["Add", "Push", "Enqueue", "Append", "add", "append", "push", "push_back", "Insert", "AddLast", "offer"],
        ["Contains", "ContainsKey", "contains", "includes", "containsKey", "has", "Has", "Exists", "Includes", "TryGetValue"], ["Remove", "RemoveAt", "remove", "delete", "Delete", "erase"], ["Pop", "Dequeue", "pop", "poll", "shift"], ["Peek", "peek", "top", "front", "Top", "First()", "Front"],
        ["ToLower", "toLowerCase", "lower", "toLower", "ToLowerInvariant", "ToLowerCase"], ["ToUpper", "toUpperCase", "upper", "toUpper", "ToUpperInvariant", "ToUpperCase"], ["Trim", "trim", "strip"], ["Substring", "substring", "substr", "slice", "Slice", "SubString"],
        ["IndexOf", "indexOf", "find", "Find", "index"], ["StartsWith", "startsWith", "startswith", "BeginsWith"], ["EndsWith", "endsWith", "endswith"], ["Replace", "replace", "replaceAll"], ["Split", "split"], ["Reverse", "reverse", "Reversed", "reversed"], ["Clear", "clear", "Reset"],
        ["Select", "map", "Map", "select"], ["Where", "filter", "Filter", "where"], ["Aggregate", "reduce", "Reduce", "Fold"], ["ToList", "toList", "AsList"], ["ToArray", "toArray", "AsArray"], ["ForEach", "forEach"], ["Any", "some", "any"], ["All", "every", "all"], ["Concat", "AddRange", "addAll", "AddAll", "Extend", "extend"],
        ["Sort", "sort", "OrderBy", "Order"], ["Max", "max", "Maximum"], ["Min", "min", "Minimum"], ["Abs", "abs"], ["Pow", "pow", "Power"], ["Sqrt", "sqrt"], ["Ceiling", "ceil", "Ceil"], ["Floor", "floor"], ["WriteLine", "println", "PrintLine", "log", "Print"], ["IsEmpty", "Any()", "isEmpty()"],
        ["Keys", "keys()", "keySet()", "keys"], ["Values", "values()", "values"], ["Key", "key", "First"], ["Value", "value", "val"], ["GetHashCode", "hashCode"], ["ToString", "toString"], ["Equals", "equals"], ["Parse", "parseInt", "valueOf"], ["MaxValue", "MAX_VALUE", "Max"], ["MinValue", "MIN_VALUE"], ["Empty", "EMPTY"], ["Join", "join"],
    ];

    private static readonly Dictionary<string, string> Types = new (string Other, string Here)[]
    {
        ("boolean", "bool"), ("Bool", "bool"), ("Integer", "int"), ("Int", "int"), ("str", "string"), ("integer", "int"), ("real", "double"), ("number", "double"), ("Long", "long"), ("Float", "float"),
        ("Char", "char"), ("Character", "char"), ("any", "object"), ("ArrayList", "List"), ("Map", "Dictionary"), ("HashMap", "Dictionary"), ("Dict", "Dictionary"), ("dict", "Dictionary"), ("Set", "HashSet"), ("Deque", "LinkedList"),
        ("Vector", "List"), ("vector", "List"), ("list", "List"), ("Array", "List"), ("Iterable", "IEnumerable"), ("auto", "var"), ("let", "var"), ("val", "var"), ("IllegalArgumentException", "ArgumentException"), ("IllegalStateException", "InvalidOperationException"),
        ("RuntimeException", "InvalidOperationException"), ("ValueError", "ArgumentException"), ("Error", "Exception"), ("NullPointerException", "NullReferenceException"), ("IndexError", "IndexOutOfRangeException"), ("None", "null"), ("nil", "null"), ("True", "true"), ("False", "false"), ("nullptr", "null"),
        ("NULL", "null"), ("self", "this"),
    }.ToDictionary(p => p.Other, p => p.Here, StringComparer.Ordinal);

    public override string Family => "other name";

    public override ImmutableArray<string> Ids => ["CS1061", "CS0117", "CS0246", "CS0103"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (error.Node is not SimpleNameSyntax name)
        {
            return [];
        }

        var file = context.File(error.Tree);
        return name.Parent is MemberAccessExpressionSyntax access && access.Name == name
            ? Members(access, name, file, context)
            : Types.TryGetValue(name.Identifier.ValueText, out var other) ? context.Replace(name.Identifier, other, 0.97) : [];
    }

    private static IEnumerable<CandidateEdit> Members(MemberAccessExpressionSyntax access, SimpleNameSyntax name, EditContext file, FixContext context)
    {
        var receiver = file.Model.GetSymbolInfo(access.Expression).Symbol as ITypeSymbol ?? file.TypeOf(access.Expression);
        if (receiver is null)
        {
            yield break;
        }

        var call = access.Parent as InvocationExpressionSyntax;
        var written = name.Identifier.ValueText;
        foreach (var other in Rows.Where(r => r.Any(w => Bare(w) == written)).SelectMany(r => r).Where(w => Bare(w) != written && file.HasMember(name.SpanStart, receiver, Bare(w))).Distinct())
        {
            var isMethod = file.Model.LookupSymbols(name.SpanStart, receiver, Bare(other), includeReducedExtensionMethods: true).All(s => s is IMethodSymbol);
            var node = call is { ArgumentList.Arguments.Count: 0 } && !isMethod ? (SyntaxNode)call : access;
            var code = $"{access.Expression}.{Bare(other)}" + (isMethod && call is null ? "()" : "");
            foreach (var edit in context.Replace(node, code, 0.92))
            {
                yield return edit;
            }
        }

        // Letters and elements by position: charAt(i), get(i).
        if (call is { ArgumentList.Arguments: [var index] } && written is "charAt" or "CharAt" or "get" or "Get" or "at" or "ElementAt" or "elementAt")
        {
            foreach (var edit in context.Replace(call, $"{access.Expression}[{index}]", 0.9))
            {
                yield return edit;
            }
        }
    }

    private static string Bare(string word) => word.EndsWith("()", StringComparison.Ordinal) ? word[..^2] : word;
}
