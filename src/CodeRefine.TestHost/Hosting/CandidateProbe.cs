using System.Reflection;

namespace CodeRefine.TestHost.Hosting;

/// <summary>The counters of an instrumented candidate: its type <c>CodeRefine.Instrumentation.Probe</c> with <c>int[] Hits</c> and <c>void Reset()</c>.</summary>
internal sealed class CandidateProbe
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private readonly FieldInfo? hits;
    private readonly Action reset;

    private CandidateProbe(FieldInfo? hits, Action reset)
    {
        this.hits = hits;
        this.reset = reset;
    }

    /// <returns>Null where the candidate is not instrumented.</returns>
    public static CandidateProbe? Find(Assembly candidate, bool collect)
    {
        var type = candidate.GetType("CodeRefine.Instrumentation.Probe");
        var reset = type?.GetMethod("Reset", Any, []);
        return reset is null ? null : new CandidateProbe(collect ? type!.GetField("Hits", Any) : null, reset.CreateDelegate<Action>());
    }

    public void Reset() => reset();

    /// <summary>Indexes of the probes hit since <see cref="Reset"/>, ascending.</summary>
    public int[] Hits()
    {
        if (hits?.GetValue(null) is not int[] counts)
        {
            return [];
        }

        var found = new List<int>();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0)
            {
                found.Add(i);
            }
        }

        return [.. found];
    }
}
