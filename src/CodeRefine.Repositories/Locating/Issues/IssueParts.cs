using System.Text.RegularExpressions;

namespace CodeRefine.Repositories.Locating.Issues;

/// <summary>Splits an issue's Markdown into its title, its prose, what is marked as code within it, and its blocks of code.</summary>
internal sealed partial record IssueParts(string Title, string Prose, IReadOnlyList<string> Inline, string Code)
{
    /// <summary>Characters that are read; a log pasted in full is not an issue.</summary>
    private const int Longest = 200_000;

    /// <summary>Words of the headings in issue templates: a heading of nothing else is the form's and not the writer's.</summary>
    private static readonly HashSet<string> formWords = new(
        "is your feature request related to a problem please describe the solution you d like alternatives considered ve additional context relevant package packages tooling and runtime version versions expected actual behavior behaviour reproduction steps reproduce description bug report environment details any other information summary what happened how of did do expect screenshots possible minimal example repro result results output"
            .Split(' '), StringComparer.Ordinal);

    public static IssueParts Of(string issue)
    {
        var text = (issue.Length > Longest ? issue[..Longest] : issue).ReplaceLineEndings("\n");
        var title = text.Split('\n').FirstOrDefault(l => !string.IsNullOrWhiteSpace(l))?.Trim() ?? "";
        var body = title.Length == 0 ? "" : text[(text.IndexOf(title, StringComparison.Ordinal) + title.Length)..];
        var code = string.Join('\n', Block().Matches(body).Select(m => m.Groups["code"].Value));
        var prose = HtmlComment().Replace(Block().Replace(body, "\n"), " ");
        prose = string.Join('\n', prose.Split('\n').Where(l => !IsFormHeading(l)));
        var inline = InlineCode().Matches(title + "\n" + prose).Select(m => m.Groups[1].Value).ToList();
        return new IssueParts(title, prose, inline, code);
    }

    private static bool IsFormHeading(string line)
    {
        var heading = Heading().Match(line.Trim());
        return heading.Success && Words().Matches(heading.Value.ToLowerInvariant()).All(w => formWords.Contains(w.Value));
    }

    // A fence that is never closed runs to the end.
    [GeneratedRegex(@"^[ \t]*(?<f>```+|~~~+)[^\n]*\n(?<code>.*?)(?:^[ \t]*\k<f>[ \t]*$|\z)", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex HtmlComment();

    [GeneratedRegex("`([^`\n]{1,300})`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^(#+\s+.*|\*\*[^*]+\*\*:?|[A-Z][\w ]{0,40}:)$")]
    private static partial Regex Heading();

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Words();
}
