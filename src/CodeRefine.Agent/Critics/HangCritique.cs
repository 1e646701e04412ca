using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Agent.Critics;

/// <summary>A check that did not end: where it went round, when that was found.</summary>
internal static class HangCritique
{
    public static Critique Of(CandidateCode code, Verdict verdict)
    {
        var report = verdict.Report!;
        var hung = report.Results.FirstOrDefault(r => r.Status == CheckStatus.TimedOut)?.Check
            ?? report.Results.FirstOrDefault(r => r.Check.Id == report.End.RunningCheck)?.Check;
        var name = hung is null ? "The run of the checks" : PlainText.Line(hung.Name, 60);
        var site = verdict.HangSite is { Path: { } at } found && code.Tree.Contains(at) ? found : null;
        var builder = new CritiqueBuilder().Add($"{(hung is null ? name : PlainText.Code(hung.Id))} did not end within its time. {PlainText.Line(report.End.Detail, 300)}".TrimEnd());
        if (site is { Path: { } path })
        {
            var member = code.NameAt(path, site.Line) ?? Finding.ShortMethod(site.Method);
            var location = code.LocationOf(path, site.Line);
            builder.Add($"It goes round in {PlainText.Code(location.MemberId ?? site.Method)}, at {PlainText.Line(path)}:{site.Line}:\n{code.LoopAt(path, site.Line)}")
                .Add("What ends it (the loop's condition, the step towards its end, the recursion's base case) is not reached: see that each round comes nearer to it.");
            return Finished(code, builder, hung, report).Build(TaxonomyKind.Logic, $"{name} does not end: {member} goes round at {path}:{site.Line}", location);
        }

        var asked = hung is null ? null : CheckSource.AskedMember(code, hung, 0);
        builder.Add("Where it hung was not found: it may wait for something (a lock, a task, input) that never comes, or be far too slow.");
        return Finished(code, builder, hung, report).Build(TaxonomyKind.Logic, $"{name} does not end within its time", code.LocationOf(asked));
    }

    private static CritiqueBuilder Finished(CandidateCode code, CritiqueBuilder builder, Check? hung, CheckReport report)
    {
        var failed = report.Results.Where(r => r.Status == CheckStatus.Failed).Select(r => $"- {PlainText.Line(Finding.Of(code, r).Headline(), 200)}").Take(5).ToList();
        return builder
            .Add(hung is not null && CheckSource.Quote(code, hung) is { } source ? $"The check ({PlainText.Line(hung.Path)}:{hung.Line}):\n{source}" : null)
            .Add(failed.Count > 0 ? "Failing besides:\n" + string.Join('\n', failed) : null)
            .Add(PassedCritique.Summary(report));
    }
}
