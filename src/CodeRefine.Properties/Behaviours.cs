using System.Collections;
using System.Globalization;
using System.Reflection;
using CodeRefine.Properties.Generation;
using CodeRefine.Properties.Literals;
using CodeRefine.Properties.Running;
using FsCheck;
using FsCheck.Fluent;

namespace CodeRefine.Properties;

/// <summary>What code does with generated inputs, written as lines that can be compared with those of another version of it.</summary>
public static class Behaviours
{
    /// <summary>Calls on one object at most.</summary>
    public const int MostSteps = 8;

    private const int LargestSize = 30;
    private const int MaxInput = 80, MaxOutcome = 60, MaxItems = 500;

    /// <summary>
    /// Calls with inputs of growing size and prints one line for each to the console: <paramref name="mark"/>, <paramref name="name"/>, index, hash of the whole
    /// outcome, input, outcome; all but the mark separated by tabs, the last two cut short. The same seed of the run gives the same inputs.
    /// </summary>
    /// <param name="mark">Tells the lines from what the code itself prints.</param>
    /// <param name="code">The assembly whose step budget is to be set back before each input.</param>
    /// <param name="call">Gets one value for each of <paramref name="types"/>.</param>
    /// <exception cref="InvalidPropertyException">No values of a type can be made.</exception>
    public static void Write(string mark, string name, int count, Assembly code, Func<object?[], object?> call, params Type[] types)
    {
        var values = ValuesOf(types);
        Try(mark, name, count, code, (random, size) =>
        {
            var input = values.Sample(1, new Rnd(random), size)[0];
            return new Trial($"{name}({Shown(input)})", () => Of(call, input));
        });
    }

    /// <summary>As <c>Write</c>, for an object: makes one and calls up to <see cref="MostSteps"/> members on it, one after the other.</summary>
    /// <param name="create">Gets one value for each of <paramref name="types"/>.</param>
    /// <exception cref="InvalidPropertyException">No values of a type can be made.</exception>
    public static void WriteSteps(string mark, string name, int count, Assembly code, Func<object?[], object> create, Type[] types, params BehaviourStep[] steps)
    {
        var values = ValuesOf(types);
        var stepValues = steps.Select(s => ValuesOf(s.Types)).ToArray();
        Try(mark, name, count, code, (random, size) =>
        {
            var input = values.Sample(1, new Rnd(random), size)[0];
            var calls = Enumerable.Range(1, 1 + (size * MostSteps / LargestSize)).Select(n =>
            {
                var own = PropertySeed.Successor(random, n);
                var step = (int)(own % (ulong)steps.Length);
                return (Step: steps[step], Input: stepValues[step].Sample(1, new Rnd(own), size)[0]);
            }).ToList();
            return new Trial($"new {name}({Shown(input)})" + string.Concat(calls.Select(c => $".{c.Step.Name}({Shown(c.Input)})")), () => Of(create, input, calls));
        });
    }

    private static void Try(string mark, string name, int count, Assembly code, Func<ulong, int, Trial> make)
    {
        var reset = ResetOf(code);
        var seed = PropertySeed.For(null, name);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var trial = make(PropertySeed.Successor(seed, i), LargestSize * i / count);
            if (seen.Add(trial.Shown))
            {
                reset?.Invoke();
                var outcome = trial.Run();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mark}{name}\t{i}\t{PropertySeed.Hash(outcome):x16}\t{Line(trial.Shown, MaxInput)}\t{Line(outcome, MaxOutcome)}"));
            }
        }
    }

    private static Gen<object?[]> ValuesOf(IEnumerable<Type> types) =>
        Gen.CollectToArray(types.Select(t => Inputs.For(t, new InputBounds { Parameter = t.Name }, 0).Values));

    private static string Shown(object?[] input) => string.Join(", ", input.Select(Literal.Of));

    private static string Of(Func<object?[], object> create, object?[] input, IEnumerable<(BehaviourStep Step, object?[] Input)> calls)
    {
        object? made = null;
        var outcomes = new List<string> { Of(a => made = create(a), input) };
        if (made is null)
        {
            return outcomes[0];
        }

        // What the object itself looks like is its own business: only what its members give counts.
        outcomes.Clear();
        outcomes.AddRange(calls.Select(c => Of(a => c.Step.Call(made, a), c.Input)));
        return string.Join("; ", outcomes);
    }

    /// <summary>The result, or what was thrown, and what became of the arguments where that changed.</summary>
    internal static string Of(Func<object?[], object?> call, object?[] input)
    {
        var arguments = input.Select(Copies.Of).ToArray();
        var before = arguments.Select(Literal.Of).ToArray();
        string outcome;
        try
        {
            outcome = Literal.Of(Settled(call(arguments)));
        }
        catch (Exception e) when (e is not InvalidPropertyException)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            outcome = cause.GetType().Name == "StepBudgetExceededException" ? "does not end" : $"throws {cause.GetType().Name}";
        }

        var after = arguments.Select(Literal.Of).ToArray();
        return after.SequenceEqual(before) ? outcome : $"{outcome}, leaving {string.Join(", ", after)}";
    }

    /// <summary>Waits for what is to come, and makes a list of what is made step by step.</summary>
    private static object? Settled(object? result)
    {
        switch (result)
        {
            case Task task:
                task.GetAwaiter().GetResult();
                return task.GetType().GetProperty("Result")?.GetValue(task) is { } value && value.GetType().Name != "VoidTaskResult" ? Settled(value) : null;
            case string or Array or IDictionary:
                return result;
            case IEnumerable items:
                return items.Cast<object?>().Take(MaxItems).ToArray();
            default:
                return result;
        }
    }

    private static Action? ResetOf(Assembly code) => code.GetType("CodeRefine.Instrumentation.Probe")
        ?.GetMethod("Reset", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [])?.CreateDelegate<Action>();

    private static string Line(string text, int longest)
    {
        var line = text.ReplaceLineEndings(" ").Replace('\t', ' ');
        return line.Length <= longest ? line : line[..(longest - 1)] + "…";
    }

    /// <param name="Shown">The input as people read it.</param>
    private sealed record Trial(string Shown, Func<string> Run);
}
