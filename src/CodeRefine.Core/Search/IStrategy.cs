namespace CodeRefine.Core.Search;

/// <summary>Decides which node to expand next, how, and when to stop. What it leaves is in the session: the best node.</summary>
public interface IStrategy
{
    string Name { get; }

    /// <summary>Runs until a node passes or nothing more can be tried. An exhausted budget may be thrown out of it.</summary>
    Task RunAsync(Session session, CancellationToken cancellationToken);
}
