using CodeRefine.Roslyn.Repair.Edits;

namespace CodeRefine.Agent.Repair;

/// <summary>What the checks said of one edit.</summary>
/// <param name="Gain">Failing checks that now pass, rows of a theory in shares.</param>
/// <param name="Failing">Checks that failed before.</param>
/// <param name="IsPlausible">Every check passes.</param>
/// <param name="Order">Place in the order of trying.</param>
internal sealed record ScreenedEdit(RankedEdit Edit, double Gain, int Failing, bool IsPlausible, int Order)
{
    /// <summary>No mere deletion; then likely and small; of equals the earlier.</summary>
    public static IComparer<ScreenedEdit> BestFirst { get; } = Comparer<ScreenedEdit>.Create((a, b) =>
        (a.Edit.Edit.Deletes, -a.Weight, a.Order).CompareTo((b.Edit.Edit.Deletes, -b.Weight, b.Order)));

    private double Weight => Edit.Score / (1 + (Edit.Edit.ChangedCharacters / 60.0));
}
