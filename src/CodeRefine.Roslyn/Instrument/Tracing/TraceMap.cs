using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>What the numbers in a trace stand for.</summary>
internal sealed class TraceMap
{
    public List<TracedFunction> Functions { get; } = [];
    public List<TracedSite> Sites { get; } = [];
    public List<TracedLoop> Loops { get; } = [];
}

/// <param name="Owner">The declaration or lambda.</param>
/// <param name="Name">As <c>Search.IndexOf</c>, <c>lambda in Search.IndexOf</c>.</param>
/// <param name="Variable">Of the frame, in the instrumented text.</param>
internal sealed record TracedFunction(int Index, SyntaxNode Owner, IMethodSymbol Symbol, string Name, string Path, int Line, string Text, string Variable)
{
    /// <summary>Names by number; two variables of one name in different scopes are two.</summary>
    public List<string> Variables { get; } = [];
    public Dictionary<string, int> Slots { get; } = new(StringComparer.Ordinal);
    public HashSet<ISymbol>? Captured { get; set; }
}

/// <param name="Block">Number of the basic block within the whole candidate.</param>
/// <param name="Text">One line, cut short.</param>
internal sealed record TracedSite(int Function, string Path, int Line, int EndLine, int Block, string Text)
{
    /// <summary>A round of a loop begins; where its condition has just been told of, this tells nothing more.</summary>
    public bool IsRound { get; init; }

    /// <summary>The condition of a loop that changes nothing between two rounds: what is new at it the loop's body has changed.</summary>
    public bool IsLoopCondition { get; init; }
}

/// <param name="Outer">The loop around it in the same function; -1 for none.</param>
/// <param name="IsLabel">A label that may be jumped back to.</param>
internal sealed record TracedLoop(int Function, string Path, int Line, string Text, int Outer, bool IsLabel);

/// <summary>A probe of which it is known where it was put: what does not compile there is left out the next time.</summary>
/// <param name="Position">In the text as it was before.</param>
internal readonly record struct TracePlace(string Path, int Position, TracePart Part);

internal enum TracePart
{
    Values,
    Condition,
    Return,
    Arm,
}
