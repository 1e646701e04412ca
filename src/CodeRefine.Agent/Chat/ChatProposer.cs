using System.Text;
using CodeRefine.Agent.Prompts;
using CodeRefine.Core;
using CodeRefine.Core.Search;
using CodeRefine.Models;
using CodeRefine.Models.Prompts;
using Microsoft.Extensions.AI;

namespace CodeRefine.Agent.Chat;

/// <summary>
/// Asks a chat model. Every round is a fresh context: the statement, the node's code, its critique, and a line for each thing tried on it, never the transcript, since
/// a model's own errors in its context breed errors ("The Illusion of Diminishing Returns", Sinha et al. 2025). After
/// <see cref="NodePrompt.StuckAfter"/> attempts on one node without a better one the prompt says so, and the temperature rises with each further attempt, up to 1.
/// It always has something more to offer: the budget ends it.
/// </summary>
/// <remarks>
/// An answer of no use is a proposal without a patch. So is one answer that broke off in the middle; the second in a row is taken for a broken server, which like
/// an unreachable one or an unknown model is a <see cref="UserErrorException"/>.
/// </remarks>
/// <param name="promptTokens">Most that a prompt takes, about, even where the model holds more: long prompts are slow and dear, and a run repeated without its server has the same prompts. Default 24,000.</param>
public sealed class ChatProposer(IChatClient client, PromptLibrary prompts, int promptTokens = 24_000) : IProposer
{
    /// <summary>What the template itself takes, and characters a token in code.</summary>
    private const int TemplateTokens = 800;
    private const double CharactersPerToken = 2.8;
    private int brokenOff;

    public string Name => "chat";

    public async Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken)
    {
        var tried = Tried.On(session, node);
        try
        {
            var prompt = NodePrompt.For(session.Problem, node, tried, await RoomAsync(cancellationToken));
            var template = prompts.Get(node.Parent is null ? "solve" : "refine");
            var (answer, note) = await AskAsync(template, prompt, Sampling(session, tried), cancellationToken);
            brokenOff = 0;
            var parsed = AnswerParser.Parse(answer, new AnswerContext(session.Problem, node.Tree, prompt.PartlyShown));
            return new Proposal(Name, parsed.Patch, string.Join("\n", note is null ? parsed.Notes : parsed.Notes.Prepend(note))) { ByModel = true };
        }
        catch (ModelException e) when (e.IsMidAnswer && brokenOff++ == 0)
        {
            return new Proposal(Name, null, e.Message) { ByModel = true };
        }
        catch (ModelException e)
        {
            throw new UserErrorException(e.Message, e, UserErrorKind.Environment);
        }
        catch (HttpRequestException e)
        {
            // A client of the user's own that does not speak in ModelExceptions.
            throw new UserErrorException($"The model does not answer: {e.Message}", e, UserErrorKind.Environment);
        }
    }

    private static ChatOptions Sampling(Session session, Tried tried)
    {
        var raised = tried.Count - NodePrompt.StuckAfter;
        return new ChatOptions
        {
            // Other each attempt, and the same when the run is repeated.
            Seed = (long)((session.Seed + (ulong)session.Budget.Use.Attempts) & int.MaxValue),
            Temperature = raised < 0 ? null : Math.Min(1f, 0.6f + (0.2f * raised)),
        };
    }

    private async Task<int> RoomAsync(CancellationToken cancellationToken)
    {
        var free = promptTokens;
        try
        {
            if (client.GetService<IContextLength>() is { } limits && await limits.GetContextLengthAsync(cancellationToken) is { } holds)
            {
                free = Math.Min(free, holds - Math.Min(limits.AnswerTokens, holds / 2));
            }
        }
        catch (ModelException e) when (e.IsTransient)
        {
            // Only the call itself is repeated for a busy server; it says what is wrong if that is of no use.
        }

        return (int)Math.Max(2_000, (free - TemplateTokens) * CharactersPerToken);
    }

    private async Task<(string Answer, string? Note)> AskAsync(PromptTemplate template, NodePrompt prompt, ChatOptions options, CancellationToken cancellationToken)
    {
        options.TagTemplate(template.Name, template.Hash);
        var answer = new StringBuilder();
        string? note = null;
        await foreach (var update in client.GetStreamingResponseAsync(template.Render(prompt.Values), options, cancellationToken))
        {
            answer.Append(update.Text);
            note = CallTags.NoteOf(update) ?? note;
        }

        return (answer.ToString(), note);
    }
}
