using System.Globalization;
using System.Text;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Reports.Html;

/// <summary>Every sample's way and patch: in the page where there are few, else in a plain text file for each task beside it. Writes task by task, so that memory holds one sample.</summary>
internal sealed class TrajectoryPages(IRunReader reader, RunReport report, HtmlReportOptions options, string prefix)
{
    public bool InPage { get; } = report.Counts.Ended <= options.MostSamplesInPage;
    private bool Left => !InPage && options.OpenBeside is null;

    /// <summary>Where a task's trajectories are; null where they are nowhere.</summary>
    public string? Link(int task) => report.Tasks[task].Judged + report.Tasks[task].Infrastructure == 0 || Left ? null
        : InPage ? $"#{prefix}trajectory-{task}" : $"{Uri.EscapeDataString(options.FolderBeside)}/{FileName(task)}";

    public void Write(HtmlPage page, string title, CancellationToken cancellationToken)
    {
        var words = Left ? $"The run has more than {options.MostSamplesInPage} samples; their trajectories were left out of this page."
            : InPage ? "Each sample's nodes and what it changed in the end, as a patch." : $"The run has more than {options.MostSamplesInPage} samples: each task's trajectories are in a file of the folder {options.FolderBeside} beside this page, linked from the table.";
        page.Heading($"{prefix}trajectories", title, words);
        for (var task = 0; task < reader.Tasks.Count && !Left; task++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Link(task) is not null)
            {
                Write(page.Writer, task);
            }

            options.Progress?.Invoke(task + 1, reader.Tasks.Count);
        }
    }

    private string FileName(int task) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{task:000000}.txt");

    private void Write(TextWriter writer, int index)
    {
        var task = reader.Tasks[index];
        if (!InPage)
        {
            using var file = options.OpenBeside!(Path.Combine(options.FolderBeside, FileName(index)));
            Trajectory.WriteText(file, reader, task);
            return;
        }

        var counts = report.Tasks[index];
        writer.Write($"<details id=\"{prefix}trajectory-{index}\"><summary>{HtmlText.Encode(task.Id)}: {counts.Passed} of {counts.Judged} passed</summary>\n");
        var several = counts.Judged + counts.Infrastructure > 1;
        foreach (var sample in reader.Samples(task.Id))
        {
            writer.Write(several ? $"<details><summary>{HtmlText.Encode(Trajectory.Summary(sample))}</summary>\n" : $"<p>{HtmlText.Encode(Trajectory.Summary(sample))}</p>\n");
            Write(writer, task, sample);
            writer.Write(several ? "</details>\n" : "");
        }

        writer.Write("</details>\n");
    }

    private void Write(TextWriter writer, RunTask task, SampleRecord sample)
    {
        if (sample.Explanation.Length > 0)
        {
            writer.Write($"<p>{HtmlText.Encode(Trajectory.Cut(sample.Explanation, 2_000))}</p>\n");
        }

        if (sample.Turns.Length > 1)
        {
            writer.Write($"<ol class=\"turns\" start=\"{sample.Turns[0].Turn}\">\n{string.Concat(sample.Turns.Select(t => $"<li>{HtmlText.Encode(Trajectory.Summary(t))}</li>\n"))}</ol>\n");
        }

        var diff = Trajectory.Cut(Trajectory.Diff(reader, task, sample));
        writer.Write(diff.Length > 0 ? $"<pre tabindex=\"0\">{Marked(diff)}</pre>\n" : "<p>Nothing was changed.</p>\n");
    }

    private static string Marked(string diff)
    {
        var marked = new StringBuilder(diff.Length + 256);
        var isDiff = diff.StartsWith("--- ", StringComparison.Ordinal);
        foreach (var line in diff.TrimEnd('\n').Split('\n'))
        {
            var text = HtmlText.Encode(line);
            _ = isDiff && line.StartsWith('+') ? marked.Append("<ins>").Append(text).Append("</ins>\n")
                : isDiff && line.StartsWith('-') ? marked.Append("<del>").Append(text).Append("</del>\n")
                : marked.Append(text).Append('\n');
        }

        return marked.ToString();
    }
}
