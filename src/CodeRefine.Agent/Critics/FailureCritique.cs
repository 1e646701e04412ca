using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Verdicts;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Agent.Critics;

/// <summary>Checks that ran and failed: like failures together, the plainest first.</summary>
internal static class FailureCritique
{
    private const int ShownGroups = 4;
    private const int ShownCases = 4;
    private const int ShownNames = 8;

    public static Critique Of(CandidateCode code, Verdict verdict)
    {
        var report = verdict.Report!;
        var groups = report.Results.Where(r => r.Status is CheckStatus.Failed)
            .Select(r => Finding.Of(code, r))
            .GroupBy(f => f.GroupKey)
            .Select(g => g.ToList())
            .OrderBy(g => g[0].Result.Check.Kind)
            .ThenByDescending(g => g.Count)
            .ToList();
        var notRun = report.Results.Count(r => r.Status == CheckStatus.NotRun);
        var builder = new CritiqueBuilder();
        if (groups.Count == 0)
        {
            var nothing = report.Results.IsEmpty ? "No check was run" : notRun > 0 ? $"{notRun} checks were not run" : "No check passed: all are skipped";
            return builder.Add($"{nothing}. {PlainText.Line(report.End.Detail, 300)}").Build(TaxonomyKind.MinorRuntime, nothing, null);
        }

        if (groups.TrueForAll(g => g.TrueForAll(f => f.IsUnwritten)))
        {
            return Unwritten(builder, [.. groups.SelectMany(g => g)]).Add(PassedCritique.Summary(report)).Build(groups[0][0].Kind, groups[0][0].Headline(), groups[0][0].Location);
        }

        foreach (var group in groups.Take(ShownGroups))
        {
            builder.AddAll(Describe(code, group));
        }

        var rest = groups.Skip(ShownGroups).SelectMany(g => g).ToList();
        builder.Add(rest.Count == 0 ? null : "Further failures:\n" + string.Join('\n', rest.Take(ShownNames).Select(f => $"- {PlainText.Line(f.Headline(), 200)}")) + (rest.Count > ShownNames ? $"\n- … and {rest.Count - ShownNames} more" : ""))
            .Add(PassedCritique.Summary(report))
            .Add(notRun > 0 ? $"{notRun} checks were not run." : null);
        var lead = groups[0][0];
        return builder.Build(lead.Kind, lead.Headline(), lead.Location);
    }

    /// <summary>A stub: which bodies are missing says all, and the checks are shown beside it.</summary>
    private static CritiqueBuilder Unwritten(CritiqueBuilder builder, List<Finding> findings)
    {
        var places = findings.Where(f => f.Location is not null).DistinctBy(f => f.Location).Take(ShownNames).Select(f => $"- {PlainText.Code(f.Member)} ({PlainText.Line(f.Location!.Path)}:{f.Location.Line})");
        var names = findings.Take(ShownNames).Select(f => PlainText.Code(f.Result.Check.Name, 80));
        return builder
            .Add($"The code is still to be written: {(findings.Count == 1 ? "the check that fails" : $"all {findings.Count} checks that fail")} met a NotImplementedException ({string.Join(", ", names)}{(findings.Count > ShownNames ? ", …" : "")}).")
            .Add($"It came from:\n{string.Join('\n', places)}");
    }

    private static IEnumerable<string?> Describe(CandidateCode code, List<Finding> group)
    {
        var lead = group[0];
        yield return $"**{PlainText.Line(lead.Headline(), 200)}**";
        yield return CaseText(lead);
        if (lead.Frame is { Path: { } path } frame)
        {
            yield return $"Thrown at {PlainText.Line(path)}:{frame.Line}{(lead.Location?.MemberId is { } id ? $", in {PlainText.Code(lead.Member ?? id)}" : "")}:\n{code.Excerpt(path, frame.Line)}";
        }
        else if (lead.Location is { } location)
        {
            yield return $"The member it asks about is {PlainText.Code(lead.Member ?? location.MemberId)}, at {PlainText.Line(location.Path)}:{location.Line}:\n{code.Excerpt(location.Path, location.Line, 5)}";
        }

        yield return CheckSource.Quote(code, lead.Result.Check) is { } source ? $"The check ({PlainText.Line(lead.Result.Check.Path)}:{lead.Result.Check.Line}):\n{source}" : null;
        yield return lead.CheckLine is > 0 and var line && CheckSource.FailedStatement(code, lead.Result.Check, line) is { } statement ? $"It fails at line {line}: {PlainText.Code(statement, 200)}" : null;
        yield return OtherCases(lead.Result);
        yield return group.Count > 1 ? Others(lead, [.. group.Skip(1)]) : null;
        yield return string.IsNullOrWhiteSpace(lead.Result.Output) ? null : $"It wrote:\n{PlainText.Block(lead.Result.Output, "text", 12, 600)}";
        yield return Advice(lead);
    }

