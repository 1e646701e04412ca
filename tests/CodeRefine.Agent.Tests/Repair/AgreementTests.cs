using System.Collections.Immutable;
using CodeRefine.Agent.Repair.Agreement;
using CodeRefine.Core.Problems;

namespace CodeRefine.Agent.Tests.Repair;

/// <summary>Telling patches apart that every visible check lets pass.</summary>
public sealed class AgreementTests(RepairWorld world) : IClassFixture<RepairWorld>
{
    private const string Checks = "[Fact] public void Some() => Assert.Equal(3, C.Largest([1, 3, 2]));";

    private static string Largest(string start) => $$"""
        public static class C
        {
            public static int Largest(int[] numbers)
            {
                var best = {{start}};
                foreach (var n in numbers)
                {
                    if (n > best)
                    {
                        best = n;
                    }
                }

                return best;
            }
        }
        """;

    [Fact]
    public async Task The_shortest_input_on_which_two_patches_differ_is_found_with_both_outcomes()
    {
        var (fromZero, fromFirst) = (await SampleAsync(Largest("0"), Checks), await SampleAsync(Largest("int.MinValue"), Checks));

        var (own, other) = fromZero.DifferencesTo(fromFirst).First();

        Assert.Equal("Largest([])", own.Input);
        Assert.Equal(("0", "int.MinValue"), (own.Outcome, other.Outcome));
        Assert.Contains(fromZero.DifferencesTo(fromFirst), d => d.Own.Input.Contains('-', StringComparison.Ordinal) && d.Own.Outcome == "0");
    }

    [Fact]
    public async Task Other_words_for_the_same_are_no_difference()
    {
        var loop = await SampleAsync(Largest("int.MinValue"), Checks);
        var library = await SampleAsync("public static class C { public static int Largest(int[] numbers) => numbers.Prepend(int.MinValue).Max(); }", Checks);

        Assert.True(loop.AgreesWith(library), string.Join("\n", loop.DifferencesTo(library)));
        Assert.True(loop.Rows.Count > 40);
    }

    [Fact]
    public async Task Objects_are_compared_by_what_their_members_give_one_call_after_another()
    {
        static string Bag(string take) => $$"""public sealed class Bag { private readonly List<int> items = []; public void Put(int x) => items.Add(x); public int Take() { var i = {{take}}; var x = items[i]; items.RemoveAt(i); return x; } public int Count => items.Count; }""";
        const string checks = "[Fact] public void One() { var b = new Bag(); b.Put(1); Assert.Equal(1, b.Count); Assert.Equal(1, b.Take()); }";

        var (last, first) = (await SampleAsync(Bag("items.Count - 1"), checks), await SampleAsync(Bag("0"), checks));

        var (own, other) = last.DifferencesTo(first).First(d => !d.Own.LooksFaulty && !d.Other.LooksFaulty);
        Assert.Contains(".Put(", own.Input, StringComparison.Ordinal);
        Assert.Contains(".Take()", own.Input, StringComparison.Ordinal);
        Assert.NotEqual(own.Outcome, other.Outcome);
    }

    [Fact]
    public async Task What_does_not_end_is_an_outcome_and_changed_arguments_are_part_of_it()
    {
        const string checks = "[Fact] public void Two() { var a = new[] { 2, 1 }; C.Sort(a); Assert.Equal([1, 2], a); }";

        var endless = await SampleAsync("public static class C { public static void Sort(int[] a) { while (a.Length > 3) { } Array.Sort(a); } }", checks);
        var right = await SampleAsync("public static class C { public static void Sort(int[] a) => Array.Sort(a); }", checks);

        Assert.Contains(endless.Rows.Values, r => r.Outcome == "does not end" && r.LooksFaulty);
        Assert.Contains(right.Rows.Values, r => r.Outcome.StartsWith("null, leaving [", StringComparison.Ordinal));
        Assert.All(endless.DifferencesTo(right), d => Assert.Equal("does not end", d.Own.Outcome));
    }

    [Fact]
    public void Patches_that_agree_speak_for_each_other_and_a_fault_of_their_own_speaks_against()
    {
        var (a, b, faulty) = (Sample("1", "2"), Sample("1", "3"), Sample("1", "throws NullReferenceException"));

        var groups = PatchAgreement.Group<string>([new("faulty", 0.9, false, "f", faulty), new("alone", 0.65, false, "a", a), new("one of two", 0.4, false, "b", b), new("the other", 0.35, false, "c", b)]);

        Assert.Equal(["one of two", "alone", "faulty"], groups.Select(g => g.Patches[0].Patch));
        Assert.Equal([0, 0, 1], groups.Select(g => g.Faults));
    }

    [Fact]
    public void A_deletion_comes_after_everything_else_and_patches_nobody_could_run_stay_apart()
    {
        var groups = PatchAgreement.Group<string>([new("deletes", 9, true, "d", Sample("1")), new("unknown", 1, false, "u", null), new("unknown too", 0.5, false, "v", null)]);

        Assert.Equal(["unknown", "unknown too", "deletes"], groups.Select(g => g.Patches[0].Patch));
        Assert.Null(PatchAgreement.Question("", groups));
    }

    [Fact]
    public void The_question_shows_one_input_and_an_answer_for_each_behaviour()
    {
        var groups = PatchAgreement.Group<string>([new("a", 3, false, "from zero", Sample("1", "0")), new("b", 2, false, "from the first", Sample("1", "-5")), new("c", 1, false, "the same on this one", Sample("7", "0"))]);

        var question = PatchAgreement.Question("The largest number.", groups)!;

        Assert.Equal(("The largest number.", "F(1)"), (question.Statement, question.Input));
        Assert.Equal([new PatchAnswer("0", "from zero"), new PatchAnswer("-5", "from the first")], question.Answers);
    }

    private static BehaviourSample Sample(params string[] outcomes) =>
        new(outcomes.Select((o, i) => KeyValuePair.Create(("F", i), new Behaviour(o, $"F({i})", o))).ToImmutableSortedDictionary());

    private async Task<BehaviourSample> SampleAsync(string source, string checks)
    {
        var tree = SourceTree.From(("C.cs", source));
        var run = await world.StartAsync(tree, checks);
        var sampler = await BehaviourSampler.CreateAsync(world.Builder, run.Session, tree, TestContext.Current.CancellationToken);
        Assert.NotNull(sampler);
        var sample = await sampler.SampleAsync(tree, TestContext.Current.CancellationToken);
        Assert.NotNull(sample);
        return sample;
    }
}
