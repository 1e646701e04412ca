using CodeRefine.Core.Words;

namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>How near two names are.</summary>
internal static class Spelling
{
    /// <summary>Prior of meaning <paramref name="candidate"/> by <paramref name="written"/>: 0.95 for another case, falling with each wrong character; 0 where they are too far apart.</summary>
    public static double Likeness(string written, string candidate)
    {
        if (written == candidate)
        {
            return 0;
        }

        if (string.Equals(written.Replace("_", "", StringComparison.Ordinal), candidate.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
        {
            return 0.95;
        }

        var most = Math.Max(1, Math.Min(written.Length, candidate.Length) / 3);
        var distance = EditDistance.Between(written.ToUpperInvariant(), candidate.ToUpperInvariant(), most);
        if (distance <= most && Math.Min(written.Length, candidate.Length) > 1)
        {
            return 0.9 - (0.12 * distance);
        }

        // `total` for `totalPrice`: one name holds the other.
        var (shorter, longer) = written.Length < candidate.Length ? (written, candidate) : (candidate, written);
        return shorter.Length >= 3 && longer.Contains(shorter, StringComparison.OrdinalIgnoreCase) ? 0.35 : 0;
    }
}
