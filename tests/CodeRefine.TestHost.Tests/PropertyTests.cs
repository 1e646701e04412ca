using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Cells;

namespace CodeRefine.TestHost.Tests;

public sealed class PropertyTests(Cell cell) : IClassFixture<Cell>
{
    private const string Sorter = "public static class Sorter { public static int[] Sort(int[] xs) => xs.Distinct().Order().ToArray(); }";
    private const string Checks = """
        using CodeRefine.Properties;
        public class P
        {
            [Property] public void Keeps_the_length(int[] xs) => Assert.Equal(xs.Length, Sorter.Sort(xs).Length);
            [Property] public bool Is_sorted(int[] xs) => Sorter.Sort(xs).Zip(Sorter.Sort(xs).Skip(1)).All(p => p.First <= p.Second);
            [Property] public void Throws(int n) { if (n > 3) throw new FormatException("too big"); }
        }
        """;

    [Fact]
    public async Task A_falsified_property_carries_its_counterexample()
    {
        var answer = await cell.RunAsync(Sorter, Checks, ["P.Keeps_the_length", "P.Is_sorted", "P.Throws"]);
        Assert.Equal(EndKind.Completed, answer.End.Kind);
        Assert.Equal(OutcomeStatus.Passed, answer["P.Is_sorted"].Status);
        var failure = Assert.Single(answer["P.Keeps_the_length"].Failures);
        Assert.Equal(["[0, 0]"], failure.Counterexample!.Shrunk);
        Assert.Equal(("Xunit.Sdk.EqualException", "2", "1"), (failure.ExceptionType, failure.Expected, failure.Actual));
        Assert.StartsWith("Falsified after ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(("tests/Checks.cs", 5), (failure.Stack[0].Path, failure.Stack[0].Line));
        var thrown = Assert.Single(answer["P.Throws"].Failures);
        Assert.Equal(("System.FormatException", "4"), (thrown.ExceptionType, thrown.Counterexample!.Shrunk[0]));
    }

    [Fact]
    public async Task The_runs_seed_decides_the_inputs()
    {
        async Task<CounterexampleReport> With(ulong seed) =>
            (await cell.RunAsync(Sorter, Checks, ["P.Throws"], with: j => j with { Seed = seed })).Outcomes["P.Throws"].Failures[0].Counterexample!;

        var first = await With(1);
        Assert.Equal((first.Seed, first.Original[0]), ((await With(1)).Seed, (await With(1)).Original[0]));
        Assert.NotEqual(first.Seed, (await With(2)).Seed);
    }
}
