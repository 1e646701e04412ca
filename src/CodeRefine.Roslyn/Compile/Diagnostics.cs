using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core.Builds;
using Microsoft.CodeAnalysis;
using DiagnosticSeverity = CodeRefine.Core.Builds.DiagnosticSeverity;
using RoslynSeverity = Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace CodeRefine.Roslyn.Compile;

/// <summary>The compiler's diagnostics as values of ours: errors first, in order of place, without repetitions, bounded.</summary>
public static class Diagnostics
{
    public const int MaxErrors = 50;
    public const int MaxWarnings = 20;

    /// <summary>One message repeated all over one file says nothing new after some times.</summary>
    private const int maxAlike = 5;

    private const int maxMessage = 2_000;

    public static ImmutableArray<BuildDiagnostic> ToValues(IEnumerable<Diagnostic> diagnostics)
    {
        var ordered = diagnostics
            .Where(d => d.Severity >= RoslynSeverity.Warning && !d.IsSuppressed)
            .Select(ToValue)
            .Distinct()
            .OrderByDescending(d => d.Severity)
            .ThenBy(d => d.Path, StringComparer.Ordinal)
            .ThenBy(d => d.Line)
            .ThenBy(d => d.Column)
            .GroupBy(d => (d.Id, d.Message, d.Path))
            .SelectMany(alike => alike.Take(maxAlike))
            .ToLookup(d => d.Severity);
        return [.. ordered[DiagnosticSeverity.Error].Take(MaxErrors), .. ordered[DiagnosticSeverity.Warning].Take(MaxWarnings)];
    }

    public static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == RoslynSeverity.Error;

    private static BuildDiagnostic ToValue(Diagnostic diagnostic)
    {
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        var severity = IsError(diagnostic) ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        var path = SourcePaths.ToTreePath(diagnostic.Location.SourceTree);
        var span = diagnostic.Location.GetLineSpan().Span;
        return new(
            diagnostic.Id,
            severity,
            message.Length > maxMessage ? message[..maxMessage] + "…" : message,
            path,
            path is null ? 0 : span.Start.Line + 1,
            path is null ? 0 : span.Start.Character + 1,
            path is null ? 0 : span.End.Line + 1,
            path is null ? 0 : span.End.Character + 1);
    }
}
