using System.Collections.Immutable;
using CodeRefine.Agent.Prompts;
using CodeRefine.Core.Events;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Search;
using CodeRefine.Models;
using Microsoft.Extensions.AI;

namespace CodeRefine.Agent.Generated;

/// <summary>
/// Asks a model for checks: properties (PGS, arXiv 2506.18315: oracle, invariant and boundary properties, postconditions on the result), unit tests (AlphaCodium, Reflexion), or a
/// twin by brute force (REFUTE, arXiv 2502.19414). One call; an answer of which nothing can be used gives no check.
/// </summary>
/// <param name="client">Draws on the run's budget like any other call.</param>
/// <param name="model">For the provenance.</param>
/// <param name="template">One of <see cref="Properties"/>, <see cref="Tests"/> and <see cref="Twin"/>, or a template of the caller's.</param>
public sealed class ChatCheckGenerator(IChatClient client, PromptLibrary prompts, string model, string template) : ICheckGenerator
{
    public const string Properties = "check-properties", Tests = "check-tests", Twin = "check-twin";
    private const int PromptCharacters = 40_000, MostRefused = 8;

    public string Name => "chat-" + template[(template.IndexOf('-', StringComparison.Ordinal) + 1)..];

    public async Task<ImmutableArray<GeneratedCheck>> ProposeAsync(Session session, Node node, CheckRequest request, CancellationToken cancellationToken)
    {
        var prompt = prompts.Get(template);
        var options = new ChatOptions { Temperature = 0.6f, Seed = (long)((session.Seed + (ulong)(request.Known.Length + request.Refused.Length)) & int.MaxValue) };
        options.TagTemplate(prompt.Name, prompt.Hash);
        try
        {
            var refused = string.Join("\n", request.Refused.TakeLast(MostRefused).Select(r => $"- {r.Check.Title}: {Critics.PlainText.Line(r.Reason, 200)}"));
            var values = NodePrompt.For(session.Problem, node, new Tried([], 0), PromptCharacters, new Dictionary<string, string> { ["generated"] = refused }).Values;
            var answer = await client.GetResponseAsync(prompt.Render(values), options, cancellationToken);
            var usual = template switch { Tests => GeneratedKind.Test, Twin => GeneratedKind.Twin, _ => GeneratedKind.Invariant };
            var provenance = new Provenance(Provenance.Model, model) { Template = prompt.Name, TemplateHash = prompt.Hash };
            var known = request.Known.Select(k => k.Id).ToHashSet(StringComparer.Ordinal);
            return [.. AnsweredChecks.Read(answer.Text, usual, provenance)
                .Where(c => (request.Kinds.IsEmpty || request.Kinds.Contains(c.Kind)) && known.Add(c.Id))
                .Take(request.Most)];
        }
        catch (ModelException e)
        {
            // Checks are an aid: a server that fails now does not end the run.
            session.Report(new RunEvent.Progress($"generated checks: {e.Message}"));
            return [];
        }
    }
}
