using System.Reflection;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Defects;

namespace CodeRefine.Repair.Corpus;

/// <summary>What a defect promises: it is wrong in a way that its visible checks see, and the right program passes all that are there.</summary>
public sealed class CorpusTests(Stations stations) : IClassFixture<Stations>
{
    private static readonly IReadOnlyList<Defect> Defects = DefectReader.ReadFolder(Folder);

    private static string Folder => typeof(CorpusTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "DefectsFolder").Value!;

    public static TheoryData<string> Names() => [.. Defects.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_right_program_passes_and_the_broken_one_fails_a_visible_check(string name)
    {
        var defect = Defects.Single(d => d.Name == name);
        var problem = defect.Task.Problem;

        var allChecks = problem.CheckSources.With(defect.Task.HeldBack!.Sources);
        var right = await stations.VerifyAsync(problem with { CheckSources = allChecks }, defect.Reference);
        Assert.True(right.Passed, $"The right program: {Words(right)}");

        var broken = await stations.VerifyAsync(problem, problem.Sources);
        Assert.Equal(defect.Group == DefectGroup.Compile, broken.Kind == VerdictKind.CompileError);
        Assert.True(broken.Kind is not (VerdictKind.Passed or VerdictKind.PolicyViolation), $"The broken program: {Words(broken)}");
        Assert.True(broken.Build is not BuildResult.Failure { Part: FailedPart.Checks }, $"The checks are wrong by themselves: {Words(broken)}");
    }

    [Fact]
    public void There_are_enough_of_each_group()
    {
        var byGroup = Defects.CountBy(d => d.Group).ToDictionary();
        Assert.True(byGroup[DefectGroup.Classic] >= 40 && byGroup[DefectGroup.Everyday] >= 20 && byGroup[DefectGroup.Compile] >= 12 && byGroup[DefectGroup.Two] >= 4, string.Join(", ", byGroup));
    }

    private static string Words(Verdict verdict) =>
        $"{verdict.Kind}: {string.Join("; ", verdict.Build.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{d.Path}({d.Line}) {d.Id} {d.Message}"))} {string.Join("; ", verdict.Report?.Results.SelectMany(r => r.Failures).Select(f => $"{f.Case} {f.Message}") ?? [])}";
}
