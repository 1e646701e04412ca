namespace CodeRefine.Agent.Repair;

/// <summary>What the checks said of one fix.</summary>
/// <param name="Gain">Failing checks that now pass, rows of a theory in shares.</param>
/// <param name="Further">A check that still fails does so at a later place.</param>
/// <param name="Failing">Checks that failed before.</param>
/// <param name="Breaks">A check that passed before fails.</param>
/// <param name="IsPlausible">Every check passes, as far as it was tried.</param>
/// <param name="Order">Place in the order of trying.</param>
internal sealed record ScreenedFix(Fix Fix, double Gain, bool Further, int Failing, bool Breaks, bool IsPlausible, int Order)
{
    /// <summary>No mere deletion; then likely and small; of equals the earlier.</summary>
    public static IComparer<ScreenedFix> BestFirst { get; } = Comparer<ScreenedFix>.Create((a, b) =>
        (a.Fix.Deletes, -a.Weight, a.Order).CompareTo((b.Fix.Deletes, -b.Weight, b.Order)));

    /// <summary>How likely it is by itself, above 0: the smaller of two likely ones first.</summary>
    public double Weight => Fix.Score / (1 + (Fix.ChangedCharacters / 60.0));
}
