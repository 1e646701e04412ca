using System.Collections.Concurrent;
using CodeRefine.Models;
using CodeRefine.Models.Tests.Servers;
using Microsoft.Extensions.AI;

namespace CodeRefine.Repositories.Tests.Fixing;

/// <summary>A model behind Ollama's protocol on a loopback port: it says what a test wrote down, and keeps what it was asked.</summary>
internal sealed class ScriptedModel : IAsyncDisposable
{
    private readonly LoopbackServer server;
    private readonly ConcurrentQueue<string> tests;
    private readonly ConcurrentQueue<string> fixes;
    private string lastTest = "I have nothing to say.";
    private string lastFix = "I have nothing to say.";

    /// <param name="tests">Answers to "write a failing test", one after the other; the last one is repeated.</param>
    /// <param name="fixes">Answers to everything else.</param>
    public ScriptedModel(IEnumerable<string> tests, IEnumerable<string> fixes)
    {
        (this.tests, this.fixes) = (new(tests), new(fixes));
        server = Ollama.Serve((request, reply) =>
        {
            Asked.Enqueue(request.Body);
            return Ollama.Says(request.Body.Contains("You write a failing test", StringComparison.Ordinal) ? Next(this.tests, ref lastTest) : Next(this.fixes, ref lastFix))(request, reply);
        });
    }

    /// <summary>The bodies of the requests, prompts and all.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public IChatClient Client() => ModelFactory.Create(ModelReference.Parse("ollama:scripted"), ModelOptions.Default with { OllamaUrl = server.Url }, TimeProvider.System);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static string Next(ConcurrentQueue<string> answers, ref string last) => answers.TryDequeue(out var next) ? last = next : last;
}
