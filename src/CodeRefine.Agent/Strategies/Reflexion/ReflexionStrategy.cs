using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
using CodeRefine.Agent.Memory;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Agent.Strategies.Pgs;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Reflexion;

/// <summary>
/// Reflexion (Shinn et al., "Reflexion: Language Agents with Verbal Reinforcement Learning", arXiv 2303.11366): run; a reflection of a few sentences on why it failed;
/// generate again from the implementation, the results and the latest reflection alone.
/// </summary>
/// <param name="generators">Who proposes tests, with <c>tests=both</c>; null for the session's own, which ask no model.</param>
/// <remarks>
/// Deviations: the paper runs tests that the model wrote itself, which gate there and cost it accuracy (MBPP 80.1 → 77.1): here the visible checks decide, and with <c>tests=both</c> what its own tests say is shown beside them. Reflections go to a
/// memory with the outcome that followed; with <c>remember</c> those that helped on the same kind of failure are shown too, which keeps only what improved something, as
/// Retroformer does.
/// </remarks>
public sealed class ReflexionStrategy(ChatStation model, IReflectionMemory memory, IReadOnlyList<ICheckGenerator>? generators, ReflexionOptions options, CritiqueGate? gate = null) : IStrategy
{
    private readonly GatedRepair repair = new(model, gate);

    public string Name => "reflexion";

    public static StrategyEntry<ReflexionOptions> Entry { get; } = new()
    {
        Name = "reflexion",
        Summary = "Reflect on why it failed, then write it again with that reflection.",
        Paper = "Shinn et al., Reflexion: Language Agents with Verbal Reinforcement Learning",
        ArXiv = "2303.11366",
        Figures = "GPT-4 on HumanEval 81.7–86.0 → 91.5; on MBPP 80.1 → 77.1, where its own tests gate",
        Cost = "1 + 2 iterations calls",
        WhenToUse = "Failures that need a change of mind rather than of a line.",
        TypedOptions = ReflexionOptions.All,
        Factory = (parts, options) => new ReflexionStrategy(parts.RequireModel("reflexion"), parts.Memory, parts.GeneratorsNamed("chat-tests"), options, parts.Gate(options.Gate)),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var at = await Moves.DraftAsync(session, model, cancellationToken);
        if (options.Tests == ReflexionTests.Both && !session.Best.Verdict.Passed)
        {
            await session.GenerateChecksAsync(at, new CheckRequest { Most = options.OwnTests, Kinds = [GeneratedKind.Test] }, generators, cancellationToken);
        }

        for (var i = 0; i < options.Iterations && !session.Best.Verdict.Passed; i++)
        {
            var own = await OwnTestsAsync(session, at, cancellationToken);
            var text = await model.AskAsync(session, at, "reflexion-reflect", Moves.Values(("generated", own)), Ask.Usual, cancellationToken);
            session.Note("reflection", at, text);
            var remembered = options.Remember == 0 ? [] : await memory.FindAsync(at, options.Remember, cancellationToken);
            var extras = Moves.Values(("reflection", text), ("generated", own), ("remembered", string.Join("\n", remembered.Select(r => $"- {r.Text}"))));
            var next = await repair.RepairAsync(session, at, "reflexion-fix", extras, ["reflection"], Ask.Usual, cancellationToken);
            if (next.Used)
            {
                await memory.AddAsync(Reflection.On(session.Problem.Id, at, text), Outcome(at, next.Node), cancellationToken);
            }

            at = next.Node;
        }
    }

    /// <summary>What the model's own tests say of the node; empty without any.</summary>
    private static async Task<string> OwnTestsAsync(Session session, Node at, CancellationToken cancellationToken)
    {
        if (session.Generated.IsEmpty || at.Verdict.Report is null)
        {
            return "";
        }

        var report = await session.RunGeneratedAsync(at.Tree, session.Generated, cancellationToken);
        return string.Join("\n", report.Checks.Select(c => $"{(report.Holds(c) ? "passes" : "FAILS")}: {c.Title}").Concat(report.Falsifications.Select(f => $"{f.Check.Title}: {Counterexamples.Describe(f)}")));
    }

    private static ReflectionOutcome Outcome(Node before, Node after) =>
        after.Verdict.Passed ? ReflectionOutcome.Solved : after.Value > before.Value ? ReflectionOutcome.Better : after.Value < before.Value ? ReflectionOutcome.Worse : ReflectionOutcome.Same;
}
