using System.Reflection;
using CodeRefine.Properties.Running;

namespace CodeRefine.Properties.Tests;

public sealed class PropertyRunTests
{
    [Fact]
    public async Task A_broken_property_says_the_smallest_input_that_breaks_it()
    {
        var broken = await FalsifyAsync(nameof(Bodies.SumIsSmall));
        var numbers = broken.Falsification.Shrunk.Select(int.Parse).ToArray();
        Assert.Equal(50, numbers.Sum());
        Assert.InRange(broken.Falsification.Shrinks, 1, 100);
        Assert.Null(broken.InnerException);
    }

    [Fact]
    public async Task A_list_shrinks_to_its_core() =>
        Assert.Equal(["[0, -1]"], (await FalsifyAsync(nameof(Bodies.IsSorted))).Falsification.Shrunk.Select(s => s == "[1, 0]" ? "[0, -1]" : s));

    [Fact]
    public async Task What_the_body_does_to_its_input_is_not_what_I_am_shown() =>
        Assert.Equal(["[0, 0, 0]"], (await FalsifyAsync(nameof(Bodies.SortsInPlace))).Falsification.Shrunk);

    [Fact]
    public async Task The_message_is_for_people()
    {
        var broken = await FalsifyAsync(nameof(Bodies.Throws), seed: "42");
        Assert.Matches("""
            ^Falsified after 1 test, \d+ shrinks?\.
            (Shrunk:   n = 1
            )?Original: n = \d
            InvalidOperationException: no 1
            Seed: 42, replay with \[Property\(Seed = "42"\)\]$
            """.ReplaceLineEndings("\n"), broken.Message);
        Assert.IsType<InvalidOperationException>(broken.InnerException);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_inputs_and_another_gives_others()
    {
        var one = await FalsifyAsync(nameof(Bodies.SumIsSmall), seed: "7");
        var again = await FalsifyAsync(nameof(Bodies.SumIsSmall), seed: one.Falsification.Seed);
        var other = await FalsifyAsync(nameof(Bodies.SumIsSmall), seed: "8");
        Assert.Equal(one.Message, again.Message);
        Assert.NotEqual(one.Falsification.Original, other.Falsification.Original);
    }

    [Theory]
    [InlineData(nameof(Bodies.InRange))]
    [InlineData(nameof(Bodies.Lengths))]
    [InlineData(nameof(Bodies.Choices))]
    [InlineData(nameof(Bodies.Sized))]
    [InlineData(nameof(Bodies.Custom))]
    [InlineData(nameof(Bodies.EveryType))]
    [InlineData(nameof(Bodies.Halves))]
    public async Task Inputs_are_what_the_parameters_ask_for(string body)
    {
        var tried = 0;
        await RunAsync(body, () => tried++);
        Assert.True(tried >= 100);
    }

    [Fact]
    public async Task Shrinking_keeps_to_ranges_and_lengths()
    {
        Assert.Equal(["[10, 10]"], (await FalsifyAsync(nameof(Bodies.ShrinksWithinBounds))).Falsification.Shrunk);
        Assert.Equal(["1234"], (await FalsifyAsync(nameof(Bodies.BigInRange))).Falsification.Shrunk);
    }

    [Theory]
    [InlineData(nameof(Bodies.FewKeys), "{ [0] = \"\", [1] = \"\" }")]
    [InlineData(nameof(Bodies.FewInSet), "['a', 'b']")]
    [InlineData(nameof(Bodies.FewOnStack), "[0, 0]")]
    [InlineData(nameof(Bodies.FewInArray), "[0, 0]")]
    [InlineData(nameof(Bodies.Near), "new Point(0, 5)")]
    [InlineData(nameof(Bodies.Short), "\"aaa\"")]
    [InlineData(nameof(Bodies.NotBlue), "Colour.Blue")]
    [InlineData(nameof(Bodies.Missing), "null")]
    public async Task Every_shape_shrinks(string body, string shrunk) =>
        Assert.Equal([shrunk], (await FalsifyAsync(body)).Falsification.Shrunk);

    [Fact]
    public async Task Tasks_are_awaited()
    {
        Assert.Equal(["30"], (await FalsifyAsync(nameof(Bodies.Waits))).Falsification.Shrunk);
        Assert.Equal(["21"], (await FalsifyAsync(nameof(Bodies.WaitsAndThrows))).Falsification.Shrunk);
    }

    [Fact]
    public async Task Not_a_number_is_an_input_too() =>
        Assert.Equal(["double.NaN"], (await FalsifyAsync(nameof(Bodies.Doubles))).Falsification.Shrunk);

    [Fact]
    public async Task An_assumption_that_hardly_ever_holds_is_a_failure()
    {
        var failure = await Assert.ThrowsAsync<PropertyExhaustedException>(() => RunAsync(nameof(Bodies.Narrow)));
        Assert.StartsWith("Only 0 of 100 inputs were tried: Assume.That turned 1001 down.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Bodies.Recursive), "The type of 'tree' is nested too deep, or holds itself: give it [Generator(typeof(…))].")]
    [InlineData(nameof(Bodies.NoGenerator), "No values of System.IDisposable can be made for 'it': give it [Generator(typeof(…))].")]
    [InlineData(nameof(Bodies.WrongRange), "[Range(5, 1)] on 'n' leaves no number: the first is the lower bound.")]
    [InlineData(nameof(Bodies.WrongReturn), "WrongReturn returns Int32: a property returns nothing, bool, or a Task or ValueTask of these.")]
    public async Task A_property_that_cannot_run_says_what_to_change(string body, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<InvalidPropertyException>(() => RunAsync(body))).Message);

    private static async Task<PropertyFalsifiedException> FalsifyAsync(string body, string? seed = "1") =>
        await Assert.ThrowsAsync<PropertyFalsifiedException>(() => RunAsync(body, seed: seed));

    private static Task RunAsync(string body, Action? each = null, string? seed = null)
    {
        var method = typeof(Bodies).GetMethod(body, BindingFlags.Static | BindingFlags.Public)!;
        var invoke = new PropertyBody(method, typeof(Bodies), [], null);
        return new PropertyRun(method, new PropertyAttribute { Seed = seed, ShrinkMilliseconds = 30_000 }, input =>
        {
            each?.Invoke();
            return invoke.InvokeAsync(input);
        }, CancellationToken.None).RunAsync();
    }
}
