using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static CodeRefine.Roslyn.Instrument.Tracing.TraceSource;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>Decides what goes in where, for one file: at the entry of functions, before statements, around conditions and returned values.</summary>
/// <param name="left">Places whose probes did not compile: they go without.</param>
/// <param name="placed">Gets where in the result each probe that may not compile stands.</param>
internal sealed class TraceWriter(SemanticModel model, string path, TraceMap map, IReadOnlySet<TracePlace> left, List<(TracePlace Place, int Start, int Length)> placed, CancellationToken cancellationToken) : IProbeGuest
{
    private readonly TraceVariables variables = new(model, cancellationToken);
    private readonly Dictionary<SyntaxNode, TracedFunction> functions = [];
    private readonly Dictionary<SyntaxNode, int> loops = [];
    private readonly Dictionary<SyntaxNode, int> blocks = [];
    private readonly Dictionary<ExpressionSyntax, int> values = [];

    public bool StandsBefore(StatementSyntax statement) => IsStep(statement) && FunctionOf(statement) is not null;

    public void Open(SyntaxNode node, Insertions insertions)
    {
        switch (node)
        {
            case BlockSyntax block:
                OpenBlock(block, insertions);
                break;
            case StatementSyntax statement when IsStep(statement) && FunctionOf(statement) is { } function:
                var site = Site(statement, BlockOf(statement), function);
                insertions.Before(statement.SpanStart, $"{Call}At({function.Variable}, {Number(site)}); ");
                Values(variables.At(statement, function), statement.SpanStart, statement.SpanStart, function, insertions, before: true);
                insertions.Before(statement.SpanStart, LoopsAt(statement, function));
                break;
            case ExpressionSyntax expression:
                OpenExpression(expression, insertions);
                break;
        }
    }

    public void Close(SyntaxNode node, Insertions insertions)
    {
        if (node is BlockSyntax block && functions.TryGetValue(block.Parent!, out var function) && model.AnalyzeControlFlow(block) is { Succeeded: true, EndPointIsReachable: true })
        {
            var line = Line(block.CloseBraceToken);
            map.Sites.Add(new(function.Index, path, line, line, NewBlock(), "}"));
            insertions.Before(block.CloseBraceToken.SpanStart, $" {Call}End({function.Variable}, {Number(map.Sites.Count - 1)}); ");
            Values(variables.AtEnd(block, function), block.CloseBraceToken.SpanStart, block.CloseBraceToken.SpanStart, function, insertions, before: true);
        }
        else if (node is ExpressionSyntax expression)
        {
            CloseExpression(expression, insertions);
        }
    }

    public void OpenBody(ExpressionSyntax body, string keyword, Insertions insertions)
    {
        var owner = body.Parent is ArrowExpressionClauseSyntax arrow ? arrow.Parent! : body.Parent!;
        if (Register(owner) is not { } function)
        {
            return;
        }

        insertions.Before(body.SpanStart, Entry(function));
        var inside = variables.At(body, function);
        Values(inside, body.SpanStart, body.SpanStart, function, insertions, before: true);
        var site = Site(body, NewBlock(), function);
        insertions.Before(body.SpanStart, $"{Call}At({function.Variable}, {Number(site)}); ");
        if (keyword.Length > 0 && body is not ThrowExpressionSyntax)
        {
            values[body] = site;
        }
    }

    private void OpenBlock(BlockSyntax block, Insertions insertions)
    {
        var at = block.OpenBraceToken.Span.End;
        if (IsBody(block) && Register(block.Parent!) is { } entered)
        {
            insertions.After(at, " " + Entry(entered).TrimEnd());
            Values(block.Statements.Count > 0 ? variables.At(block.Statements[0], entered) : [], block.SpanStart, at, entered, insertions, before: false);
        }
        else if (ProbeWriter.IsLoopBody(block) && FunctionOf(block) is { } function && loops.TryGetValue(block.Parent!, out var loop))
        {
            // Values first: the round keeps them.
            if (block.Statements.Count > 0)
            {
                var site = Site(block.Parent!, BlockOf(block.Statements[0]), function);
                map.Sites[site] = map.Sites[site] with { IsRound = true };
                insertions.After(at, $" {Call}At({function.Variable}, {Number(site)});");
                Values(variables.At(block.Statements[0], function), block.SpanStart, at, function, insertions, before: false);
            }

            insertions.After(at, $" {Call}Round({function.Variable}, {Number(loop)});");
        }
    }

