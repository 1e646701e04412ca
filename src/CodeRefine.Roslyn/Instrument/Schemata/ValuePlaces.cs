using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>Which expressions can stand in the arm of a switch with the same meaning.</summary>
internal sealed class ValuePlaces(SemanticModel model, CancellationToken cancellationToken)
{
    private static readonly SymbolDisplayFormat asCode = SymbolDisplayFormat.FullyQualifiedFormat;
    private readonly Dictionary<ExpressionSyntax, ValueForm?> known = [];
    private readonly LanguageVersion version = ((CSharpParseOptions)model.SyntaxTree.Options).LanguageVersion;

    /// <summary>Null where the expression must stay as it is.</summary>
    public ValueForm? FormOf(ExpressionSyntax expression)
    {
        if (!known.TryGetValue(expression, out var form))
        {
            known[expression] = form = IsValue(expression) && !IsInside(expression) ? Form(expression) : null;
        }

        return form;
    }

    private ValueForm? Form(ExpressionSyntax expression)
    {
        var info = model.GetTypeInfo(expression, cancellationToken);
        var (own, wanted) = (info.Type, info.ConvertedType);
        if (!CanBeNamed(wanted) || (own is not null && !CanBeNamed(own)) || Symbol(expression) is INamespaceOrTypeSymbol or IMethodSymbol)
        {
            return null;
        }

        if (IsChangedThrough(expression, own) || ScopedNames.Escape(expression))
        {
            return null;
        }

        var isStatement = expression.Parent is ForStatementSyntax loop && loop.Condition != expression;
        var same = SymbolEqualityComparer.Default.Equals(own, wanted);
        var takes = TakesAnyConversion(expression);
        if (own is null && !takes)
        {
            return null;
        }

        // A constant is brought to the type where it stands; a value of its type would not be.
        var constant = !same && own is not null && model.GetConstantValue(expression, cancellationToken).HasValue;
        if (takes || constant)
        {
            return new(wanted!.ToDisplayString(asCode), !same, false, isStatement);
        }

        return new(own!.ToDisplayString(asCode), false, own.SpecialType is not (SpecialType.System_Boolean or SpecialType.System_String), isStatement);
    }

    private ISymbol? Symbol(ExpressionSyntax expression) => expression is SimpleNameSyntax or MemberAccessExpressionSyntax ? model.GetSymbolInfo(expression, cancellationToken).Symbol : null;

