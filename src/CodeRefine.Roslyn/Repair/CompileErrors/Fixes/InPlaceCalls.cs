using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>
/// A method that changes what it is called on and returns nothing, used for its value, as the same method of another
/// language or of LINQ would be: <c>numbers.Reverse().ToArray()</c> of a list.
/// </summary>
public sealed class InPlaceCalls : CompileFix
{
    public override string Family => "in place";

    public override ImmutableArray<string> Ids => ["CS0023", "CS0815", "CS0029", "CS1503", "CS1579", "CS0131", "CS1061", "CS0019"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (!context.CanEdit(error.Tree))
        {
            return [];
        }

        var file = context.File(error.Tree);
        return error.Node.DescendantNodesAndSelf().Concat(error.Node.Ancestors().TakeWhile(n => n is not (StatementSyntax or MemberDeclarationSyntax))).OfType<InvocationExpressionSyntax>()
            .Where(c => c.Parent is not ExpressionStatementSyntax && file.TypeOf(c).IsVoid())
            .SelectMany(c => c.Expression is MemberAccessExpressionSyntax access && file.TypeOf(access.Expression) is { } receiver ? Ways(c, access, receiver, file, context) : []);
    }

    private static IEnumerable<CandidateEdit> Ways(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, ITypeSymbol receiver, EditContext file, FixContext context)
    {
        if (receiver.ElementType() is null)
        {
            return [];
        }

        var at = access.Expression.ToString();
        var code = (access.Name.Identifier.ValueText, call.ArgumentList.Arguments) switch
        {
            ("Reverse", []) => $"Enumerable.Reverse({at})",
            ("Sort", []) => $"{at}.Order()",
            ("Add", [var one]) => $"{at}.Append({one})",
            ("AddRange", [var more]) => $"{at}.Concat({more})",
            ("Insert", [{ Expression: LiteralExpressionSyntax { Token.ValueText: "0" } }, var first]) => $"{at}.Prepend({first})",
            _ => "",
        };
        return code.Length == 0 ? [] : Collected(call, code, receiver, file).SelectMany(c => context.Replace(call, c.Code, c.Prior));
    }

    /// <summary>As a sequence where more is called on it, else as the receiver's own kind of collection too.</summary>
    private static IEnumerable<(string Code, double Prior)> Collected(InvocationExpressionSyntax call, string code, ITypeSymbol receiver, EditContext file)
    {
        var goesOn = call.Parent is MemberAccessExpressionSyntax or CommonForEachStatementSyntax;
        yield return (code, goesOn ? 0.9 : 0.6);
        if (!goesOn && (receiver is IArrayTypeSymbol || file.HasMember(call.SpanStart, receiver, "AddRange")))
        {
            yield return (code + (receiver is IArrayTypeSymbol ? ".ToArray()" : ".ToList()"), 0.85);
        }
    }
}
