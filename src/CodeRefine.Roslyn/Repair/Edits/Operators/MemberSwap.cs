using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>The sibling of a library member: Min/Max, First/Last, Any/All, Floor/Ceiling, Skip/Take and the like, where the receiver has it.</summary>
public sealed class MemberSwap : EditOperator
{
    /// <summary>Each row's members stand in for each other, neighbours first.</summary>
    private static readonly string[][] Rows =
    [
        ["Min", "Max"], ["MinBy", "MaxBy"], ["First", "Last"], ["FirstOrDefault", "LastOrDefault"], ["First", "FirstOrDefault"], ["Last", "LastOrDefault"], ["Single", "SingleOrDefault"], ["Single", "First"],
        ["Any", "All"], ["Floor", "Ceiling", "Round", "Truncate"], ["Skip", "Take"], ["SkipWhile", "TakeWhile"], ["SkipLast", "TakeLast"], ["Skip", "SkipLast"], ["Take", "TakeLast"],
        ["OrderBy", "OrderByDescending"], ["ThenBy", "ThenByDescending"], ["OrderBy", "ThenBy"], ["Order", "OrderDescending"],
        ["StartsWith", "EndsWith", "Contains"], ["IndexOf", "LastIndexOf"], ["IndexOfAny", "LastIndexOfAny"], ["ToUpper", "ToLower"], ["ToUpperInvariant", "ToLowerInvariant"],
        ["IsUpper", "IsLower"], ["IsLetter", "IsDigit", "IsLetterOrDigit"], ["IsWhiteSpace", "IsPunctuation"], ["Trim", "TrimEnd", "TrimStart"], ["PadLeft", "PadRight"],
        ["IsNullOrEmpty", "IsNullOrWhiteSpace"], ["Sum", "Count"], ["Sum", "Average"], ["Union", "Intersect", "Except", "Concat"], ["UnionWith", "IntersectWith", "ExceptWith", "SymmetricExceptWith"],
        ["IsSubsetOf", "IsSupersetOf"], ["IsSubsetOf", "IsProperSubsetOf"], ["Peek", "Pop"], ["Peek", "Dequeue"], ["AddFirst", "AddLast"], ["RemoveFirst", "RemoveLast"], ["Append", "Prepend"],
        ["Add", "Remove"], ["AddRange", "InsertRange"], ["Insert", "Add"], ["Remove", "RemoveAt"], ["RemoveAt", "RemoveRange"], ["Add", "TryAdd"], ["ContainsKey", "ContainsValue"], ["Keys", "Values"], ["Key", "Value"],
        ["MinValue", "MaxValue"], ["PositiveInfinity", "NegativeInfinity"], ["Sin", "Cos"], ["Sqrt", "Cbrt"], ["Log", "Log10", "Log2"], ["AddDays", "AddMonths", "AddYears"], ["AddHours", "AddMinutes", "AddSeconds"],
        ["TotalDays", "Days"], ["TotalHours", "Hours"], ["TotalMinutes", "Minutes"], ["TotalSeconds", "Seconds"], ["Left", "Right"], ["Width", "Height"], ["X", "Y"], ["Next", "Previous"], ["Head", "Tail"],
        ["Append", "AppendLine"], ["Write", "WriteLine"], ["Success", "Failure"], ["Increment", "Decrement"], ["Item1", "Item2"], ["TryPeek", "TryPop"], ["TryPeek", "TryDequeue"],
    ];

    private static readonly ILookup<string, string> Siblings = Rows.SelectMany(r => r.SelectMany(one => r.Where(o => o != one).Select(other => (one, other)))).Distinct().ToLookup(p => p.one, p => p.other, StringComparer.Ordinal);

    public override string Family => "member";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        var (name, receiver) = node switch
        {
            MemberAccessExpressionSyntax access => (access.Name, access.Expression),
            MemberBindingExpressionSyntax binding => (binding.Name, binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression),
            _ => default,
        };
        if (name is null || receiver is null || !Siblings.Contains(name.Identifier.ValueText) || ReceiverType(receiver, context) is not { } type)
        {
            yield break;
        }

        foreach (var other in Siblings[name.Identifier.ValueText].Where(o => context.HasMember(name.SpanStart, type, o)))
        {
            yield return EditContext.Replace(name.Identifier, other, 0.75, $"`{TextChanges.Brief(node.ToString())}`: `{name.Identifier.ValueText}` → `{other}`");
        }
    }

    private static ITypeSymbol? ReceiverType(ExpressionSyntax receiver, EditContext context) => context.Model.GetSymbolInfo(receiver).Symbol as INamedTypeSymbol ?? context.TypeOf(receiver);
}
