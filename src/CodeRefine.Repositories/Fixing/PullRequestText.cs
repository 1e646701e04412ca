using System.Globalization;
using System.Text;

namespace CodeRefine.Repositories.Fixing;

/// <summary>The summary for a pull request: what was wrong, what changed, the evidence.</summary>
public static class PullRequestText
{
    private const int Shown = 10;

    /// <summary>One line, fit for a commit.</summary>
    public static string Title(FixResult result) => result.Candidate is { } candidate && candidate.Node.Proposal?.Patch?.Summary is { Length: > 0 } summary
        ? $"Fix {candidate.Project.Name}: {Line(summary)}"
        : "Fix failing tests";

    /// <summary>Markdown.</summary>
    public static string Body(FixResult result)
    {
        var text = new StringBuilder();
        text.Append("## What was wrong\n\n");
        foreach (var test in result.Wanted.Take(Shown))
        {
            text.Append(CultureInfo.InvariantCulture, $"- `{test.Id}` failed: {Line(test.Message)}\n");
        }

        More(text, result.Wanted.Length);
        if (result.Candidate is not { } candidate)
        {
            return text.Append(CultureInfo.InvariantCulture, $"\n## What changed\n\nNothing: {result.Reason}\n").ToString();
        }

        text.Append("\n## What changed\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Line(candidate.Node.Proposal?.Patch?.Summary ?? "")}\n\n");
        foreach (var path in candidate.Changed.Keys)
        {
            text.Append(CultureInfo.InvariantCulture, $"- `{path}`{(path == result.Reproduction?.Path ? ": a test that shows the issue" : "")}\n");
        }

        foreach (var change in PublicSurface.Changes(result))
        {
            text.Append(CultureInfo.InvariantCulture, $"- **public API**: {change}\n");
        }

        text.Append("\n## Evidence\n\n");
        if (candidate.Verification is { } verified)
        {
            text.Append(CultureInfo.InvariantCulture, $"- base commit `{result.Checkout.BaseCommit}`\n- {verified.Passing.Length} of {result.Wanted.Select(w => w.Id).Distinct().Count()} failing tests pass, {verified.Tests} tests ran, {verified.Regressions.Length} that passed before fail now\n");
            foreach (var id in verified.StillFailing.Take(Shown))
            {
                text.Append(CultureInfo.InvariantCulture, $"- still failing: `{id}`\n");
            }

            foreach (var id in verified.Regressions.Take(Shown))
            {
                text.Append(CultureInfo.InvariantCulture, $"- **broken**: `{id}`\n");
            }

            foreach (var error in verified.BuildErrors.Take(Shown))
            {
                text.Append(CultureInfo.InvariantCulture, $"- **build**: {Line(error)}\n");
            }
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"- It was not verified by the tests' own runner: {result.Reason}\n");
        }

        if (candidate.Node.Proposal is { Notes.Length: > 0 } proposal)
        {
            text.Append(CultureInfo.InvariantCulture, $"- found by `{proposal.Proposer}`: {Line(proposal.Notes)}\n");
        }

        return text.ToString();
    }

    private static void More(StringBuilder text, int count)
    {
        if (count > Shown)
        {
            text.Append(CultureInfo.InvariantCulture, $"- … and {count - Shown} more\n");
        }
    }

    /// <summary>Of others' text one line without what would end the code span or the list that it stands in.</summary>
    private static string Line(string text)
    {
        var one = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("`", "'", StringComparison.Ordinal);
        return one.Length <= 300 ? one : one[..300] + "…";
    }
}
