using System.Text.Json.Serialization;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>checks</c> prints.</summary>
internal sealed record ChecksDocument
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/checks@1";
    public required int ExitCode { get; init; }
    public required ProblemView Problem { get; init; }

    /// <summary>Of the folder's own checks.</summary>
    public required string Verdict { get; init; }

    /// <summary>All that were proposed, in order; regression checks made of what was found at the end.</summary>
    public required IReadOnlyList<GeneratedCheckView> Checks { get; init; }

    public static ChecksDocument Of(string id, string title, Verdict verdict, IEnumerable<ScreenedCheck> screened, GeneratedReport report, IEnumerable<GeneratedCheck> held)
    {
        var falsified = report.Falsifications.GroupBy(f => f.Check.Id).ToDictionary(g => g.Key, g => g.First());
        var regressions = held.Where(c => c.Kind == GeneratedKind.Regression).Select(c => new ScreenedCheck(c, GeneratedStatus.Kept, []));
        return new ChecksDocument
        {
            ExitCode = ExitCodes.Success,
            Problem = new ProblemView(id, title),
            Verdict = verdict.Kind.ToString(),
            Checks = [.. screened.Concat(regressions).Select(s => View(s, report, falsified.GetValueOrDefault(s.Check.Id)))],
        };
    }

    private static GeneratedCheckView View(ScreenedCheck screened, GeneratedReport report, Falsification? found) => new(
        screened.Check.Id, screened.Check.Kind.ToString(), screened.Check.Title, screened.Status.ToString(), screened.Reason,
        new ProvenanceView(screened.Check.Provenance.Author, screened.Check.Provenance.Detail, screened.Check.Provenance.Template, screened.Check.Provenance.TemplateHash),
        screened.Check.About, screened.Status != GeneratedStatus.Kept || screened.Check.Kind == GeneratedKind.Regression ? null : report.Holds(screened.Check),
        found is null ? null : new FalsificationView(found.Inputs, found.Original, found.Observed, found.Expected, found.Actual),
        screened.Check.Source);
}

/// <param name="Kind">Test, Oracle, Invariant, Boundary, Twin or Regression.</param>
/// <param name="Status">Kept, DoesNotCompile, Unusable, Duplicate, Suspect or Empty.</param>
/// <param name="Holds">For the code as it is; null where it was not asked.</param>
internal sealed record GeneratedCheckView(
    string Id, string Kind, string Title, string Status, string Reason, ProvenanceView Provenance, IReadOnlyList<string> About, bool? Holds, FalsificationView? Counterexample, string Source);

/// <param name="Author">shape, model or counterexample.</param>
internal sealed record ProvenanceView(string Author, string Detail, string? Template, string? TemplateHash);

/// <param name="Inputs">The smallest that were found, as C#; empty for a test.</param>
internal sealed record FalsificationView(IReadOnlyList<string> Inputs, IReadOnlyList<string> Original, string Observed, string? Expected, string? Actual);
