using CodeRefine.Core.Builds;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Explain;

namespace CodeRefine.Agent.Critics;

/// <summary>The code uses what it may not: nothing was compiled or run.</summary>
internal static class PolicyCritique
{
    private const int Shown = 5;

    public static Critique Of(SourceTree candidate, BuildResult.Refused refused)
    {
        var violations = refused.Violations;
        if (violations.IsDefaultOrEmpty)
        {
            return new CritiqueBuilder().Add("The candidate was refused before it was compiled.").Build(TaxonomyKind.ApiMisuse, "The candidate was refused before it was compiled", null);
        }

        var first = violations[0];
        var builder = new CritiqueBuilder().Add("The code is refused by the policy and was not run. Solve the task without what is named here.");
        foreach (var violation in violations.Take(Shown))
        {
            builder.Add($"- **{PlainText.Line(violation.Rule, 60)}** at {PlainText.Line(violation.Path)}:{violation.Line}: {PlainText.Code(violation.Symbol, 160)}. {PlainText.Line(violation.Reason, 400)}");
            builder.Add(candidate.TryGet(violation.Path, out var file) && violation.Line > 0 ? PlainText.Block(SourceExcerpt.Of(file.Text, violation.Line, around: 1), "csharp", 5, 600) : null);
        }

        var more = violations.Length > Shown ? $"{violations.Length - Shown} further uses are refused." : null;
        return builder.Add(more).Build(TaxonomyKind.ApiMisuse, $"{first.Path}:{first.Line} uses {first.Symbol}, which is refused ({first.Rule})", candidate.Contains(first.Path) ? new CritiqueLocation(first.Path, first.Line) : null);
    }
}