    private void OpenExpression(ExpressionSyntax expression, Insertions insertions)
    {
        if (IsCondition(expression) && FunctionOf(expression) is not null && !Skips(expression, TracePart.Condition))
        {
            insertions.Before(expression.SpanStart, "((", Placed(expression, TracePart.Condition, 2));
        }

        if (ReturnedType(expression) is { } type && FunctionOf(expression) is { } function && !Skips(expression, TracePart.Return))
        {
            var site = values.TryGetValue(expression, out var known) ? known : values[expression] = Site(expression.Parent!, BlockOf((StatementSyntax)expression.Parent!), function);
            var text = $"{Call}Return<{type}>({function.Variable}, {Number(site)}, ";
            insertions.Before(expression.SpanStart, text, Placed(expression, TracePart.Return, text.Length + expression.Span.Length));
        }
    }

    private void CloseExpression(ExpressionSyntax expression, Insertions insertions)
    {
        if (FunctionOf(expression) is not { } function)
        {
            return;
        }

        if (IsCondition(expression) && !Skips(expression, TracePart.Condition))
        {
            // Such that the compiler takes the whole for exactly what the condition was: what is assigned when it holds, and when not, stays so.
            var index = Site(expression, BlockAround(expression, function), function);
            map.Sites[index] = map.Sites[index] with { IsLoopCondition = expression.Parent is WhileStatementSyntax or DoStatementSyntax };
            var site = Number(index);
            var text = $") && ({Call}Yes({function.Variable}, {site}) || true) || {Call}No({function.Variable}, {site}) && false)";
            insertions.After(expression.Span.End, text, Placed(expression, TracePart.Condition, text.Length));
        }

        if (ReturnedType(expression) is not null && !Skips(expression, TracePart.Return))
        {
            insertions.After(expression.Span.End, ")");
        }

        if (expression.Parent is SwitchExpressionArmSyntax arm && arm.Expression == expression && !Skips(expression, TracePart.Arm))
        {
            ChooseArm(arm, function, insertions);
        }
    }

    private void ChooseArm(SwitchExpressionArmSyntax arm, TracedFunction function, Insertions insertions)
    {
        var site = Number(Site(arm, BlockAround(arm, function), function));
        if (arm.WhenClause is { } when)
        {
            insertions.Before(when.Condition.SpanStart, "(", Placed(arm.Expression, TracePart.Arm, 1));
            insertions.After(when.Condition.Span.End, $") && {Call}Arm({function.Variable}, {site})");
        }
        else
        {
            var text = $" when {Call}Arm({function.Variable}, {site})";
            insertions.After(arm.Pattern.Span.End, text, Placed(arm.Expression, TracePart.Arm, text.Length));
        }
    }

    /// <summary>The function that records where it is; null inside of what has no probes: finalizers, expression trees, top-level statements, queries.</summary>
    private TracedFunction? FunctionOf(SyntaxNode node)
    {
        // A lambda as a value belongs to what is around it.
        for (var at = node is AnonymousFunctionExpressionSyntax ? node.Parent : node; at is not null and not GlobalStatementSyntax; at = at.Parent)
        {
            if (functions.TryGetValue(at, out var found))
            {
                return found;
            }

            if (TraceVariables.IsFunction(at) || at is QueryExpressionSyntax)
            {
                return null;
            }
        }

        return null;
    }

    private TracedFunction? Register(SyntaxNode owner)
    {
        if (SymbolOf(owner) is not { } symbol)
        {
            return null;
        }

        var index = map.Functions.Count;
        var function = new TracedFunction(index, owner, symbol, TraceText.NameOf(owner), path, Line(owner.GetFirstToken()), TraceText.Of(owner), $"__trace{Number(index)}");
        map.Functions.Add(function);
        functions.Add(owner, function);
        return function;
    }