    /// <summary>It is read, by code that runs; what is written to, only named or known to the compiler is not.</summary>
    private static bool IsValue(ExpressionSyntax expression) => expression.Parent switch
    {
        AssignmentExpressionSyntax parent => parent.Right == expression && !IsDeconstruction(parent),
        PrefixUnaryExpressionSyntax parent => parent.Kind() is not (SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression),
        PostfixUnaryExpressionSyntax parent => parent.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        MemberAccessExpressionSyntax parent => parent.Expression == expression,
        InvocationExpressionSyntax or ExpressionStatementSyntax or RefExpressionSyntax or QualifiedNameSyntax or TypeArgumentListSyntax or NameColonSyntax or NameEqualsSyntax or ConstantPatternSyntax or CaseSwitchLabelSyntax => false,
        ConditionalAccessExpressionSyntax parent => parent.Expression == expression,
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None) && !(argument is { NameColon: null, Parent: TupleExpressionSyntax } && expression is SimpleNameSyntax or MemberAccessExpressionSyntax),
        AnonymousObjectMemberDeclaratorSyntax parent => parent.NameEquals is not null,
        InitializerExpressionSyntax => expression is not (AssignmentExpressionSyntax or InitializerExpressionSyntax),
        ForStatementSyntax parent => parent.Condition == expression || expression is not DeclarationExpressionSyntax,
        _ => true,
    } && expression is not (BaseExpressionSyntax or ThisExpressionSyntax or InitializerExpressionSyntax or RefExpressionSyntax or ThrowExpressionSyntax or DeclarationExpressionSyntax or StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax or MemberBindingExpressionSyntax or ElementBindingExpressionSyntax or PredefinedTypeSyntax);

    private static bool IsDeconstruction(AssignmentExpressionSyntax assignment) => assignment.Left is TupleExpressionSyntax or DeclarationExpressionSyntax;

    /// <summary>Inside what must be constant, is data or is a part of a longer chain.</summary>
    private bool IsInside(ExpressionSyntax expression)
    {
        if (Placing.MustBeConstant(expression) || IsConstantLoop(expression))
        {
            return true;
        }

        foreach (var around in expression.AncestorsAndSelf())
        {
            switch (around)
            {
                case InterpolationSyntax when version < LanguageVersion.CSharp11:
                case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } }:
                case ConditionalAccessExpressionSyntax chain when chain.WhenNotNull.Span.Contains(expression.Span) && StartsInChain(expression, chain):
                case AnonymousFunctionExpressionSyntax lambda when model.GetTypeInfo(lambda, cancellationToken).ConvertedType is INamedTypeSymbol { Name: "Expression" or "LambdaExpression" }:
                case FixedStatementSyntax { Declaration: var declaration } when declaration.Span.Contains(expression.Span):
                    return true;
                case StatementSyntax or MemberDeclarationSyntax when around is not FixedStatementSyntax:
                    return around.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } outer && IsInTree(outer);
            }
        }

        return false;
    }

    private bool IsInTree(AnonymousFunctionExpressionSyntax lambda) =>
        lambda.AncestorsAndSelf().OfType<AnonymousFunctionExpressionSyntax>().Any(l => model.GetTypeInfo(l, cancellationToken).ConvertedType is INamedTypeSymbol { Name: "Expression" });

    /// <summary>The compiler knows that such a loop ends by a jump only.</summary>
    private bool IsConstantLoop(ExpressionSyntax expression) =>
        Placing.IsCondition(expression) && expression.Parent is StatementSyntax and not IfStatementSyntax && model.GetConstantValue(expression, cancellationToken).HasValue;

    /// <summary>Begins with the <c>.Name</c> or <c>[i]</c> whose receiver stands before the question mark.</summary>
    private static bool StartsInChain(ExpressionSyntax expression, ConditionalAccessExpressionSyntax chain)
    {
        var first = expression.GetFirstToken().Parent;
        return first is MemberBindingExpressionSyntax or BracketedArgumentListSyntax { Parent: ElementBindingExpressionSyntax } && chain.WhenNotNull.Span.Contains(first.Span);
    }

    /// <summary>A call on a variable of a value type may change the variable; on a copy it would be lost.</summary>
    private static bool IsChangedThrough(ExpressionSyntax expression, ITypeSymbol? type)
    {
        var receives = expression.Parent switch
        {
            MemberAccessExpressionSyntax parent => parent.Expression == expression,
            ElementAccessExpressionSyntax parent => parent.Expression == expression,
            PostfixUnaryExpressionSyntax => true,
            _ => false,
        };
        return receives && type is { IsReferenceType: false } && !(type.IsReadOnly || type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.Enum);
    }

    /// <summary>The type that is wanted is given by something else: what converts to it may stand here.</summary>
    private bool TakesAnyConversion(ExpressionSyntax expression) => expression.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: false } } or PropertyDeclarationSyntax } => true,
        AssignmentExpressionSyntax parent => parent.IsKind(SyntaxKind.SimpleAssignmentExpression),
        ReturnStatementSyntax or ArrowExpressionClauseSyntax => expression.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is null,
        YieldStatementSyntax or IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
        ForStatementSyntax parent => parent.Condition == expression,
        _ => false,
    };

    private static bool CanBeNamed(ITypeSymbol? type) => type switch
    {
        null or IErrorTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol => false,
        { SpecialType: SpecialType.System_Void } or { IsRefLikeType: true } or { IsAnonymousType: true } => false,
        IArrayTypeSymbol array => CanBeNamed(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(CanBeNamed) && (named.ContainingType is null || CanBeNamed(named.ContainingType)),
        _ => true,
    };
}
