using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Repositories.Tests;

internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static Proposal Proposal(string text = "class A { int x; }") => new("repair", new Patch([new Edit.WholeFile("src/A.cs", text)], "Write A anew"), "12 candidates screened");

    public static NodeDraft Draft(int attempt, string? parent, SourceTree tree, double score = 0.5, string critique = "Expected 3, was 4.") => new(
        attempt, parent, tree, attempt == 0 ? null : Proposal(),
        new Verdict { Kind = score >= 1 ? VerdictKind.Passed : VerdictKind.CheckFailed, Build = Built, Report = Report(score), Score = score },
        new Critique { Kind = TaxonomyKind.Logic, Headline = "Sum_of_two: expected 3, was 4", Text = critique });

    public static SourceTree Tree(string text = "class A { }") => SourceTree.From(("src/A.cs", text), ("src/B.cs", "class B { }"));

    private static readonly BuildResult.Success Built = new()
    {
        Diagnostics = [],
        Candidate = new AssemblyImage("Candidate", [], []),
        ChecksImage = new AssemblyImage("Checks", [], []),
        Checks = [new Check("T.One", CheckKind.Test, "tests/T.cs", 1), new Check("T.Two", CheckKind.Test, "tests/T.cs", 5)],
    };

    private static CheckReport Report(double score) => new()
    {
        End = HostEnd.Completed,
        Results = [.. Built.Checks.Select((c, i) => new CheckResult { Check = c, Status = score > i * 0.5 ? CheckStatus.Passed : CheckStatus.Failed })],
    };
}
