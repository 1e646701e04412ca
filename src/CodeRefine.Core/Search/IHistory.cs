namespace CodeRefine.Core.Search;

/// <summary>Keeps each node of a run as a commit.</summary>
public interface IHistory
{
    /// <summary>Commits a node's tree with its verdict and critique in the message, and returns the commit's id. The same content under the same parent gives the same id.</summary>
    Task<string> CommitAsync(NodeDraft draft, CancellationToken cancellationToken);
}

/// <summary>A node that has no id yet.</summary>
public sealed record NodeDraft(
    int Attempt,
    string? ParentId,
    Problems.SourceTree Tree,
    Proposal? Proposal,
    Verdicts.Verdict Verdict,
    Critiques.Critique Critique);
