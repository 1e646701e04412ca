using System.Globalization;
using System.Text;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Search;

namespace CodeRefine.Repositories.History;

/// <summary>The message of a node's commit: a headline, the critique, and trailers for machines.</summary>
internal static class NodeMessage
{
    public const string Run = "CodeRefine-Run";
    public const string Attempt = "CodeRefine-Attempt";
    public const string Verdict = "CodeRefine-Verdict";
    public const string Score = "CodeRefine-Score";
    public const string Kind = "CodeRefine-Kind";
    public const string Proposer = "CodeRefine-Proposer";
    public const string TreeHash = "CodeRefine-Tree-Hash";
    private const int MostBody = 16_000;
    private const int MostHeadline = 160;

    public static string Of(string runId, NodeDraft draft)
    {
        var text = new StringBuilder();
        text.Append(Headline(draft)).Append("\n\n");
        AppendBody(text, draft.Critique.Text);
        AppendBody(text, draft.Proposal?.Patch?.Summary is { Length: > 0 } summary ? $"Patch: {summary}" : "");
        AppendBody(text, draft.Proposal?.Notes ?? "");
        text.Append(Run).Append(": ").Append(runId).Append('\n');
        Trailer(text, Attempt, draft.Attempt.ToString(CultureInfo.InvariantCulture));
        Trailer(text, Verdict, draft.Verdict.Kind.ToString());
        Trailer(text, Score, draft.Verdict.Score.ToString("0.####", CultureInfo.InvariantCulture));
        Trailer(text, Kind, draft.Critique.Kind.ToString());
        Trailer(text, Proposer, draft.Proposal?.Proposer ?? "none");
        Trailer(text, TreeHash, draft.Tree.Hash);
        return text.ToString();
    }

    private static string Headline(NodeDraft draft)
    {
        var who = draft.Attempt == 0 ? "start" : string.Create(CultureInfo.InvariantCulture, $"attempt {draft.Attempt}");
        var line = $"{who}: {draft.Verdict.Kind}{Counts(draft.Verdict.Report)} {OneLine(draft.Critique.Headline)}".TrimEnd();
        return line.Length <= MostHeadline ? line : line[..(MostHeadline - 1)] + "…";
    }

    private static string Counts(CheckReport? report) => report is null ? "" : string.Create(CultureInfo.InvariantCulture,
        $" {report.Results.Count(r => r.Status == CheckStatus.Passed)}/{report.Results.Count(r => r.Status != CheckStatus.Skipped)}");

    /// <summary>Critiques quote candidates and models: a line of theirs that looks like a trailer is set in, so that it cannot pass for one.</summary>
    private static void AppendBody(StringBuilder text, string body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return;
        }

        var bounded = body.Length <= MostBody ? body : body[..MostBody] + "…";
        foreach (var line in bounded.Replace("\r", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal).Trim('\n').Split('\n'))
        {
            text.Append(line.StartsWith("CodeRefine-", StringComparison.OrdinalIgnoreCase) ? "  " : "").Append(line.TrimEnd()).Append('\n');
        }

        text.Append('\n');
    }

    private static void Trailer(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(OneLine(value)).Append('\n');

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
