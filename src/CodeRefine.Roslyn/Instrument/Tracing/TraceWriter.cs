using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static CodeRefine.Roslyn.Instrument.Tracing.TraceSource;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>Decides what goes in where, for one file: at the entry of functions, before statements, around conditions and returned values.</summary>
/// <param name="left">Places whose probes did not compile: they go without.</param>
/// <param name="placed">Gets where in the result each probe that may not compile stands.</param>
internal sealed partial class TraceWriter(SemanticModel model, string path, TraceMap map, IReadOnlySet<TracePlace> left, List<(TracePlace Place, int Start, int Length)> placed, CancellationToken cancellationToken) : IProbeGuest
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

    private static bool IsStep(StatementSyntax statement) => !statement.IsMissing && statement switch
    {
        BlockSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax or TryStatementSyntax or CheckedStatementSyntax or UnsafeStatementSyntax => false,
        EmptyStatementSyntax => ProbeWriter.IsLoopBody(statement),
        _ => true,
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
