using System.Collections.Immutable;
using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Iad;

/// <summary>
/// Iterative agent decoding (Chakraborty et al., "Review, Refine, Repeat: Understanding Iterative Decoding of AI Agents with Dynamic Evaluation and Selection",
/// arXiv 2504.01931): each turn shows the best and the worst candidate so far with the verifier's feedback, and only what scores higher is kept.
/// </summary>
/// <remarks>Deviations: the verifier is the visible checks; the feedback is our critique; several candidates a turn are drawn at once.</remarks>
public sealed class IadStrategy(ChatStation model, IadOptions options) : IStrategy
{
    public string Name => "iad";

    public static StrategyEntry<IadOptions> Entry { get; } = new()
    {
        Name = "iad",
        Summary = "Show the best and the worst so far, keep only what scores higher.",
        Paper = "Chakraborty et al., Review, Refine, Repeat: Understanding Iterative Decoding of AI Agents with Dynamic Evaluation and Selection",
        ArXiv = "2504.01931",
        Figures = "3 to 10 points above best-of-n at equal samples, on its own tasks",
        Cost = "(1 + turns) × samples calls",
        WhenToUse = "Checks with a finely graded score, so that better and worse can be told apart.",
        TypedOptions = IadOptions.All,
        Factory = (parts, options) => new IadStrategy(parts.RequireModel("iad"), options),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        await TurnAsync(session, session.Root, "solve", null, 0, cancellationToken);
        for (var turn = 1; turn <= options.Turns && !session.Best.Verdict.Passed; turn++)
        {
            var best = session.Best;
            var worst = session.Nodes.Where(n => n.Parent is not null && !session.HasSuccessor(n)).MinBy(n => n.Value);
            var shown = worst is null || worst.Value >= best.Value ? null : Moves.Values(("worst", Moves.CodeOf(session.Problem, worst, unlike: best)), ("worst_feedback", worst.Critique.Text));
            await TurnAsync(session, best, "iad", shown, turn, cancellationToken);
        }
    }

    private async Task TurnAsync(Session session, Node from, string template, Dictionary<string, string>? extras, int turn, CancellationToken cancellationToken)
    {
        // Numbered over all turns: a turn that changed nothing asks the same prompt again, for another answer.
        var first = turn * options.Samples;
        var temperature = (float)options.Temperature;
        await session.StepAllAsync([.. Enumerable.Range(first, options.Samples).Select(i => model.Step(session, from, template, extras, new Ask(i, temperature)))], cancellationToken);
    }
}

public sealed record IadOptions
{
    /// <summary>Turns after the first drafts. Default 4.</summary>
    public int Turns { get; init; } = 4;

    /// <summary>Candidates a turn, at once. Default 2.</summary>
    public int Samples { get; init; } = 2;

    /// <summary>Default 0.7.</summary>
    public double Temperature { get; init; } = 0.7;

    internal static ImmutableArray<StrategyOption<IadOptions>> All { get; } =
    [
        OptionOf<IadOptions>.Whole("turns", 1, 1000, o => o.Turns, (o, v) => o with { Turns = v }, "Turns after the first drafts"),
        OptionOf<IadOptions>.Whole("samples", 1, 100, o => o.Samples, (o, v) => o with { Samples = v }, "Candidates a turn, at once"),
        OptionOf<IadOptions>.Number("temperature", 0, 2, o => o.Temperature, (o, v) => o with { Temperature = v }, "Of the candidates"),
    ];
}
