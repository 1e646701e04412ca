namespace CodeRefine.Evaluation.Statistics;

/// <summary>
/// The generator of Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014: a few instructions a
/// number, and the same numbers on every runtime, so that an interval printed today is the one printed in ten years.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to below <paramref name="count"/>; by multiplication, whose bias is below 2⁻³² for any count that fits.</summary>
    public int Index(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));
}
