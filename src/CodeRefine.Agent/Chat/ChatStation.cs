using System.Text;
using CodeRefine.Agent.Prompts;
using CodeRefine.Core;
using CodeRefine.Core.Search;
using CodeRefine.Models;
using CodeRefine.Models.Prompts;
using Microsoft.Extensions.AI;

namespace CodeRefine.Agent.Chat;

/// <summary>
/// Where proposers and strategies ask the model: a template, its values, an answer. Each question is a fresh context unless the caller carries the messages on. Safe
/// for concurrent calls, of which no more than the model has room for go on at once.
/// </summary>
/// <remarks>
/// One answer that broke off in the middle is an answer without text; the second in a row is taken for a broken server, which like an unreachable one or an
/// unknown model is a <see cref="UserErrorException"/>.
/// </remarks>
/// <param name="client">Drawn on the run's budget and recorded: <see cref="ModelFactory.ForRun"/>.</param>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for holds nothing to release, and the station lives as long as its run.
public sealed class ChatStation(IChatClient client, PromptLibrary prompts, ChatStationOptions? options = null)
#pragma warning restore CA1001
{
    /// <summary>What the template itself takes, and characters a token in code.</summary>
    private const int TemplateTokens = 800;
    private const double CharactersPerToken = 2.8;
    private readonly ChatStationOptions options = options ?? new ChatStationOptions();
    private readonly SemaphoreSlim room = new((options ?? new ChatStationOptions()).Concurrency);
    private int brokenOff;

    public PromptLibrary Prompts => prompts;

    /// <summary>A step that asks for code: the node's prompt under that template, and the answer as a patch.</summary>
    /// <param name="name">The proposer's name in the journal; null for <c>chat</c>.</param>
    public Step Step(Session session, Node node, string template, IReadOnlyDictionary<string, string>? extras = null, Ask? ask = null, string? name = null) =>
        new(node, name ?? ChatProposer.ProposerName, cancellationToken => ProposeAsync(session, node, template, extras, ask ?? Ask.Usual, name, cancellationToken));

    /// <inheritdoc cref="Step"/>
    public async Task<Proposal?> ProposeAsync(Session session, Node node, string template, IReadOnlyDictionary<string, string>? extras, Ask ask, string? name, CancellationToken cancellationToken)
    {
        var prompt = await PromptAsync(session, node, extras, cancellationToken);
        var answer = await AskAsync(Render(template, prompt), template, ask with { Seed = ask.Seed ?? SeedOf(session, ask) }, cancellationToken);
        return Read(session.Problem, node, prompt, answer, name);
    }

    /// <summary>The answer as a patch for the node.</summary>
    public static Proposal Read(Core.Problems.Problem problem, Node node, NodePrompt prompt, Answer answer, string? name = null)
    {
        name ??= ChatProposer.ProposerName;
        if (answer.Text is not { } text)
        {
            return new Proposal(name, null, answer.Note ?? "The answer broke off.") { ByModel = true };
        }

        var parsed = AnswerParser.Parse(text, new AnswerContext(problem, node.Tree, prompt.PartlyShown));
        return new Proposal(name, parsed.Patch, string.Join("\n", answer.Note is null ? parsed.Notes : parsed.Notes.Prepend(answer.Note))) { ByModel = true };
    }

    /// <summary>A question about a node that asks for words: a reflection, an explanation. Empty where the answer broke off.</summary>
    public async Task<string> AskAsync(Session session, Node node, string template, IReadOnlyDictionary<string, string>? extras, Ask ask, CancellationToken cancellationToken)
    {
        var prompt = await PromptAsync(session, node, extras, cancellationToken);
        var answer = await AskAsync(Render(template, prompt), template, ask with { Seed = ask.Seed ?? SeedOf(session, ask) }, cancellationToken);
        return Parsing.Thinking.Strip(answer.Text ?? "", out _).Trim();
    }

    /// <summary>The values for a node's prompt, cut to what the model holds.</summary>
    public async Task<NodePrompt> PromptAsync(Session session, Node node, IReadOnlyDictionary<string, string>? extras, CancellationToken cancellationToken) =>
        NodePrompt.For(session.Problem, node, Tried.On(session, node), await RoomAsync(cancellationToken), extras);

    /// <summary>The prompt on the sources as they are, which says nothing of what was tried: for samples that do not know of each other.</summary>
    public async Task<NodePrompt> IndependentPromptAsync(Session session, CancellationToken cancellationToken) =>
        NodePrompt.For(session.Problem, session.Root, new Tried([], 0), await RoomAsync(cancellationToken));

    public IReadOnlyList<ChatMessage> Render(string template, NodePrompt prompt) => prompts.Get(template).Render(prompt.Values);

    /// <param name="template">Names the template that the last message came from, for the journal.</param>
    /// <exception cref="UserErrorException">The server does not answer, or does not know the model.</exception>
    /// <exception cref="Core.Budgets.BudgetExhaustedException">Nothing is left for the call.</exception>
    public async Task<Answer> AskAsync(IReadOnlyList<ChatMessage> messages, string template, Ask ask, CancellationToken cancellationToken)
    {
        await room.WaitAsync(cancellationToken);
        try
        {
            var answer = await StreamAsync(messages, prompts.Get(template), ask, cancellationToken);
            Interlocked.Exchange(ref brokenOff, 0);
            return answer;
        }
        catch (ModelException e) when (e.IsMidAnswer && Interlocked.Increment(ref brokenOff) == 1)
        {
            return new Answer(null, e.Message);
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
        finally
        {
            room.Release();
        }
    }

    /// <summary>Other each attempt and each sample, and the same when the run is repeated.</summary>
    internal static long SeedOf(Session session, Ask ask) => (long)((session.Seed + (ulong)session.Budget.Use.Attempts + ((ulong)(ask.Sample ?? 0) * 7919)) & int.MaxValue);

    private async Task<int> RoomAsync(CancellationToken cancellationToken)
    {
        var free = options.PromptTokens;
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
        catch (ModelException e)
        {
            throw new UserErrorException(e.Message, e, UserErrorKind.Environment);
        }

        return (int)Math.Max(2_000, (free - TemplateTokens) * CharactersPerToken);
    }

    private async Task<Answer> StreamAsync(IReadOnlyList<ChatMessage> messages, PromptTemplate template, Ask ask, CancellationToken cancellationToken)
    {
        var chat = new ChatOptions { Seed = ask.Seed, Temperature = ask.Temperature };
        chat.TagTemplate(template.Name, template.Hash);
        if (ask.Sample is { } sample)
        {
            chat.TagSample(sample);
        }

        var text = new StringBuilder();
        string? note = null;
        await foreach (var update in client.GetStreamingResponseAsync(messages, chat, cancellationToken))
        {
            text.Append(update.Text);
            note = CallTags.NoteOf(update) ?? note;
        }

        return new Answer(text.ToString(), note);
    }
}

/// <summary>How a question is asked.</summary>
/// <param name="Sample">Which of several answers to the same prompt this is to be, from 0: needed where several are asked for at once. Null where the prompt is asked once at a time.</param>
/// <param name="Temperature">Null for the configured one.</param>
/// <param name="Seed">Null for one made of the run's seed, the attempt and the sample.</param>
public sealed record Ask(int? Sample = null, float? Temperature = null, long? Seed = null)
{
    public static Ask Usual { get; } = new();
}

/// <param name="Text">Null where the answer broke off in the middle.</param>
/// <param name="Note">What a person should know of it; null for nothing.</param>
public sealed record Answer(string? Text, string? Note);

public sealed record ChatStationOptions
{
    /// <summary>Most that a prompt takes, about, even where the model holds more: long prompts are slow and dear, and a run repeated without its server has the same prompts. Default 24,000.</summary>
    public int PromptTokens { get; init; } = 24_000;

    /// <summary>Calls that go on at once. Default 4, from 1.</summary>
    public int Concurrency { get; init; } = 4;
}
