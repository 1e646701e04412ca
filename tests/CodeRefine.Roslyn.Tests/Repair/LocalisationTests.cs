using CodeRefine.Roslyn.Repair.Localisation;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Tests.Repair;

public class LocalisationTests
{
    [Fact]
    public void What_only_failing_checks_reach_is_suspected_most()
    {
        // Probe 0: both; 1: failing only; 2: passing only; 3: none.
        var scores = Ochiai.Score([new(false, [0, 1]), new(true, [0, 2]), new(true, [0, 2])], 4);
        Assert.Equal(1 / Math.Sqrt(3), scores[0], 10);
        Assert.Equal(1, scores[1], 10);
        Assert.Equal([0.0, 0.0], [scores[2], scores[3]]);
    }

    [Fact]
    public void With_two_failing_checks_a_place_that_one_of_them_reaches_counts_for_less()
    {
        var scores = Ochiai.Score([new(false, [0, 1]), new(false, [0]), new(true, [])], 2);
        Assert.Equal(1, scores[0], 10);
        Assert.Equal(1 / Math.Sqrt(2), scores[1], 10);
    }

    [Fact]
    public void Indexes_out_of_range_and_repeated_ones_do_no_harm() =>
        Assert.Equal([1.0], Ochiai.Score([new(false, [0, 0, -1, 7])], 1));

    [Fact]
    public void The_innermost_probed_span_decides()
    {
        var suspicion = Suspicion.FromSpans([new("A.cs", new TextSpan(0, 100), 0.2), new("A.cs", new TextSpan(10, 20), 0.9)]);
        Assert.Equal(0.9, suspicion.Of("A.cs", new TextSpan(12, 3), 2, 2));
        Assert.Equal(0.2, suspicion.Of("A.cs", new TextSpan(40, 3), 4, 4));
        Assert.Equal(Suspicion.Unknown, suspicion.Of("B.cs", new TextSpan(12, 3), 2, 2));
    }

    [Fact]
    public void Lines_that_a_crash_names_come_first_nearest_to_the_throw_before_its_callers()
    {
        var suspicion = Suspicion.FromSpans([new("A.cs", new TextSpan(0, 100), 0.4)]).WithLines([("A.cs", 7), ("A.cs", 3), ("A.cs", 7)]);
        Assert.Equal(1, suspicion.Of("A.cs", new TextSpan(12, 3), 7, 7));
        Assert.Equal(0.9, suspicion.Of("A.cs", new TextSpan(12, 3), 2, 4));
        Assert.Equal(0.4, suspicion.Of("A.cs", new TextSpan(12, 3), 5, 5));
    }

    [Fact]
    public void Edits_of_suspected_statements_come_before_all_others_and_unreached_ones_not_at_all()
    {
        const string source = "class C { int F(int a) { var x = a + 1; var y = x * 3; return y; } int Unreached(int a) { return a + 4; } }";
        TextSpan Of(string code) => new(source.IndexOf(code, StringComparison.Ordinal), code.Length);
        var suspicion = Suspicion.FromSpans([new("A.cs", Of("var x = a + 1;"), 0.1), new("A.cs", Of("var y = x * 3;"), 1), new("A.cs", Of("return y;"), 0.1), new("A.cs", Of("return a + 4;"), 0)]);
        var edits = Sources.EditsOf(source, suspicion);
        Assert.All(edits.Take(5), e => Assert.Contains("var x = a + 1;", e.Text));
        Assert.All(edits, e => Assert.Contains("{ return a + 4; }", e.Text));
        Assert.Equal(edits.Select(e => e.Edit.Score).OrderDescending(), edits.Select(e => e.Edit.Score));
    }
}
