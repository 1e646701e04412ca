using CodeRefine.Core.Search;

namespace CodeRefine.Agent;

/// <summary>Of a proposer that has a use for another node than the best one just now.</summary>
public interface INodePreference
{
    /// <summary>The node that it would rather be asked about; null for none.</summary>
    Node? Prefer(Session session);
}
