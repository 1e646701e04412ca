using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>
/// The errors of one state, by the stage of the compiler that says them. An earlier stage's error hides later ones,
/// so a state is judged stage by stage and never by the mere number.
/// </summary>
internal sealed class ErrorProfile
{
    /// <summary>Said by flow analysis, which runs only over bodies that bind.</summary>
    private static readonly HashSet<string> FlowIds = ["CS0161", "CS0165", "CS0170", "CS0171", "CS0177", "CS0163", "CS8070", "CS0269", "CS0843", "CS1643", "CS8120", "CS0136"];

    public ErrorProfile(Compilation compilation, CancellationToken cancellationToken)
    {
        var syntax = compilation.SyntaxTrees.SelectMany(t => t.GetDiagnostics(cancellationToken)).Select(Place).ToHashSet();
        Errors = [.. compilation.GetDiagnostics(cancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error && !d.IsSuppressed)
            .Select(d => CompileError.From(d, syntax.Contains(Place(d)) ? ErrorStage.Parse : FlowIds.Contains(d.Id) ? ErrorStage.Flow : ErrorStage.Bind))
            .OfType<CompileError>().OrderBy(e => e.Stage).ThenBy(e => e.Tree.FilePath, StringComparer.Ordinal).ThenBy(e => e.Start)];
        Parse = Errors.Count(e => e.Stage == ErrorStage.Parse);
        Bind = Errors.Count(e => e.Stage == ErrorStage.Bind);
        Flow = Errors.Length - Parse - Bind;
    }

    public ImmutableArray<CompileError> Errors { get; }
    public int Parse { get; }
    public int Bind { get; }
    public int Flow { get; }
    public bool IsClean => Errors.Length == 0;

    /// <summary>What is left to do, for ordering: an error of syntax is worth several later ones.</summary>
    public double Cost => (Parse * 4) + (Bind * 2) + Flow;

    /// <summary>Errors in this state that <paramref name="before"/> had not, at the given stage, by id and message.</summary>
    public int NewSince(ErrorProfile before, ErrorStage stage)
    {
        var known = before.Errors.GroupBy(Key).ToDictionary(g => g.Key, g => g.Count());
        return Errors.Where(e => e.Stage == stage).GroupBy(Key).Sum(g => Math.Max(0, g.Count() - known.GetValueOrDefault(g.Key)));
    }

    /// <summary>Whether the same error stands at <paramref name="start"/>, its place after the change.</summary>
    public bool Has(CompileError error, int start) =>
        Errors.Any(e => e.Id == error.Id && e.Tree.FilePath == error.Tree.FilePath && Math.Abs(e.Start - start) <= 1);

    private static (string, Location) Place(Diagnostic diagnostic) => (diagnostic.Id, diagnostic.Location);

    private static (string, string) Key(CompileError error) => (error.Id, error.Diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
}
