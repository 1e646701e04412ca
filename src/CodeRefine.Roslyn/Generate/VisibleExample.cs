using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Generate;

/// <summary>A call with literal arguments of which a visible check says what comes of it. Values are strings, characters, booleans, decimals for all numbers, null, or arrays of these.</summary>
internal sealed record VisibleExample(IMethodSymbol Method, ImmutableArray<object?> Arguments, object? Expected)
{
    private const int Most = 300;

    /// <summary>Reads <c>Assert.Equal(expected, Call(arguments))</c>, <c>Assert.True</c> and <c>Assert.False</c>, with the rows of a theory put in.</summary>
    public static ImmutableArray<VisibleExample> Read(CSharpCompilation checks, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<VisibleExample>();
        foreach (var tree in checks.SyntaxTrees)
        {
            var model = checks.GetSemanticModel(tree);
            foreach (var assertion in tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => i.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Assert" } }))
            {
                foreach (var row in Rows(assertion, model, cancellationToken))
                {
                    if (found.Count < Most && Of(assertion, row, model, cancellationToken) is { } example)
                    {
                        found.Add(example);
                    }
                }
            }
        }

        return found.ToImmutable();
    }

    private static VisibleExample? Of(InvocationExpressionSyntax assertion, Dictionary<ISymbol, object?> row, SemanticModel model, CancellationToken cancellationToken)
    {
        var (expected, actual) = (((MemberAccessExpressionSyntax)assertion.Expression).Name.Identifier.ValueText, assertion.ArgumentList.Arguments) switch
        {
            ("Equal", [var e, var a, ..]) => (Value(e.Expression, row, model, cancellationToken), a.Expression),
            ("True", [var a, ..]) => ((true, true), a.Expression),
            ("False", [var a, ..]) => ((true, false), a.Expression),
            _ => ((false, (object?)null), null!),
        };
        if (!expected.Item1 || actual is not InvocationExpressionSyntax call || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { ReducedFrom: null } method || call.ArgumentList.Arguments.Count != method.Parameters.Length)
        {
            return null;
        }

        var arguments = call.ArgumentList.Arguments.Select(a => a.NameColon is null ? Value(a.Expression, row, model, cancellationToken) : (Known: false, Value: (object?)null)).ToList();
        return arguments.TrueForAll(a => a.Known) ? new VisibleExample(method.OriginalDefinition, [.. arguments.Select(a => a.Value)], expected.Item2) : null;
    }

    private static IEnumerable<Dictionary<ISymbol, object?>> Rows(SyntaxNode assertion, SemanticModel model, CancellationToken cancellationToken)
    {
        var method = assertion.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        if (method is null || method.ParameterList.Parameters.Count == 0)
        {
            return [new(SymbolEqualityComparer.Default)];
        }

        var parameters = method.ParameterList.Parameters.Select(p => model.GetDeclaredSymbol(p, cancellationToken)).OfType<IParameterSymbol>().ToList();
        return method.AttributeLists.SelectMany(l => l.Attributes).Where(a => a.Name.ToString().EndsWith("InlineData", StringComparison.Ordinal) && a.ArgumentList?.Arguments.Count == parameters.Count)
            .Select(a => a.ArgumentList!.Arguments.Select(x => Value(x.Expression, [], model, cancellationToken)).ToList())
            .Where(values => values.TrueForAll(v => v.Known))
            .Select(values => new Dictionary<ISymbol, object?>(parameters.Zip(values, (p, v) => KeyValuePair.Create((ISymbol)p, v.Value)), SymbolEqualityComparer.Default));
    }

    private static (bool Known, object? Value) Value(ExpressionSyntax expression, Dictionary<ISymbol, object?> row, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: var constant })
        {
            return (true, Plain(constant));
        }

        if (expression is IdentifierNameSyntax && model.GetSymbolInfo(expression, cancellationToken).Symbol is IParameterSymbol parameter)
        {
            return row.TryGetValue(parameter, out var value) ? (true, value) : (false, null);
        }

        var items = expression switch
        {
            CollectionExpressionSyntax list when list.Elements.All(e => e is ExpressionElementSyntax) => list.Elements.Select(e => ((ExpressionElementSyntax)e).Expression),
            ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var e } => e,
            ArrayCreationExpressionSyntax { Initializer.Expressions: var e } => e,
            ObjectCreationExpressionSyntax { Initializer: { RawKind: (int)SyntaxKind.CollectionInitializerExpression, Expressions: var e } } => e,
            _ => null,
        };
        var values = items?.Select(i => Value(i, row, model, cancellationToken)).ToList();
        return values is not null && values.TrueForAll(v => v.Known) ? (true, values.Select(v => v.Value).ToArray()) : (false, null);
    }

    private static object? Plain(object? constant) => constant switch
    {
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal => Convert.ToDecimal(constant, System.Globalization.CultureInfo.InvariantCulture),
        double d when Math.Abs(d) < 1e20 => (decimal)d,
        float f when Math.Abs(f) < 1e20 => (decimal)f,
        _ => constant,
    };
}
