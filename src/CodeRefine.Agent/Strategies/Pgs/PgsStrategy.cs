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
/// Deviations: properties are properties of <c>CodeRefine.Properties</c>, run and shrunk in the sandbox: attributes bound their inputs, or the model's own generator, which
/// stands beside the property and builds an input from a size and a seed; where no model writes them, those for common shapes are used. Properties of which none is usable are
/// asked for again, with the reasons, as the paper's generator script is. As in the paper a property that code passing every visible check breaks is dropped, so that they guide the repair of
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
        Cost = "1 + rounds × (tries + repairs) calls at most",
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
            await ProposeAsync(session, at, request, cancellationToken);
            at = await RepairAsync(session, at, cancellationToken);
        }
    }

    /// <summary>Properties, asked for again while none of them can be used.</summary>
    private async Task ProposeAsync(Session session, Node at, CheckRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < options.Tries; attempt++)
        {
            var screened = await session.GenerateChecksAsync(at, request, generators, cancellationToken);
            foreach (var check in screened)
            {
                session.Note("property", at, $"{check.Check.Title}: {check.Status}{(check.Reason.Length > 0 ? $", {check.Reason}" : "")}");
            }

            // Without a model the same would be proposed again.
            if (generators is null || screened.IsEmpty || screened.Any(s => s.Status == GeneratedStatus.Kept))
            {
                return;
            }

            request = request with { Refused = [.. request.Refused, .. screened] };
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
