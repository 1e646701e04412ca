using System.Globalization;
using CodeRefine.Agent.Critics;
using CodeRefine.Core.Evidence;

namespace CodeRefine.Agent.Evidence;

/// <summary>A trace as plain text: beside the source for people, short for critiques. What the candidate wrote is freed of control characters.</summary>
public static class TraceView
{
    private const int SourceWidth = 52;
    private const int LongestLine = 160, MostLastValues = 8;
    private const int MostOfEndless = 16, EndOfEndless = 4;

    /// <summary>The whole, a line for each step: line number, source, and to the right of it what came of it.</summary>
    /// <param name="most">Steps at most; those in the middle are left out. Default 60.</param>
    public static string Text(ExecutionTrace trace, int most = 60) => string.Join('\n', Lines(trace, most));

    /// <summary>What a critique has room for: the loop that did not end and how its variables moved, or the last steps before the failure. Empty where nothing was recorded.</summary>
    public static string Short(ExecutionTrace trace)
    {
        if (trace.Endless is { } loop)
        {
            return string.Join('\n', [.. Endless(loop)]);
        }

        var last = trace.Steps.Skip(Math.Max(0, trace.Steps.Length - 10)).ToList();
        return last.Count == 0 ? "" : string.Join('\n', [.. last.Select(s => Line(s, indent: false)), $"=> {Safe(trace.End.Detail)}"]);
    }

    private static IEnumerable<string> Lines(ExecutionTrace trace, int most)
    {
        yield return trace.Case is not { } shown ? Safe(trace.Check.Name) : shown.Contains(trace.Check.Name, StringComparison.Ordinal) ? Safe(shown) : $"{Safe(trace.Check.Name)}: {Safe(shown)}";
        var (head, tail, skipped) = Window(trace, most);
        var path = "";
        foreach (var (step, isTail) in trace.Steps.Take(head).Select(s => (s, false)).Concat(trace.Steps.Skip(trace.Steps.Length - tail).Select(s => (s, true))))
        {
            if (isTail && skipped is { } count)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"      … {count:N0} steps left out …");
                skipped = null;
            }

            if (step.Path != path)
            {
                path = step.Path;
                yield return Safe(path);
            }

