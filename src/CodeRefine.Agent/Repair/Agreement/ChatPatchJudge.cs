using System.Globalization;
using System.Text.RegularExpressions;
using CodeRefine.Agent.Prompts;
using CodeRefine.Models;
using Microsoft.Extensions.AI;

namespace CodeRefine.Agent.Repair.Agreement;

/// <summary>Asks a model which outcome the statement wants. One call; an answer without a clear choice, or none, leaves the ranking as it is.</summary>
/// <param name="client">Draws on the run's budget like any other call.</param>
public sealed partial class ChatPatchJudge(IChatClient client, PromptLibrary prompts) : IPatchJudge
{
    private const int LongestStatement = 6_000;

    /// <summary>The names that the template <c>choose</c> may use.</summary>
    public static IReadOnlyList<string> Names { get; } = ["statement", "input", "outcomes"];

    public string Name => "the model";

    public async Task<int?> ChooseAsync(PatchQuestion question, CancellationToken cancellationToken)
    {
        var template = prompts.Get("choose");
        var options = new ChatOptions { Temperature = 0 };
        options.TagTemplate(template.Name, template.Hash);
        try
        {
            var answer = await client.GetResponseAsync(template.Render(Values(question)), options, cancellationToken);
            return Read(answer.Text, question.Answers.Length);
        }
        catch (ModelException)
        {
            // The patches are there and ranked; a server that fails now shall not lose them.
            return null;
        }
    }

    /// <summary>The last line <c>CHOICE: N</c>: what a model writes before is its thinking.</summary>
    internal static int? Read(string answer, int count) =>
        Choice().Matches(answer).LastOrDefault() is { } match && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count
            ? number - 1
            : null;

    private static Dictionary<string, string> Values(PatchQuestion question) => new()
    {
        ["statement"] = question.Statement.Length <= LongestStatement ? question.Statement : question.Statement[..LongestStatement] + "…",
        ["input"] = question.Input,
        ["outcomes"] = string.Join("\n", question.Answers.Select((a, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. `{a.Outcome}`"))),
    };

    [GeneratedRegex(@"CHOICE:\W*(\d+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Choice();
}
