using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Tests.Fakes;

/// <summary>Offers what a function says; remembers for which nodes it was asked.</summary>
internal sealed class ScriptedProposer(string name, Func<Node, int, Proposal?> offer) : IProposer
{
    public List<Node> Asked { get; } = [];
    public string Name => name;

    public static ScriptedProposer InTurn(string name, params string?[] texts) => new(name, (_, turn) => turn < texts.Length && texts[turn] is { } text ? TextWorld.Write(text, name) : null);

    public Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken)
    {
        Asked.Add(node);
        return Task.FromResult(offer(node, Asked.Count - 1));
    }
}