            yield return Line(step, indent: true);
        }

        if (LastValues(trace) is { Length: > 0 } values)
        {
            yield return PlainText.Cut($"      ! thrown here, with {values}", LongestLine);
        }

        if (trace.Cut)
        {
            yield return "      … the check ran on without being recorded: what came later is not here";
        }

        foreach (var loop in trace.Loops.Where(l => l.Endless || l.Rounds > 20).OrderByDescending(l => l.Endless).Take(4))
        {
            yield return "";
            foreach (var line in loop.Endless ? Endless(loop) : Rounds(loop))
            {
                yield return line;
            }
        }

        yield return "";
        yield return End(trace.End);
    }

    private static (int Head, int Tail, long? Skipped) Window(ExecutionTrace trace, int most)
    {
        var (steps, end) = (trace.Steps.Length, most - (most / 2));
        if (trace.Endless is not null && most > MostOfEndless)
        {
            // What goes round shows the same again and again.
            (most, end) = (MostOfEndless, EndOfEndless);
        }

        if (steps <= most)
        {
            return trace.Skipped > 0 ? (trace.Head, steps - trace.Head, trace.Skipped) : (steps, 0, null);
        }

        var head = trace.Skipped > 0 ? Math.Min(trace.Head, most - end) : most - end;
        var tail = Math.Min(most - head, trace.Endless is null ? most : end);
        return (head, tail, steps - head - tail + trace.Skipped);
    }

    /// <summary>Of an exception that ends in the function of the last step: what that function's variables were. Empty for anything else.</summary>
    private static string LastValues(ExecutionTrace trace) => trace is { End: { Kind: TraceEndKind.Exception } end, Steps: [.., { Kind: not TraceStepKind.Returned } last] } && last.Path == end.Path && last.Line == end.Line
        ? Values(trace.Steps.Where(s => s.Frame == last.Frame).SelectMany(s => s.Changed).GroupBy(v => v.Name, StringComparer.Ordinal).Select(g => g.Last()).Take(MostLastValues))
        : "";

    private static string Line(TraceStep step, bool indent)
    {
        var margin = indent ? new string(' ', 2 * Math.Min(step.Depth, 6)) : "";
        if (step.Kind == TraceStepKind.Entered)
        {
            return PlainText.Cut($"      {margin}> {Safe(step.Function)}({Values(step.Changed)})", LongestLine);
        }

        var outcome = step switch
        {
            { Kind: TraceStepKind.Condition } => step.Went == true ? "yes" : "no",
            { Kind: TraceStepKind.Arm } => "chosen",
            { Kind: TraceStepKind.Returned, Value: { } value } => $"returns {Safe(value)}",
            _ => "",
        };
        var changed = Values(step.Changed);
        var right = outcome.Length > 0 && changed.Length > 0 ? $"{outcome}; {changed}" : outcome + changed;
        var source = PlainText.Cut($"{margin}  {Safe(step.Text)}", SourceWidth - 1);
        return PlainText.Cut(string.Create(CultureInfo.InvariantCulture, $"{step.Line,5} {source.PadRight(right.Length > 0 ? SourceWidth : 0)}{(right.Length > 0 ? "| " : "")}{right}"), LongestLine).TrimEnd();
    }

    private static IEnumerable<string> Endless(TraceLoop loop)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{Safe(loop.Path)}:{loop.Line}: `{Safe(loop.Text)}` went round {loop.Rounds:N0} times and did not end:");
        foreach (var line in Moves(loop))
        {
            yield return line;
        }

        if (loop.Last is [.., { Values: var before }, { Values: var after }] && !after.IsEmpty)
        {
            var still = after.Where(v => before.Contains(v)).Select(v => Safe(v.Name)).ToList();
            yield return still.Count == after.Length ? "  Nothing changes from one round to the next."
                : still.Count > 0 ? $"  {string.Join(", ", still)} {(still.Count == 1 ? "stays" : "stay")} the same; {string.Join(", ", after.Where(v => !before.Contains(v)).Select(v => Safe(v.Name)))} changes."
                : "  All of them change.";
        }
    }

    private static IEnumerable<string> Rounds(TraceLoop loop) =>
        [string.Create(CultureInfo.InvariantCulture, $"{Safe(loop.Path)}:{loop.Line}: `{Safe(loop.Text)}` went round {loop.Rounds:N0} times:"), .. Moves(loop)];

    private static IEnumerable<string> Moves(TraceLoop loop)
    {
        foreach (var round in loop.First)
        {
            yield return Round(round);
        }

        if (loop.First is [.., var last] && loop.Last is [var next, ..] && next.Round > last.Round + 1)
        {
            yield return "  …";
        }

        foreach (var round in loop.Last)
        {
            yield return Round(round);
        }
    }

    private static string Round(TraceRound round) => PlainText.Cut(string.Create(CultureInfo.InvariantCulture, $"  round {round.Round:N0}: {Values(round.Values)}"), LongestLine);

    private static string End(TraceEnd end) => $"{Word(end.Kind)}{(end.Path is { } path ? $" at {Safe(path)}:{end.Line.ToString(CultureInfo.InvariantCulture)}" : "")}: {Safe(end.Detail)}";

    private static string Word(TraceEndKind kind) => kind switch
    {
        TraceEndKind.Passed => "Passed",
        TraceEndKind.WrongAnswer => "Wrong answer",
        TraceEndKind.Exception => "Exception",
        TraceEndKind.Endless => "No end",
        _ => "Died",
    };

    private static string Values(IEnumerable<TraceValue> values) => string.Join(", ", values.Select(v => $"{Safe(v.Name)} = {Safe(v.Value)}"));

    private static string Safe(string text) => PlainText.Line(text, 300);
}
