using System.Globalization;
using CodeRefine.Agent.Prompts;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Models;
using CodeRefine.Models.Prompts;
using CodeRefine.Repositories.Asking;
using CodeRefine.Repositories.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.AI;
using Location = CodeRefine.Repositories.Locating.Location;

namespace CodeRefine.Repositories.Reproducing;

/// <summary>
/// Has a model write the failing test that an issue asks for, in the repository's own framework and style (as Agentless and AutoCodeRover do). The model's word
/// counts for nothing: a <see cref="TestTrial"/> does.
/// </summary>
internal sealed class Reproducer(IChatClient client, PreparedRepository prepared, string secret, Action<string> progress, TimeProvider time)
{
    /// <summary>Answers after which the model is not asked any more.</summary>
    public const int Tries = 3;

    private const int MostFiles = 3, MostCharacters = 8_000, MostIssue = 20_000;
    private static readonly string[] names = ["rule", "framework", "issue", "material", "example"];

    /// <summary>Why there is none.</summary>
    public string Problem { get; private set; } = "";

    /// <returns>The repository as it is with the test in it, and the test; null where none came of it.</returns>
    /// <exception cref="UserErrorException">The model's server does not answer.</exception>
    public async Task<(PreparedRepository Prepared, Reproduction Test)?> RunAsync(string issue, Location location, CancellationToken cancellationToken)
    {
        if (TestPlace.Find(prepared.Repository, location) is not { } place)
        {
            Problem = "no test project refers to the code that the issue speaks of";
            return null;
        }

        var trial = new TestTrial(prepared, place, issue, progress, time);
        var messages = Prompt(issue, location, place);
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            progress(string.Create(CultureInfo.InvariantCulture, $"asking for a test that shows the issue ({attempt} of {Tries}) …"));
            if (await AskAsync(messages, cancellationToken) is not { } answer)
            {
                return null;
            }

            var (found, objection) = await trial.RunAsync(answer, cancellationToken);
            if (found is { } kept)
            {
                return (kept.Prepared, kept.Test with { Tries = attempt });
            }

            Problem = objection;
            messages.Add(new ChatMessage(ChatRole.Assistant, answer));
            messages.Add(new ChatMessage(ChatRole.User, $"This test can't be used:\n{new DataFence(secret).Around(objection)}\n\nWrite the whole file again."));
        }

        await prepared.Copy.RestoreAsync(cancellationToken);
        return null;
    }

    private List<ChatMessage> Prompt(string issue, Location location, TestPlace place)
    {
        var fence = new DataFence(secret);
        var sources = prepared.Repository.Sources;
        var material = location.Files.Where(f => sources.Contains(f.Path)).Take(MostFiles).Select(f => $"{f.Path}  ({f.Why.FirstOrDefault()?.Words})\n{Excerpt.Of(sources[f.Path].Text, MostCharacters)}");
        using var stream = typeof(Reproducer).Assembly.GetManifestResourceStream("Prompts/reproduce.md")!;
        using var reader = new StreamReader(stream);
        return [.. PromptTemplate.Parse("reproduce", reader.ReadToEnd(), names, "reproduce.md").Render(new Dictionary<string, string>
        {
            ["rule"] = DataFence.Rule,
            ["framework"] = place.Framework,
            ["issue"] = fence.Around(Excerpt.Of(issue, MostIssue)),
            ["material"] = fence.Around(string.Join("\n\n", material)),
            ["example"] = place.Example is { } example ? fence.Around($"{example}\n{Excerpt.Of(sources[example].Text, MostCharacters)}") : "",
        })];
    }

    private async Task<string?> AskAsync(List<ChatMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetResponseAsync(messages, cancellationToken: cancellationToken)).Text;
        }
        catch (BudgetExhaustedException spent)
        {
            Problem = spent.Message;
            return null;
        }
        catch (ModelException e) when (e.IsMidAnswer)
        {
            Problem = e.Message;
            return null;
        }
        catch (ModelException e)
        {
            throw new UserErrorException(e.Message, e, UserErrorKind.Environment);
        }
    }
}
