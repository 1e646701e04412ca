using System.Text.RegularExpressions;
using CodeRefine.Agent.Chat;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Tests.Strategies.Sketches;

/// <summary>
/// A sketch of debate: debaters with a candidate each read what the others wrote and revise, for some rounds; then a judge chooses among those that the checks like best (SWE-Search's final choice
/// is such a debate of 5 × 3). What a whole preset would need besides: options and a role for each debater.
/// </summary>
internal sealed partial class DebateSketch(ChatStation model, int debaters = 3, int rounds = 1) : IStrategy
{
    public string Name => "debate";

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var stand = Enumerable.Repeat(session.Root, debaters).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            var (now, before) = (round, stand.ToArray());
            var made = await session.StepAllAsync(
                [.. Enumerable.Range(0, debaters).Select(i => model.Step(session, before[i], now == 0 ? "solve" : "debate-revise", now == 0 ? null : Others(before, i), new Ask((now * debaters) + i), $"debater-{i + 1}"))], cancellationToken);
            stand = [.. stand.Select((n, i) => made[i]?.Node ?? made[i]?.Twin ?? n)];
        }

        var best = session.Nodes.Where(n => n.Value == session.Best.Value).ToList();
        if (best.Count > 1)
        {
            var answer = await model.AskAsync(session, best[0], "debate-judge", new Dictionary<string, string> { ["others"] = string.Join("\n", best.Select((n, i) => $"{i + 1}. {n.Tree["Text.cs"].Text}")) }, Ask.Usual, cancellationToken);
            var choice = int.TryParse(Number().Match(answer).Value, out var number) ? Math.Clamp(number, 1, best.Count) : 1;
            session.Choose(best[choice - 1], "the judge's choice");
        }
    }

    private static Dictionary<string, string> Others(Node[] stand, int own) => new() { ["others"] = string.Join("\n\n", stand.Where((_, i) => i != own).Select(n => $"{n.Tree["Text.cs"].Text}\n{n.Critique.Headline}")) };

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
