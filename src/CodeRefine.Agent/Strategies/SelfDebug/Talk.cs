using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Prompts;
using CodeRefine.Core.Search;
using Microsoft.Extensions.AI;

namespace CodeRefine.Agent.Strategies.SelfDebug;

/// <summary>A conversation about one draft. It begins again, from the code as it is, where it was told to forget or outgrows its room.</summary>
/// <param name="room">Characters.</param>
internal sealed class Talk(ChatStation model, Session session, int room)
{
    private readonly List<ChatMessage> said = [];

    public void Forget() => said.Clear();

    /// <summary>What was said so far, to <see cref="Return"/> to.</summary>
    public IReadOnlyList<ChatMessage> Mark() => [.. said];

    /// <summary>What was said since is unsaid.</summary>
    public void Return(IReadOnlyList<ChatMessage> mark)
    {
        said.Clear();
        said.AddRange(mark);
    }

    public Task<Proposal?> DraftAsync(Node node, CancellationToken cancellationToken) => AskForCodeAsync(node, "solve", Moves.Values(), cancellationToken, opening: true);

    /// <summary>A question whose answer is words.</summary>
    public async Task<string> AskAsync(Node node, string question, IReadOnlyDictionary<string, string> extras, CancellationToken cancellationToken) =>
        (await SayAsync(node, question, extras, false, cancellationToken)).Answer.Text?.Trim() ?? "";

    /// <summary>A question whose answer is code.</summary>
    public async Task<Proposal?> AskForCodeAsync(Node node, string question, IReadOnlyDictionary<string, string> extras, CancellationToken cancellationToken, bool opening = false)
    {
        var (prompt, answer) = await SayAsync(node, question, extras, opening, cancellationToken);
        return ChatStation.Read(session.Problem, node, prompt, answer);
    }

    private async Task<(NodePrompt Prompt, Answer Answer)> SayAsync(Node node, string question, IReadOnlyDictionary<string, string> extras, bool opening, CancellationToken cancellationToken)
    {
        var prompt = await model.PromptAsync(session, node, extras, cancellationToken);
        var asked = model.Render(question, prompt);
        if (!opening && said.Sum(m => m.Text.Length) + asked.Sum(m => m.Text.Length) > room)
        {
            said.Clear();
        }

        if (said.Count == 0 && !opening)
        {
            said.AddRange(model.Render("self-debug-context", prompt));
        }

        Add(asked);
        var answer = await model.AskAsync([.. said], question, new Ask(Seed: ChatStation.SeedOf(session, Ask.Usual)), cancellationToken);
        said.Add(new ChatMessage(ChatRole.Assistant, answer.Text ?? ""));
        return (prompt, answer);
    }

    /// <summary>Many models refuse two messages of one role in a row.</summary>
    private void Add(IReadOnlyList<ChatMessage> messages)
    {
        foreach (var message in messages)
        {
            if (said.Count > 0 && said[^1].Role == message.Role)
            {
                said[^1] = new ChatMessage(message.Role, $"{said[^1].Text.TrimEnd('\n')}\n\n{message.Text}");
            }
            else
            {
                said.Add(message);
            }
        }
    }
}
