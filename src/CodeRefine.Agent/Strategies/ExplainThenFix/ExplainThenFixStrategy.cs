using System.Collections.Immutable;
using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.ExplainThenFix;

/// <summary>
/// Explain, then fix, after LeDex (Jiang et al., "LeDex: Training LLMs to Better Self-Debug and Explain Code", arXiv 2405.18649): wrong code with its feedback becomes an
/// explanation and a refinement in one answer, sampled several times; what passes is kept.
/// </summary>
/// <remarks>
/// Deviations: LeDex trains a model on such samples (+15.92 points of pass@1 after fine-tuning); this is its way of inference and of gathering data, with any model. Each round
/// goes on from the best candidate so far, in a fresh context.
/// </remarks>
public sealed class ExplainThenFixStrategy(ChatStation model, ExplainThenFixOptions options) : IStrategy
{
    public string Name => "explain-then-fix";

    public static StrategyEntry<ExplainThenFixOptions> Entry { get; } = new()
    {
        Name = "explain-then-fix",
        Summary = "Explain what is wrong, then fix it, in one answer.",
        Paper = "Jiang et al., LeDex: Training LLMs to Better Self-Debug and Explain Code",
        ArXiv = "2405.18649",
        Figures = "+15.92 pass@1, after fine-tuning on such samples",
        Cost = "1 + rounds × samples calls",
        WhenToUse = "Models that reason better aloud; and to gather rows of wrong code, feedback, explanation and fix.",
        TypedOptions = ExplainThenFixOptions.All,
        Factory = (parts, options) => new ExplainThenFixStrategy(parts.RequireModel("explain-then-fix"), options),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        await Moves.DraftAsync(session, model, cancellationToken);
        for (var round = 0; round < options.Rounds && !session.Best.Verdict.Passed; round++)
        {
            var (at, first) = (session.Best, round * options.Samples);
            var explanations = new string?[options.Samples];
            try
            {
                await session.StepAllAsync([.. Enumerable.Range(0, options.Samples).Select(i => Explained(session, at, first + i, text => explanations[i] = text))], cancellationToken);
            }
            finally
            {
                // In the samples' order, whichever came first.
                foreach (var text in explanations.OfType<string>())
                {
                    session.Note("explanation", at, text);
                }
            }
        }
    }

    private Step Explained(Session session, Node at, int sample, Action<string> explained) => new(at, ChatProposer.ProposerName, async cancellationToken =>
    {
        var ask = new Ask(sample, options.Samples > 1 ? (float)options.Temperature : null);
        var prompt = await model.PromptAsync(session, at, null, cancellationToken);
        var answer = await model.AskAsync(model.Render("explain-then-fix", prompt), "explain-then-fix", ask with { Seed = ChatStation.SeedOf(session, ask) }, cancellationToken);
        explained(Explanation(answer.Text ?? ""));
        return ChatStation.Read(session.Problem, at, prompt, answer);
    });

    /// <summary>What stands before the code.</summary>
    private static string Explanation(string answer)
    {
        var text = Chat.Parsing.Thinking.Strip(answer, out _);
        var code = text.IndexOf("```", StringComparison.Ordinal);
        return (code < 0 ? text : text[..code]).Trim();
    }
}

public sealed record ExplainThenFixOptions
{
    /// <summary>Rounds after the draft. Default 3.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Explanations with fixes a round, at once. Default 1.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Of more than one sample. Default 0.8.</summary>
    public double Temperature { get; init; } = 0.8;

    internal static ImmutableArray<StrategyOption<ExplainThenFixOptions>> All { get; } =
    [
        OptionOf<ExplainThenFixOptions>.Whole("rounds", 1, 1000, o => o.Rounds, (o, v) => o with { Rounds = v }, "Rounds after the draft"),
        OptionOf<ExplainThenFixOptions>.Whole("samples", 1, 100, o => o.Samples, (o, v) => o with { Samples = v }, "Explanations with fixes a round, at once; the best is gone on from"),
        OptionOf<ExplainThenFixOptions>.Number("temperature", 0, 2, o => o.Temperature, (o, v) => o with { Temperature = v }, "Of more than one sample"),
    ];
}
