using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Prompts;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies;

/// <summary>What several presets do alike.</summary>
internal static class Moves
{
    /// <summary>Where a strategy stands after a step: on what came of it, on the node that was there before where it gave the same code, else where it stood.</summary>
    public static Node After(Expansion? made, Node before) => made?.Node ?? made?.Twin ?? before;

    /// <summary>The first draft: the sources as they are, asked about once.</summary>
    public static async Task<Node> DraftAsync(Session session, ChatStation model, CancellationToken cancellationToken) =>
        After(await session.StepAsync(model.Step(session, session.Root, "solve"), cancellationToken), session.Root);

    /// <summary>A node's editable files, for a prompt that shows more than one candidate; those alone that differ from another node's.</summary>
    public static string CodeOf(Problem problem, Node node, Node? unlike = null) => string.Join("\n\n", node.Tree.Files
        .Where(f => problem.Editable.Allows(f.Key, out _) && !(unlike is not null && unlike.Tree.TryGet(f.Key, out var other) && other == f.Value))
        .Select(f => Fence.Around(f.Value.Text, $"csharp path={f.Key}")));

    public static Dictionary<string, string> Values(params (string Name, string Text)[] values) => values.ToDictionary(v => v.Name, v => v.Text, StringComparer.Ordinal);
}
