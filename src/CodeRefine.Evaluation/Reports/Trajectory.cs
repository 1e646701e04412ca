using System.Globalization;
using System.Text;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Reports;

/// <summary>One sample's way from its start to what it handed in.</summary>
public static class Trajectory
{
    /// <summary>What a sample changed, as a patch: from the task's sources, or from its start, or from nothing where the journal has neither. The bare completion where there are no sources at all.</summary>
    public static string Diff(IRunReader reader, RunTask task, SampleRecord sample)
    {
        if (sample.Solution is { } hash && reader.Sources(hash) is { } after)
        {
            var start = task.Sources ?? (sample.Turns.Length > 1 ? sample.Turns[0].Sources : null);
            return UnifiedDiff.Between(start is null ? SourceTree.Empty : reader.Sources(start) ?? SourceTree.Empty, after);
        }

        return sample.Completion is { } given ? reader.Text(given) ?? "" : "";
    }

    /// <summary>One line: number, outcome, who solved it, what it cost.</summary>
    public static string Summary(SampleRecord sample)
    {
        var outcome = sample.Outcome == SampleOutcome.Infrastructure ? "not judged" : sample.Passed ? "passed" : Text.RunSections.Words(sample.Verdict?.ToString() ?? "not passed");
        var by = sample.Passed && sample.SolvedBy is not (SolvedBy.Nobody or SolvedBy.Start) ? $" by {Text.RunSections.Words(sample.SolvedBy.ToString())}" : "";
        var calls = sample.Cost.ModelCalls > 0 ? $", {sample.Cost.ModelCalls} model call{(sample.Cost.ModelCalls == 1 ? "" : "s")}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"sample {sample.Sample}: {outcome}{by}, {sample.Turns.Length} node{(sample.Turns.Length == 1 ? "" : "s")}{calls}, {sample.Cost.Wall.TotalSeconds:0.##} s");
    }

    /// <summary>One line: who proposed it, what the visible checks said, and whether it was right.</summary>
    public static string Summary(TurnRecord turn)
    {
        var right = turn.HeldBackPassed is { } passed ? passed ? "; right" : "; wrong" : "";
        var headline = turn.Headline.Length > 0 ? $": {turn.Headline}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{turn.Proposer}, {Text.RunSections.Words(turn.Verdict.ToString())} (score {turn.Score:0.##}){right}{headline}");
    }

    /// <summary>All samples of a task as plain text.</summary>
    public static void WriteText(TextWriter writer, IRunReader reader, RunTask task)
    {
        writer.Write($"{task.Id}: {task.Title}\n");
        foreach (var sample in reader.Samples(task.Id))
        {
            writer.Write($"\n=== {Summary(sample)}\n");
            if (sample.Explanation.Length > 0)
            {
                writer.Write($"{sample.Explanation}\n");
            }

            foreach (var turn in sample.Turns)
            {
                writer.Write($"  {turn.Turn}  {Summary(turn)}\n");
            }

            writer.Write($"\n{Cut(Diff(reader, task, sample))}\n");
        }
    }

    /// <summary>A model can write megabytes; nobody reads them.</summary>
    public static string Cut(string text, int most = 60_000)
    {
        return text.Length <= most ? text : new StringBuilder(text, 0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most, most + 64).Append(CultureInfo.InvariantCulture, $"\n… {text.Length - most} more characters\n").ToString();
    }
}
