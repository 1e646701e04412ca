using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Agent.Critics;

/// <summary>Nothing to mend, and in few words what was looked at.</summary>
internal static class PassedCritique
{
    private const int ShownNames = 12;

    public static Critique Of(Verdict verdict)
    {
        var results = verdict.Report?.Results ?? [];
        var passed = results.Count(r => r.Status == CheckStatus.Passed);
        var skipped = results.Count(r => r.Status == CheckStatus.Skipped);
        var headline = passed == 1 ? "The check passes" : $"All {passed} checks pass";
        return new CritiqueBuilder().Add(headline + (skipped > 0 ? $"; {skipped} skipped by their own attributes." : ".")).Build(TaxonomyKind.None, headline, null);
    }

    /// <summary>What a failing candidate got right, and must keep.</summary>
    public static string? Summary(CheckReport report)
    {
        var passed = report.Results.Where(r => r.Status == CheckStatus.Passed).Select(r => PlainText.Line(r.Check.Name, 80)).ToList();
        var gating = report.Results.Count(r => r.Status != CheckStatus.Skipped);
        return passed.Count == 0 ? null
            : $"Passing, and to stay so: {passed.Count} of {gating} checks ({string.Join(", ", passed.Take(ShownNames))}{(passed.Count > ShownNames ? ", …" : "")}).";
    }
}
