using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CodeRefine.Agent.Critics;
using CodeRefine.Core.Evidence;

namespace CodeRefine.Agent.Strategies.Ldb;

/// <summary>A trace in pieces that a model can judge one by one: blocks, lines or functions, each with the values after it.</summary>
internal static class TracePieces
{
    private const int LongestValue = 100, LongestLine = 160;

    /// <summary>At most so many as the options say: of more, the first and the last half.</summary>
    public static ImmutableArray<string> Of(ExecutionTrace trace, LdbOptions options)
    {
        List<string> all = options.Level switch
        {
            LdbLevel.Line => [.. trace.Steps.Where(s => s.Kind is not TraceStepKind.Entered).Select(Line)],
            LdbLevel.Function => [.. trace.Steps.GroupBy(s => s.Frame).Select(Function)],
            _ => [.. trace.Blocks.Select(Block)],
        };
        var half = options.Blocks / 2;
        return all.Count <= options.Blocks ? [.. all] : [.. all.Take(options.Blocks - half), .. all.TakeLast(half)];
    }

    /// <summary>Each piece headed <c>[BLOCK-0]</c> and so on, and how the run ended.</summary>
    public static string Text(ImmutableArray<string> pieces, ExecutionTrace trace) =>
        string.Join("\n", pieces.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"[BLOCK-{i}]\n{p}"))) + $"\nThe end: {PlainText.Line(trace.End.Detail, LongestLine)}";

    private static string Block(TraceBlock block)
    {
        var lines = block.Lines.Select(l => "    " + PlainText.Line(l, LongestLine))
            .Concat(block.Decisions.Select(d => $"    # {PlainText.Line(d.Condition, LongestValue)} is {(d.Went ? "true" : "false")}"));
        return Joined($"{block.Function}, {block.Path}:{block.FirstLine}", lines, block.Changed, block.Returned);
    }

    private static string Line(TraceStep step) =>
        Joined($"{step.Function}, {step.Path}:{step.Line}", [$"    {PlainText.Line(step.Text, LongestLine)}{(step.Went is { } went ? $"    # is {(went ? "true" : "false")}" : "")}"], step.Changed, step.Kind == TraceStepKind.Returned ? step.Value : null);

    private static string Function(IGrouping<int, TraceStep> frame)
    {
        var first = frame.First();
        var last = frame.SelectMany(s => s.Changed).GroupBy(v => v.Name, StringComparer.Ordinal).Select(g => g.Last()).ToImmutableArray();
        return Joined($"{first.Function}, {first.Path}:{first.Line}", [], last, frame.LastOrDefault(s => s.Kind == TraceStepKind.Returned)?.Value);
    }

    private static string Joined(string head, IEnumerable<string> lines, ImmutableArray<TraceValue> changed, string? returned)
    {
        var values = string.Join("    ", changed.Select(v => $"{v.Name}={PlainText.Line(v.Value, LongestValue)}"));
        return string.Join("\n", [head, .. lines, .. returned is null ? [] : new[] { $"    # returns {PlainText.Line(returned, LongestValue)}" }, .. values.Length == 0 ? [] : new[] { $"    # {values}" }]);
    }
}

/// <summary>What a model says of one piece.</summary>
internal sealed record PieceJudgement(string Block, bool Correct, string Explanation)
{
    /// <summary>Reads lines of JSON wherever they stand in the answer; those that are none, or name no piece, are passed over.</summary>
    public static ImmutableArray<PieceJudgement> Read(string answer, int pieces) =>
        [.. JsonLines.In(answer, pieces * 2).Select(Read).OfType<PieceJudgement>().DistinctBy(j => j.Block).Take(pieces)];

    private static PieceJudgement? Read(JsonElement line)
    {
        if (!line.TryGetProperty("block", out var block) || !line.TryGetProperty("correct", out var correct))
        {
            return null;
        }

        var explanation = line.TryGetProperty("explanation", out var words) ? words.ToString() : "";
        return new PieceJudgement(PlainText.Line(block.ToString(), 20), correct.ToString().Equals("true", StringComparison.OrdinalIgnoreCase), PlainText.Line(explanation, 400));
    }
}
