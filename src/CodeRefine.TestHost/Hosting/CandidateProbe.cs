using System.Reflection;

namespace CodeRefine.TestHost.Hosting;

/// <summary>The counters of an instrumented candidate: its type <c>CodeRefine.Instrumentation.Probe</c> with <c>int[] Hits</c> and <c>void Reset()</c>.</summary>
internal sealed class CandidateProbe
{
    /// <summary>Where the properties' runner finds what to call before each input.</summary>
    private const string BeforeInput = "CodeRefine.BeforeInput";

    private const int MostTrace = 400_000;
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private readonly FieldInfo? hits;
    private readonly Action reset;
    private readonly Func<string>? trace;

    private CandidateProbe(FieldInfo? hits, Action reset, Func<string>? trace)
    {
        this.hits = hits;
        this.reset = reset;
        this.trace = trace;
    }

    /// <returns>Null where the candidate is not instrumented.</returns>
    public static CandidateProbe? Find(Assembly candidate, bool collect)
    {
        var type = candidate.GetType("CodeRefine.Instrumentation.Probe");
        var reset = type?.GetMethod("Reset", Any, []);
        if (reset is null)
        {
            return null;
        }

        var again = reset.CreateDelegate<Action>();
        var tracer = collect ? candidate.GetType("CodeRefine.Instrumentation.Tracer") : null;
        if (tracer?.GetMethod("Reset", Any, []) is { } restart && tracer.GetMethod("Take", Any, []) is { } take && take.ReturnType == typeof(string))
        {
            again += restart.CreateDelegate<Action>();

            // A property tries many inputs: the steps are to be those of one.
            AppContext.SetData(BeforeInput, again);
            return new CandidateProbe(null, again, take.CreateDelegate<Func<string>>());
        }

        return new CandidateProbe(collect ? type!.GetField("Hits", Any) : null, again, null);
    }

    public void Reset() => reset();

    /// <summary>The steps since <see cref="Reset"/>, as the candidate wrote them down, cut to a bound; null where it does not trace.</summary>
    public string? Trace()
    {
        try
        {
            return trace?.Invoke() is { } text ? text[..Math.Min(text.Length, MostTrace)] : null;
        }
        catch (Exception)
        {
            // It is the candidate's process: what it breaks of the tracer costs it the trace, and no verdict.
            return null;
        }
    }

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
