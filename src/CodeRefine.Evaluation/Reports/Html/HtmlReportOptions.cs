namespace CodeRefine.Evaluation.Reports.Html;

/// <summary>What of a page can be chosen.</summary>
public sealed record HtmlReportOptions
{
    /// <summary>Runs of more samples than this have their trajectories in files beside the page, one for each task. Default 2,000.</summary>
    public int MostSamplesInPage { get; init; } = 2_000;

    /// <summary>Opens a file beside the page for writing, given its path relative to the page's folder. Null leaves trajectories out of what has too many.</summary>
    public Func<string, TextWriter>? OpenBeside { get; init; }

    /// <summary>Folder of these files, relative to the page: <c>report.trajectories</c>.</summary>
    public string FolderBeside { get; init; } = "trajectories";

    /// <summary>Told after each task whose trajectories are written: how many of how many.</summary>
    public Action<int, int>? Progress { get; init; }
}
