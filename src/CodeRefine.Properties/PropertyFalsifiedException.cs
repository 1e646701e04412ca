using System.Text;

namespace CodeRefine.Properties;

/// <summary>A property does not hold. The inner exception is what its body threw for the shrunk input; there is none where it returned false.</summary>
public sealed class PropertyFalsifiedException : Exception
{
    internal PropertyFalsifiedException(Falsification falsification, Exception? inner) : base(Describe(falsification, inner), inner) => Falsification = falsification;

    public Falsification Falsification { get; }

    // The assertion's own stack is the one that leads anywhere; xunit prints it with the inner exception.
    private static string Describe(Falsification found, Exception? inner)
    {
        var text = new StringBuilder($"Falsified after {Count(found.TestsRun, "test")}, {Count(found.Shrinks, "shrink")}.");
        if (found.Shrinks > 0)
        {
            text.Append($"\nShrunk:   {Inputs(found, found.Shrunk)}");
        }

        text.Append($"\nOriginal: {Inputs(found, found.Original)}");
        text.Append(inner is null ? "\nThe property returned false." : $"\n{inner.GetType().Name}: {inner.Message}");
        return text.Append($"\nSeed: {found.Seed}, replay with [Property(Seed = \"{found.Seed}\")]").ToString();
    }

    private static string Inputs(Falsification found, IReadOnlyList<string> values) =>
        values.Count == 0 ? "(no parameters)" : string.Join(", ", found.Parameters.Zip(values, (name, value) => $"{name} = {value}"));

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
