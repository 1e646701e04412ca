using System.Globalization;
using System.Reflection;
using CodeRefine.Properties.Generation;
using CodeRefine.Properties.Literals;
using FsCheck;
using FsCheck.Fluent;

namespace CodeRefine.Properties.Running;

/// <summary>Tries inputs of growing size until one breaks the property or all have been tried; then looks for a smaller one.</summary>
/// <param name="body">Whether the property holds for an input; it may also throw.</param>
internal sealed class PropertyRun(MethodInfo method, PropertyAttribute attribute, Func<object?[], Task<bool>> body, CancellationToken cancellation)
{
    // Time ends a search too; this bounds it where each step takes none.
    private const int MaxShrinkTries = 5000;
    private const int DiscardedForEachTest = 10;

    /// <summary>Set by a test host that watches the code input by input.</summary>
    private readonly Action? beforeInput = AppContext.GetData("CodeRefine.BeforeInput") as Action;

    private readonly PropertyAttribute settings = Validated(attribute);
    private readonly Input[] parts = [.. method.GetParameters().Select(Inputs.For)];

    /// <exception cref="PropertyFalsifiedException">It does not hold.</exception>
    /// <exception cref="PropertyExhaustedException">Too many inputs were discarded.</exception>
    /// <exception cref="InvalidPropertyException">It cannot be run.</exception>
    public async Task RunAsync()
    {
        var seed = PropertySeed.For(settings.Seed, $"{method.DeclaringType?.FullName}.{method.Name}");
        var seedText = seed.ToString(CultureInfo.InvariantCulture);
        var wanted = Wanted;
        var mayDiscard = settings.MaxDiscarded >= 0 ? settings.MaxDiscarded : wanted * DiscardedForEachTest;
        var generator = Gen.CollectToArray(parts.Select(p => p.Values));
        for (int run = 0, discarded = 0; run < wanted;)
        {
            cancellation.ThrowIfCancellationRequested();
            var input = Input(generator, seed, run, run + discarded);
            var outcome = await TryAsync(input);
            if (outcome.Discarded)
            {
                if (++discarded > mayDiscard)
                {
                    throw new PropertyExhaustedException(run, wanted, discarded, seedText);
                }
            }
            else if (++run > 0 && !outcome.Holds)
            {
                await FailAsync(input, outcome, seedText, run);
            }
        }
    }

    /// <summary>Inputs of a whole run.</summary>
    public int Wanted => parts.Length == 0 ? 1 : settings.MaxTest;

    /// <summary>The input of one try of a run that discards none.</summary>
    public object?[] InputAt(int run) =>
        Input(Gen.CollectToArray(parts.Select(p => p.Values)), PropertySeed.For(settings.Seed, $"{method.DeclaringType?.FullName}.{method.Name}"), run, run);

    private object?[] Input(Gen<object?[]> generator, ulong seed, int run, int place) =>
        generator.Sample(1, new Rnd(PropertySeed.Successor(seed, place)), SizeOf(run, Wanted))[0];

    private static PropertyAttribute Validated(PropertyAttribute settings) =>
        settings.MaxTest < 1 ? throw new InvalidPropertyException($"MaxTest is {settings.MaxTest}: it takes a number from 1.")
        : settings.StartSize < 0 || settings.EndSize < settings.StartSize ? throw new InvalidPropertyException($"Sizes from {settings.StartSize} to {settings.EndSize}: StartSize is from 0, EndSize not below it.")
        : settings;

    private int SizeOf(int run, int wanted) =>
        wanted == 1 ? settings.EndSize : settings.StartSize + (int)((long)(settings.EndSize - settings.StartSize) * run / (wanted - 1));

    private async Task FailAsync(object?[] original, Outcome outcome, string seed, int run)
    {
        var (shrunk, last, steps) = WasStopped(outcome) ? (original, outcome, 0) : await ShrinkAsync(original, outcome);
        if (beforeInput is not null)
        {
            // Who watches the code sees the smallest input last.
            await TryAsync(shrunk);
        }

        throw new PropertyFalsifiedException(new Falsification([.. method.GetParameters().Select(p => p.Name ?? "_")], seed, Literals(original), Literals(shrunk), steps, run), last.Error);
    }

    /// <summary>The code was watched and did not end: each smaller input would take as long.</summary>
    private bool WasStopped(Outcome outcome) => beforeInput is not null && outcome.Error?.GetType().Name == "StepBudgetExceededException";

    private async Task<(object?[] Input, Outcome Outcome, int Steps)> ShrinkAsync(object?[] input, Outcome outcome)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var (steps, tries) = (0, 0);
        using var smaller = new Candidates(input, parts);
        while (tries++ < MaxShrinkTries && time.GetElapsedTime(start).TotalMilliseconds < settings.ShrinkMilliseconds && smaller.Next() is { } next)
        {
            if (await TryAsync(next) is { Holds: false, Discarded: false } worse)
            {
                (input, outcome) = (next, worse);
                steps++;
                smaller.Restart(next);
            }
        }

        return (input, outcome, steps);
    }

    private Task<Outcome> TryAsync(object?[] input)
    {
        beforeInput?.Invoke();
        return TryAsync(body, input);
    }

    /// <summary>Calls the body once, with copies of the input.</summary>
    public static async Task<Outcome> TryAsync(Func<object?[], Task<bool>> body, object?[] input)
    {
        try
        {
            return new Outcome(await body([.. input.Select(Copies.Of)]), false, null);
        }
        catch (DiscardedException)
        {
            return new Outcome(true, true, null);
        }
        catch (Exception e) when (e is not InvalidPropertyException)
        {
            return new Outcome(false, false, e);
        }
    }

    private static string[] Literals(object?[] input) => [.. input.Select(Literal.Of)];

    public readonly record struct Outcome(bool Holds, bool Discarded, Exception? Error);

    /// <summary>The smaller inputs of the smallest so far.</summary>
    private sealed class Candidates(object?[] input, Input[] parts) : IDisposable
    {
        private IEnumerator<object?[]> current = ProductInputs.Smaller(input, parts).GetEnumerator();

        public object?[]? Next() => current.MoveNext() ? current.Current : null;

        public void Restart(object?[] from)
        {
            current.Dispose();
            current = ProductInputs.Smaller(from, parts).GetEnumerator();
        }

        public void Dispose() => current.Dispose();
    }
}
