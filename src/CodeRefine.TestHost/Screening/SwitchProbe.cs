using System.Reflection;

namespace CodeRefine.TestHost.Screening;

/// <summary>Switches, budgets and counters of a candidate that holds variants: fields of its type <c>CodeRefine.Instrumentation.Probe</c>.</summary>
internal sealed class SwitchProbe
{
    public const string TypeName = "CodeRefine.Instrumentation.Probe";

    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private readonly int[] switches;
    private readonly FieldInfo stepLimit, depthLimit, steps, deepest;
    private readonly Action reset;
    private long most;

    private SwitchProbe(Type type, int[] switches, Action reset)
    {
        this.switches = switches;
        this.reset = reset;
        stepLimit = Field(type, "StepLimit");
        depthLimit = Field(type, "DepthLimit");
        steps = Field(type, "Steps");
        deepest = Field(type, "Deepest");
    }

    /// <summary>The case that ran last was stopped by a budget.</summary>
    public bool Exceeded => Steps > (long)stepLimit.GetValue(null)! || Deepest > (int)depthLimit.GetValue(null)!;

    public long Steps => (long)steps.GetValue(null)!;
    public int Deepest => (int)deepest.GetValue(null)!;

    /// <returns>Null where the candidate holds no variants.</returns>
    /// <exception cref="MissingFieldException">It holds some, but not all that goes with them.</exception>
    public static SwitchProbe? Find(Assembly candidate)
    {
        var type = candidate.GetType(TypeName);
        return type?.GetField("Switch", Any)?.GetValue(null) is int[] switches && type.GetMethod("Reset", Any, []) is { } reset
            ? new SwitchProbe(type, switches, reset.CreateDelegate<Action>())
            : null;
    }

    public void Limit(long stepsOfACase, int depth)
    {
        most = stepsOfACase;
        stepLimit.SetValue(null, stepsOfACase);
        depthLimit.SetValue(null, depth);
    }

    /// <summary>The next step is one too many. May be called by another thread than the one that runs.</summary>
    public void Stop() => stepLimit.SetValue(null, -1L);

    /// <summary>Takes <see cref="Stop"/> back.</summary>
    public void Resume() => stepLimit.SetValue(null, most);

    /// <summary>A new case begins.</summary>
    public void Reset() => reset();

    /// <param name="settings">Site and alternative by turns; all others are 0.</param>
    public void Set(ReadOnlySpan<int> settings)
    {
        Array.Clear(switches);
        for (var i = 0; i + 1 < settings.Length; i += 2)
        {
            switches[settings[i]] = settings[i + 1];
        }
    }

    private static FieldInfo Field(Type type, string name) => type.GetField(name, Any) ?? throw new MissingFieldException(type.FullName, name);
}
