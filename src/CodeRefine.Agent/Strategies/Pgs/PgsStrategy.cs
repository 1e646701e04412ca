using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Pgs;

/// <summary>
/// The Property-Generated Solver (He et al., "Use Property-Based Testing to Bridge LLM Code Generation and Validation", arXiv 2506.18315): a generator writes, a tester proposes
/// properties, the shortest input that violates one drives the repair, and a repair that loses a visible check is reverted.
/// </summary>
/// <param name="generators">Who proposes properties; null for the session's own, which ask no model.</param>
/// <remarks>
/// Deviations: properties are properties of <c>CodeRefine.Properties</c>, run and shrunk in the sandbox, which stands for the model's input generator and its 50 inputs; where no
/// model writes them, those for common shapes are used. As in the paper a property that code passing every visible check breaks is dropped, so that they guide the repair of
/// code that fails and never gate. Their released router looks at the hidden grade; nothing hidden is to be had here.
/// </remarks>
public sealed class PgsStrategy(ChatStation model, IReadOnlyList<ICheckGenerator>? generators, PgsOptions options) : IStrategy
{
    public string Name => "pgs";

    public static StrategyEntry<PgsOptions> Entry { get; } = new()
    {
        Name = "pgs",
        Summary = "Properties from the task; the shortest input that breaks one drives the repair.",
        Paper = "He et al., Use Property-Based Testing to Bridge LLM Code Generation and Validation",
        ArXiv = "2506.18315",
        Figures = "+23.1 to 37.3 % relative pass@1 over test-driven generation",
        Cost = "1 + rounds × (1 + repairs) calls at most",
        WhenToUse = "Few or weak visible tests, and a task that states rules rather than examples.",
        TypedOptions = PgsOptions.All,
        Factory = (parts, options) => new PgsStrategy(parts.RequireModel("pgs"), parts.GeneratorsNamed("chat-properties"), options),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var at = await Moves.DraftAsync(session, model, cancellationToken);
        var request = new CheckRequest { Most = options.Properties, Kinds = [GeneratedKind.Oracle, GeneratedKind.Invariant, GeneratedKind.Boundary] };
        for (var round = 0; round < options.Rounds && !session.Best.Verdict.Passed; round++)
        {
            var screened = await session.GenerateChecksAsync(at, request, generators, cancellationToken);
            foreach (var check in screened)
            {
                session.Note("property", at, $"{check.Check.Title}: {check.Status}{(check.Reason.Length > 0 ? $", {check.Reason}" : "")}");
            }

            at = await RepairAsync(session, at, cancellationToken);
        }
    }

    private async Task<Node> RepairAsync(Session session, Node at, CancellationToken cancellationToken)
    {
        for (var repair = 0; repair < options.Repairs && !session.Best.Verdict.Passed; repair++)
        {
            var broken = at.Verdict.Report is null ? null : (await session.FalsifyAsync(at, null, cancellationToken)).Falsifications.FirstOrDefault();
            var extras = broken is null ? Moves.Values() : Moves.Values(("property", $"{broken.Check.Title}\n\n{broken.Check.Source}"), ("counterexample", Counterexamples.Describe(broken)));
            var made = await session.StepAsync(model.Step(session, at, "pgs-repair", extras, new Ask(Temperature: (float)options.Temperature)), cancellationToken);

            // The gates: it compiles, keeps the signatures that the checks use, and loses no visible check. Else it is reverted.
            at = made?.Node is { } next && next.Value >= at.Value ? next : at;
        }

        return at;
    }
}
