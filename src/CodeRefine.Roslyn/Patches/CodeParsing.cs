using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Parsing as the problem's settings say, and parse errors in words.</summary>
internal static class CodeParsing
{
    private static readonly ImmutableArray<string> ImplicitNamespaces = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    public static CSharpParseOptions Options(CompileSettings settings) => new(
        LanguageVersionFacts.TryParse(settings.LangVersion, out var version) ? version : LanguageVersion.Default,
        DocumentationMode.Parse,
        SourceCodeKind.Regular,
        settings.Defines);

    /// <summary>What stands after <c>global using</c> in every file of the project without being written there.</summary>
    public static IEnumerable<string> GlobalUsings(CompileSettings settings) =>
        (settings.ImplicitUsings ? ImplicitNamespaces : []).Concat(settings.GlobalUsings);

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
