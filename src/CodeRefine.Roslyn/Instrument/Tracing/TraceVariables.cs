using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>Which variables may be read at a place without changing what compiles: in scope, definitely assigned, and of a type that fits into an argument.</summary>
internal sealed class TraceVariables(SemanticModel model, CancellationToken cancellationToken)
{
    private const int Most = 16;

    /// <summary>Numbers of the function's variables with the expressions that read them.</summary>
    public ImmutableArray<(int Slot, string Expression)> At(SyntaxNode place, TracedFunction function)
    {
        var flow = place switch
        {
            StatementSyntax statement => model.AnalyzeDataFlow(statement),
            ExpressionSyntax expression => model.AnalyzeDataFlow(expression),
            _ => null,
        };
        return flow is { Succeeded: true } ? Of(flow.DefinitelyAssignedOnEntry, place.SpanStart, function, place) : [];
    }

    /// <summary>As <see cref="At"/>, at the last brace of a block that is a function's body.</summary>
    public ImmutableArray<(int Slot, string Expression)> AtEnd(BlockSyntax body, TracedFunction function) =>
        body.Statements.Count > 0 && model.AnalyzeDataFlow(body.Statements.First(), body.Statements.Last()) is { Succeeded: true } flow
            ? Of(flow.DefinitelyAssignedOnExit, body.CloseBraceToken.SpanStart, function, body)
            : [];

    private ImmutableArray<(int Slot, string Expression)> Of(ImmutableArray<ISymbol> assigned, int position, TracedFunction function, SyntaxNode place)
    {
        // What flows into a lambda or a local function was assigned before it may be called.
        var found = assigned.Union(IsNested(function.Owner) ? Captured(function) : [], SymbolEqualityComparer.Default)
            .Where(s => IsReadable(s) && IsIn(s, position, function))
            .OrderBy(s => s is not IParameterSymbol)
            .ThenByDescending(PlaceOf)
            .Take(Most)
            .OrderBy(s => s is not IParameterSymbol)
            .ThenBy(PlaceOf)
            .Select(s => (SlotOf(s, function), Expression: (TypeOf(s) is { TypeKind: TypeKind.Dynamic } ? "(object)" : "") + Escaped(s.Name)));
        var own = HasState(function, place) ? [(SlotOf("this", "this", function), "this")] : Array.Empty<(int, string)>();
        return [.. found, .. own];
    }

    private static int PlaceOf(ISymbol symbol) => symbol.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0;

    private static bool IsReadable(ISymbol symbol) => symbol is ILocalSymbol { IsConst: false } or IParameterSymbol { IsThis: false, IsDiscard: false }
        && symbol.Name.Length > 0
        && TypeOf(symbol) is { IsRefLikeType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Error), SpecialType: not (SpecialType.System_TypedReference or SpecialType.System_ArgIterator or SpecialType.System_RuntimeArgumentHandle) } type
        && type is not ITypeParameterSymbol { AllowsRefLikeType: true };

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    private bool IsIn(ISymbol symbol, int position, TracedFunction function)
    {
        if (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } declaration)
        {
            // A setter's value.
            return symbol is IParameterSymbol { IsImplicitlyDeclared: true, Name: "value" } && function.Owner is AccessorDeclarationSyntax;
        }

        var home = declaration.Ancestors().FirstOrDefault(IsFunction);
        var own = home == function.Owner || (function.Owner is AccessorDeclarationSyntax && home is not null && function.Owner.Ancestors().Contains(home) && home is IndexerDeclarationSyntax);
        return own ? symbol is IParameterSymbol || InScope(declaration, position) : Captured(function).Contains(symbol);
    }

    /// <summary>What the function reads of what is around it: more must not flow in, lest a local function be called too early or a lambda capture what it may not.</summary>
    private HashSet<ISymbol> Captured(TracedFunction function) => function.Captured ??= new(CapturedBy(function.Owner), SymbolEqualityComparer.Default);

    private ImmutableArray<ISymbol> CapturedBy(SyntaxNode owner) => owner switch
    {
        AnonymousFunctionExpressionSyntax { Block: { } block } => FlowingIn(model.AnalyzeDataFlow(block), owner),
        AnonymousFunctionExpressionSyntax { ExpressionBody: { } body } => FlowingIn(model.AnalyzeDataFlow(body), owner),
        LocalFunctionStatementSyntax { Body: { } block } => FlowingIn(model.AnalyzeDataFlow(block), owner),
        LocalFunctionStatementSyntax { ExpressionBody.Expression: { } body } => FlowingIn(model.AnalyzeDataFlow(body), owner),
        _ => [],
    };

    /// <summary>Parameters of what is around it are assigned at all times.</summary>
    private static ImmutableArray<ISymbol> FlowingIn(DataFlowAnalysis? flow, SyntaxNode owner) => flow is { Succeeded: true }
        ? [.. flow.DataFlowsIn, .. flow.ReadInside.Where(s => s is IParameterSymbol { RefKind: RefKind.None, IsThis: false } && s.Locations.All(l => !owner.Span.Contains(l.SourceSpan)))]
        : [];

    private bool HasState(TracedFunction function, SyntaxNode place)
    {
        if (function.Symbol.ContainingType is not { IsRefLikeType: false, TypeKind: TypeKind.Class or TypeKind.Struct } type || !type.GetMembers().Any(m => m is IFieldSymbol { IsStatic: false }))
        {
            return false;
        }

        if (IsNested(function.Owner))
        {
            return type.TypeKind == TypeKind.Class && Captured(function).Any(s => s is IParameterSymbol { IsThis: true });
        }

        return !function.Symbol.IsStatic && (type.TypeKind == TypeKind.Class || function.Symbol.MethodKind != MethodKind.Constructor) && place.Ancestors().All(a => a is not ConstructorInitializerSyntax);
    }

    private static bool IsNested(SyntaxNode owner) => owner is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;

    /// <summary>A variable reaches to the end of the list of statements that it stands in; those of some heads only to the end of their statement.</summary>
    private static bool InScope(SyntaxNode declaration, int position)
    {
        if (declaration.SpanStart >= position && declaration is not CommonForEachStatementSyntax)
        {
            return false;
        }

        for (var node = declaration; node is not null; node = node.Parent)
        {
            if (node is BlockSyntax or SwitchSectionSyntax or CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or UsingStatementSyntax or FixedStatementSyntax or LockStatementSyntax or CatchClauseSyntax or SwitchExpressionArmSyntax
                || node is StatementSyntax { Parent: not (BlockSyntax or SwitchSectionSyntax or LabeledStatementSyntax) }
                || IsFunction(node))
            {
                return (node is SwitchSectionSyntax ? node.Parent! : node).Span.Contains(position);
            }
        }

        return false;
    }

    public static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax or BaseTypeDeclarationSyntax;

    private static int SlotOf(ISymbol symbol, TracedFunction function) => SlotOf($"{symbol.Name} {symbol.Locations.FirstOrDefault()?.SourceSpan.Start}", symbol.Name, function);

    private static int SlotOf(string key, string name, TracedFunction function)
    {
        if (!function.Slots.TryGetValue(key, out var slot))
        {
            function.Slots.Add(key, slot = function.Variables.Count);
            function.Variables.Add(name);
        }

        return slot;
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
