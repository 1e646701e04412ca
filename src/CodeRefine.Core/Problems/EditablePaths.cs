namespace CodeRefine.Core.Problems;

/// <summary>Which files of the problem's sources a run may change or add. Everything else is read-only input.</summary>
public interface IEditablePaths
{
    /// <summary>Whether <paramref name="path"/> (relative, forward slashes) may be edited; where not, <paramref name="reason"/> says why in words fit for a model and a person.</summary>
    bool Allows(string path, out string reason);
}
