using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports;

/// <summary>Two runs side by side, on the tasks that they share.</summary>
/// <param name="Control">Where one of the two refines its answers and the other does not: the one beside the other at equal budget.</param>
/// <param name="Notes">What about this comparison would mislead one who reads a number alone.</param>
public sealed record ComparisonReport(RunReport First, RunReport Second, PairedComparison Paired, EqualBudget? Control, ImmutableArray<string> Notes)
{
    /// <exception cref="UserErrorException">The two have no task in common.</exception>
    public static ComparisonReport Build(IRunReader first, IRunReader second, ReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        var choices = options ?? new ReportOptions();
        var changed = ChangedTasks(first, second);
        if (!first.Tasks.Select(t => t.Id).Except(changed, StringComparer.Ordinal).Intersect(second.Tasks.Select(t => t.Id), StringComparer.Ordinal).Any())
        {
            throw new UserErrorException($"{first.Run.Id} is of the suite {first.Run.Suite} and {second.Run.Id} of {second.Run.Suite}: they have no task in common, and there is nothing to compare.");
        }

        var (a, b) = (new RunTally(first, cancellationToken), new RunTally(second, cancellationToken));
        var (one, other) = (RunReportBuilder.Build(first, a, choices), RunReportBuilder.Build(second, b, choices));
        var bootstrap = new TaskBootstrap(choices.Bootstrap);
        var ks = one.PassAtK.Select(r => r.K).Union(other.PassAtK.Select(r => r.K)).Order();
        var paired = PairedComparison.Of(Compared(a, changed), Compared(b, changed), ks, bootstrap);
        var control = (one.Turns, other.Turns) switch
        {
            (not null, null) => EqualBudget.OfRun([.. a.Tasks.Select(t => t.Turns)], [.. b.Tasks.Select(t => t.Count)], bootstrap),
            (null, not null) => EqualBudget.OfRun([.. b.Tasks.Select(t => t.Turns)], [.. a.Tasks.Select(t => t.Count)], bootstrap),
            _ => null,
        };
        return new(one, other, paired, control, ComparisonNotes.Of(one, other, paired, changed));
    }

    /// <summary>Tasks of the same name that ask for something else.</summary>
    private static HashSet<string> ChangedTasks(IRunReader first, IRunReader second)
    {
        if (first.Run.SuiteHash == second.Run.SuiteHash)
        {
            return [];
        }

        var others = second.Tasks.ToDictionary(t => t.Id, StringComparer.Ordinal);
        return [.. first.Tasks.Where(t => others.TryGetValue(t.Id, out var other) && (t.Statement != other.Statement || t.Prompt != other.Prompt)).Select(t => t.Id)];
    }

    private static List<ComparedTask> Compared(RunTally tally, HashSet<string> changed) =>
        [.. tally.Tasks.Where(t => !changed.Contains(t.Task.Id)).Select(t => new ComparedTask(t.Count, t.FirstPassed))];
}
