using System.Collections.Immutable;

namespace CodeRefine.Repositories.Locating.History;

/// <summary>A commit of the past: what it says and which files it changed.</summary>
internal sealed record CommitFacts(string Id, string Message, ImmutableArray<string> Files)
{
    public string Subject => Message.Split('\n', 2)[0];
}
