using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CodeRefine.Agent.Critics;
using CodeRefine.Core.Evidence;

namespace CodeRefine.Agent.Evidence;

/// <summary>A trace as LDB shows it to a model: basic blocks with the values after each; of more than ten the first five and the last five (Zhong et al., arXiv 2402.16906).</summary>
public static class TraceBlockView
{
    private const int Most = 10, Half = 5;

    /// <summary>The blocks that are shown, in order.</summary>
    public static ImmutableArray<TraceBlock> Shown(ExecutionTrace trace) => trace.Blocks.Length <= Most ? trace.Blocks : [.. trace.Blocks.Take(Half), .. trace.Blocks.Skip(trace.Blocks.Length - Half)];

    /// <summary>Each block headed <c>[BLOCK-0]</c> and so on, numbered as shown, so that an answer can name it.</summary>
    public static string Text(ExecutionTrace trace)
    {
        var text = new StringBuilder();
        var shown = Shown(trace);
        for (var i = 0; i < shown.Length; i++)
        {
            if (i == Half && trace.Blocks.Length > Most)
            {
                text.Append("...\n");
            }

            Append(text, i, shown[i]);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Append(StringBuilder text, int number, TraceBlock block)
    {
        text.Append(CultureInfo.InvariantCulture, $"[BLOCK-{number}] {PlainText.Line(block.Function, 80)}, {PlainText.Line(block.Path, 100)}:{block.FirstLine}{(block.LastLine > block.FirstLine ? $"-{block.LastLine}" : "")}\n");
        foreach (var line in block.Lines)
        {
            text.Append("    ").Append(PlainText.Line(line, 120)).Append('\n');
        }

        foreach (var decision in block.Decisions)
        {
            text.Append(CultureInfo.InvariantCulture, $"    # {PlainText.Line(decision.Condition, 100)} is {(decision.Went ? "true" : "false")}\n");
        }

        var values = string.Join("    ", block.Changed.Select(v => $"{v.Name}={PlainText.Line(v.Value, 100)}"));
        text.Append(block.Returned is { } returned ? $"    # returns {PlainText.Line(returned, 100)}\n" : "").Append(values.Length > 0 ? $"    # {values}\n" : "");
    }
}
