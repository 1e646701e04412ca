using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Parse errors in words.</summary>
internal static class CodeParsing
{
    public static IEnumerable<Diagnostic> Errors(SyntaxTree tree) => tree.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>For example <c>line 3: ; expected (CS1002): `return x`</c>.</summary>
    /// <param name="lineOffset">Lines that were put before the text and that its author does not know of.</param>
    public static string Describe(Diagnostic error, SourceText text, int lineOffset = 0)
    {
        // An error in the code's last token may be reported on the line that was put after it.
        var line = Math.Clamp(text.Lines.GetLinePosition(Math.Min(error.Location.SourceSpan.Start, text.Length)).Line, lineOffset, Math.Max(lineOffset, text.Lines.Count - 1 - Math.Min(1, lineOffset)));
        var shown = text.ToString(text.Lines[line].Span).Trim();
        return $"line {line - lineOffset + 1}: {error.GetMessage(CultureInfo.InvariantCulture)} ({error.Id}): `{(shown.Length > 120 ? shown[..120] + "…" : shown)}`";
    }
}
