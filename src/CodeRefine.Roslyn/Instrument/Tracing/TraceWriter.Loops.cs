using Microsoft.CodeAnalysis.CSharp.Syntax;
using static CodeRefine.Roslyn.Instrument.Tracing.TraceSource;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>Loops and their rounds.</summary>
internal sealed partial class TraceWriter
{
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
}