    private static string CaseText(Finding finding)
    {
        if (finding.Failure is not { } failure)
        {
            return $"Check {PlainText.Code(finding.Result.Check.Id)} failed without saying more.";
        }

        var lines = new List<string> { $"Check {PlainText.Code(finding.Result.Check.Id)}" };
        if (failure.Counterexample is { } example)
        {
            lines.Add($"- Counterexample, shrunk in {example.Shrinks} step{(example.Shrinks == 1 ? "" : "s")}: {PlainText.Code($"({string.Join(", ", example.Shrunk)})", 500)}");
            if (!example.Original.SequenceEqual(example.Shrunk))
            {
                lines.Add($"- As first found: {PlainText.Code($"({string.Join(", ", example.Original)})", 300)}");
            }

        }
        else if (failure.Case.Contains('(', StringComparison.Ordinal))
        {
            lines.Add($"- Case: {PlainText.Code(failure.Case, 300)}");
        }

        if (failure.Expected is not null || failure.Actual is not null)
        {
            lines.Add($"- Expected: {PlainText.Code(failure.Expected, 300)}");
            lines.Add($"- Actual: {(Finding.ThrewNothing(failure) ? "no exception was thrown" : PlainText.Code(failure.Actual, 300))}");
        }

        if (!Taxonomy.IsAssertion(failure) || failure.Expected is null)
        {
            lines.Add($"- {PlainText.Line(Finding.ShortType(failure.ExceptionType), 100)}: {PlainText.Code(failure.Counterexample is null ? failure.Message : failure.Observed, 500)}");
        }

        return string.Join('\n', lines);
    }

    /// <summary>The same exception from the same line needs no more than names; other wrong values of one member are told.</summary>
    private static string Others(Finding lead, List<Finding> others)
    {
        if (lead.Frame is not null)
        {
            return $"In the same way fail {others.Count} more: {string.Join(", ", others.Take(ShownNames).Select(f => PlainText.Code(f.Result.Check.Name, 80)))}{(others.Count > ShownNames ? ", …" : "")}.";
        }

        var lines = others.Take(ShownCases).Select(f => $"- {PlainText.Code(f.Result.Check.Name, 80)}: {Outcome(f.Failure)}");
        return $"The same member fails {others.Count} more:\n{string.Join('\n', lines)}{(others.Count > ShownCases ? $"\n- … and {others.Count - ShownCases} others" : "")}";
    }

    private static string Outcome(CheckFailure? failure) => failure switch
    {
        null => "failed without saying more",
        { Expected: { } expected, Actual: { } actual } => $"expected {PlainText.Code(expected, 80)}, actual {PlainText.Code(actual, 80)}",
        _ when Finding.ThrewNothing(failure) => $"expected {PlainText.Code(failure.Expected, 80)}, no exception was thrown",
        _ => PlainText.Line($"{Finding.ShortType(failure.ExceptionType)}: {failure.Observed}", 160),
    };

    private static string? OtherCases(CheckResult result)
    {
        if (result.Failures.Length < 2)
        {
            return result.CasesPassed > 0 && result.CasesFailed > 0 ? $"{result.CasesPassed} other cases of it pass." : null;
        }

        var lines = result.Failures.Skip(1).Take(ShownCases).Select(f => $"- {PlainText.Code(f.Case, 160)}: {Outcome(f)}");
        return $"Of its cases {result.CasesFailed} fail and {result.CasesPassed} pass; also:\n{string.Join('\n', lines)}";
    }

    private static string? Advice(Finding finding) => finding switch
    {
        { Failure.Counterexample: not null } => "Find the general rule that this input breaks; do not treat the input as a special case.",
        { Kind: TaxonomyKind.MissingDefinition } => "The body is still to be written.",
        { Kind: TaxonomyKind.InputOutputFormat } => "Only the form of the text differs (case, white space or punctuation): the value itself is right.",
        { Kind: TaxonomyKind.MinorFunctional } => "The number differs only in its last digits: compute it in another order, in decimal, or round where the task says so.",
        _ => null,
    };
}
