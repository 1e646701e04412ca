using CodeRefine.Agent.Critics;
using CodeRefine.Core.Generated;

namespace CodeRefine.Agent.Strategies.Pgs;

/// <summary>A falsification in words for a prompt.</summary>
internal static class Counterexamples
{
    public static string Describe(Falsification broken)
    {
        var inputs = broken.Inputs.IsEmpty ? "" : $"Input: ({string.Join(", ", broken.Inputs.Select(i => PlainText.Line(i, 400)))})\n";
        var values = broken.Expected is { } expected ? $"Expected: {PlainText.Line(expected, 400)}\nActual: {PlainText.Line(broken.Actual ?? "", 400)}\n" : "";
        return $"{inputs}{values}Observed: {PlainText.Line(broken.Observed, 600)}";
    }
}