    private IMethodSymbol? SymbolOf(SyntaxNode owner) => owner switch
    {
        AnonymousFunctionExpressionSyntax => model.GetSymbolInfo(owner, cancellationToken).Symbol as IMethodSymbol,
        PropertyDeclarationSyntax or IndexerDeclarationSyntax => (model.GetDeclaredSymbol(owner, cancellationToken) as IPropertySymbol)?.GetMethod,
        _ => model.GetDeclaredSymbol(owner, cancellationToken) as IMethodSymbol,
    };

    /// <summary>Functions that the probes under these have an entry in.</summary>
    private static bool IsBody(BlockSyntax block) => block.Parent is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or (BaseMethodDeclarationSyntax and not DestructorDeclarationSyntax);

    private static string Entry(TracedFunction function)
    {
        var counted = function.Owner is not AnonymousFunctionExpressionSyntax && function.Symbol is { IsAsync: false, IsIterator: false };
        return $"var {function.Variable} = {Call}Enter({Number(function.Index)}, {(counted ? 1 : 0)}); ";
    }

    private void Values(IReadOnlyList<(int Slot, string Expression)> readable, int place, int at, TracedFunction function, Insertions insertions, bool before)
    {
        var key = new TracePlace(path, place, TracePart.Values);
        if (readable.Count == 0 || left.Contains(key))
        {
            return;
        }

        var text = new StringBuilder(before ? "" : " ");
        foreach (var (slot, expression) in readable)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Call}V({function.Variable}, {slot}, {expression}); ");
        }

        var all = before ? text.ToString() : text.ToString().TrimEnd();
        Action<int> note = start => placed.Add((key, start, all.Length));
        if (before)
        {
            insertions.Before(at, all, note);
        }
        else
        {
            insertions.After(at, all, note);
        }
    }

    /// <summary>A loop that begins here, and the rounds that a statement begins by itself.</summary>
    private string LoopsAt(StatementSyntax statement, TracedFunction function)
    {
        var text = "";
        if (statement.Parent is LabeledStatementSyntax label)
        {
            text += $"{Call}Round({function.Variable}, {Number(LoopOf(label, function))}); ";
        }

        if (ProbeWriter.IsLoopBody(statement) && loops.TryGetValue(statement.Parent!, out var around))
        {
            text += $"{Call}Round({function.Variable}, {Number(around)}); ";
        }

        return IsLoop(statement) ? text + $"{Call}Begin({function.Variable}, {Number(LoopOf(statement, function))}); " : text;
    }

    private int LoopOf(StatementSyntax loop, TracedFunction function)
    {
        if (!loops.TryGetValue(loop, out var index))
        {
            var outer = loop.Ancestors().TakeWhile(a => !TraceVariables.IsFunction(a)).Select(a => loops.TryGetValue(a, out var around) ? around : -1).FirstOrDefault(a => a >= 0, -1);
            loops.Add(loop, index = map.Loops.Count);
            map.Loops.Add(new(function.Index, path, Line(loop.GetFirstToken()), TraceText.Of(loop), outer, loop is LabeledStatementSyntax));
        }

        return index;
    }

    private static bool IsLoop(StatementSyntax statement) => statement is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    private static bool IsStep(StatementSyntax statement) => !statement.IsMissing && statement switch
    {
        BlockSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax or TryStatementSyntax or CheckedStatementSyntax or UnsafeStatementSyntax => false,
        EmptyStatementSyntax => ProbeWriter.IsLoopBody(statement),
        _ => true,
    };

    private bool IsCondition(ExpressionSyntax expression) => expression.Parent switch
    {
        IfStatementSyntax s => s.Condition == expression,
        WhileStatementSyntax s => s.Condition == expression,
        DoStatementSyntax s => s.Condition == expression,
        ForStatementSyntax s => s.Condition == expression,
        ConditionalExpressionSyntax s => s.Condition == expression,
        _ => IsOperand(expression),
    }
        && model.GetTypeInfo(expression, cancellationToken).Type?.SpecialType == SpecialType.System_Boolean
        && !model.GetConstantValue(expression, cancellationToken).HasValue;

    /// <summary>The parts of a condition that are no conjunctions themselves: which of them decided is worth knowing.</summary>
    private static bool IsOperand(ExpressionSyntax expression) =>
        expression is not ParenthesizedExpressionSyntax && !IsLogical(expression)
        && expression.Ancestors().SkipWhile(a => a is ParenthesizedExpressionSyntax).FirstOrDefault() is { } outer && IsLogical(outer);

    private static bool IsLogical(SyntaxNode node) => node.RawKind is (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression;

    /// <summary>The type, in words of C#, of a value that is returned; null where the expression returns none, or none that fits into an argument.</summary>
    private string? ReturnedType(ExpressionSyntax expression)
    {
        if (!(expression.Parent is ReturnStatementSyntax || values.ContainsKey(expression)) || expression is RefExpressionSyntax or ThrowExpressionSyntax || FunctionOf(expression)?.Symbol is not { ReturnsVoid: false, ReturnsByRef: false, ReturnsByRefReadonly: false } symbol)
        {
            return null;
        }

        var type = symbol.IsAsync ? (symbol.ReturnType as INamedTypeSymbol)?.TypeArguments.SingleOrDefault() : symbol.ReturnType;
        return type is not null && CanBeNamed(type) ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : null;
    }

    private static bool CanBeNamed(ITypeSymbol type) => type is { IsRefLikeType: false, IsAnonymousType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Error or TypeKind.Dynamic), SpecialType: not SpecialType.System_Void }
        && type is not ITypeParameterSymbol { AllowsRefLikeType: true }
        && type switch
        {
            IArrayTypeSymbol array => CanBeNamed(array.ElementType),
            INamedTypeSymbol named => !named.IsFileLocal && named.TypeArguments.All(CanBeNamed),
            _ => true,
        };

    private bool Skips(ExpressionSyntax expression, TracePart part) => left.Contains(new TracePlace(path, expression.SpanStart, part));

    private Action<int> Placed(ExpressionSyntax expression, TracePart part, int length) => start => placed.Add((new TracePlace(path, expression.SpanStart, part), start, length));

    private int Site(SyntaxNode node, int block, TracedFunction function)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span, cancellationToken);
        map.Sites.Add(new(function.Index, path, span.StartLinePosition.Line + 1, span.EndLinePosition.Line + 1, block, TraceText.Of(node)));
        return map.Sites.Count - 1;
    }

    /// <summary>Statements of a list, up to one that branches, are a block.</summary>
    private int BlockOf(StatementSyntax statement)
    {
        if (!blocks.TryGetValue(statement, out var block))
        {
            block = NewBlock();
            foreach (var one in ListOf(statement))
            {
                blocks[one] = block;
                block = IsSimple(one) ? block : NewBlock();
            }

            block = blocks.TryGetValue(statement, out var own) ? own : blocks[statement] = block;
        }

        return block;
    }

    private int BlockAround(SyntaxNode node, TracedFunction function)
    {
        for (var at = node; at is not null && at != function.Owner; at = at.Parent)
        {
            if (at is StatementSyntax statement && blocks.TryGetValue(statement, out var block))
            {
                return block;
            }
        }

        return function.Index >= 0 && map.Sites.FindLast(s => s.Function == function.Index) is { } last ? last.Block : NewBlock();
    }

    private int lastBlock = map.Sites.Count == 0 ? 0 : map.Sites.Max(s => s.Block);

    private int NewBlock() => ++lastBlock;

    private static StatementSyntax[] ListOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => [.. block.Statements],
        SwitchSectionSyntax section => [.. section.Statements],
        _ => [statement],
    };

    private static bool IsSimple(StatementSyntax statement) => statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax or LocalFunctionStatementSyntax or EmptyStatementSyntax;

    private int Line(SyntaxToken token) => token.SyntaxTree!.GetLineSpan(token.Span, cancellationToken).StartLinePosition.Line + 1;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
