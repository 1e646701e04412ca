using CodeRefine.Agent.Prompts;
using CodeRefine.Core.Search;
using Microsoft.Extensions.AI;

namespace CodeRefine.Agent.Chat;

/// <summary>
/// Asks a chat model. Every round is a fresh context: the statement, the node's code, its critique, and a line for each thing tried on it, never the transcript, since
/// a model's own errors in its context breed errors ("The Illusion of Diminishing Returns", Sinha et al. 2025). After
/// <see cref="NodePrompt.StuckAfter"/> attempts on one node without a better one the prompt says so, and the temperature rises with each further attempt, up to 1.
/// It always has something more to offer: the budget ends it.
/// </summary>
/// <remarks>An answer of no use, or one that broke off, is a proposal without a patch.</remarks>
public sealed class ChatProposer(ChatStation model) : IProposer
{
    internal const string ProposerName = "chat";

    public ChatProposer(IChatClient client, PromptLibrary prompts, int promptTokens = 24_000) : this(new ChatStation(client, prompts, new ChatStationOptions { PromptTokens = promptTokens }))
    {
    }

    public string Name => ProposerName;

    public Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken) =>
        model.ProposeAsync(session, node, node.Parent is null ? "solve" : "refine", null, Sampling(Tried.On(session, node)), null, cancellationToken);

    private static Ask Sampling(Tried tried)
    {
        var raised = tried.Count - NodePrompt.StuckAfter;
        return new Ask(Temperature: raised < 0 ? null : Math.Min(1f, 0.6f + (0.2f * raised)));
    }
}
