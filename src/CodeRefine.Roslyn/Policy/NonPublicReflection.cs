using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CodeRefine.Roslyn.Policy;

/// <summary>
/// Reflection on members that are nobody's business: from a private field of the framework the whole process can be reached, the test host
/// in it. Flags that the compiler can't tell count as such, since any number can be cast to them.
/// </summary>
internal static class NonPublicReflection
{
    /// <summary>What a task has to allow.</summary>
    public const string Flag = RefusedApis.BindingFlags + ".NonPublic";

    private const int nonPublic = (int)System.Reflection.BindingFlags.NonPublic;

    public static bool Is(SemanticModel model, SyntaxNode name, IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (!method.Parameters.Any(p => IsFlags(p.Type)))
        {
            return false;
        }

        // Taken as a delegate, its arguments come from anywhere.
        var call = name.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(i => i.Expression.Span.Contains(name.Span) && i.Expression.Span.End == name.Span.End);
        return call is null
            || model.GetOperation(call, cancellationToken) is not IInvocationOperation operation
            || operation.Arguments.Where(a => a.Parameter is { } p && IsFlags(p.Type)).Any(a => a.Value.ConstantValue is not { HasValue: true, Value: int flags } || (flags & nonPublic) != 0);
    }

    private static bool IsFlags(ITypeSymbol type) => type is INamedTypeSymbol { Name: "BindingFlags", TypeKind: TypeKind.Enum } && type.ToDisplayString() == RefusedApis.BindingFlags;
}
