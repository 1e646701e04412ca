using System.IO.Compression;
using CodeRefine.Core;
using CodeRefine.Evaluation.Completions;
using CodeRefine.Evaluation.Suites;
using CodeRefine.Evaluation.Tests.Suites;

namespace CodeRefine.Evaluation.Tests.Completions;

public sealed class CompletionFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string File(string name, params string[] lines)
    {
        folder.Write(name, string.Join('\n', lines) + "\n");
        return Path.Combine(folder.Path, name);
    }

    private Suite Suite() => SuiteLoader.Load(File("rows.jsonl", Rows.Sum(), Rows.Double()));

    [Theory]
    [InlineData("""{"task_id": "Test_0_sum", "completion": "return 1;"}""", "return 1;")]
    [InlineData("""{"task_id": "Test/0", "solution": "return 2;", "_identifier": "x"}""", "return 2;")]
    [InlineData("""{"task_id": "Test_0", "completion": "return 3;", "language": "csharp"}""", "return 3;")]
    [InlineData("""{"name": "Test_0_sum", "language": "cs", "prompt": "p", "tests": "t", "completions": ["return 4;", "return 5;"]}""", "return 4;|return 5;")]
    [InlineData("""{"name": "Test_0_sum", "language": "cs", "results": [{"program": "class Problem { long Sum() => 6; }", "status": "OK"}]}""", "class Problem { long Sum() => 6; }")]
    public void Completions_are_read_in_the_forms_of_the_harnesses(string line, string texts)
    {
        var plan = CompletionPlan.Make(File("samples.jsonl", line), Suite());

        Assert.Equal(texts.Split('|'), plan.Items().Select(i => i.Completion));
        Assert.All(plan.Items().Index(), i => Assert.Equal(("Test_0_sum", i.Index), (i.Item.Task.Id, i.Item.Sample)));
    }

    [Fact]
    public void A_packed_file_is_read_whatever_its_name()
    {
        var path = Path.Combine(folder.Path, "samples.jsonl");
        using (var gzip = new GZipStream(System.IO.File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write("""{"task_id": "Test_0_sum", "completion": "return 1;"}"""u8);
        }

        Assert.Equal("return 1;", CompletionPlan.Make(path, Suite()).Items().Single().Completion);
    }

    [Fact]
    public void What_is_wrong_in_a_file_is_named_by_its_line_and_the_rest_is_read()
    {
        var plan = CompletionPlan.Make(
            File(
                "samples.jsonl",
                """{"task_id": "Test_0_sum", "completion": "return 1;"}""",
                "{ broken",
                "[1]",
                """{"completion": "return 1;"}""",
                """{"task_id": "Test_0_sum"}""",
                """{"task_id": "Test_0_sum", "completion": 7}""",
                """{"task_id": "Test_0_sum", "completion": "x", "language": "python"}""",
                """{"task_id": "Nobody/1", "completion": "x"}""",
                "",
                """{"task_id": "Test_0_sum", "completion": "return 1;"}""",
                """{"task_id": "Test_0_sum", "completion": "\ud800"}"""),
            Suite());

        Assert.Equal((2, 7, 1, 1), (plan.Good, plan.Malformed, plan.Unknown, plan.Repeated));
        Assert.Equal(["Test_1_double"], plan.Missing);
        Assert.Collection(
            plan.Faults,
            f => Assert.StartsWith("samples.jsonl, line 2: it is no valid JSON", f, StringComparison.Ordinal),
            f => Assert.Equal("samples.jsonl, line 3: it is no JSON object.", f),
            f => Assert.StartsWith("samples.jsonl, line 4: it names no task", f, StringComparison.Ordinal),
            f => Assert.StartsWith("samples.jsonl, line 5: it holds no completion", f, StringComparison.Ordinal),
            f => Assert.StartsWith("samples.jsonl, line 6: it holds no completion", f, StringComparison.Ordinal),
            f => Assert.StartsWith("samples.jsonl, line 7: it is in 'python'", f, StringComparison.Ordinal),
            f => Assert.StartsWith("samples.jsonl, line 11: ", f, StringComparison.Ordinal),
            f => Assert.Equal("1 completions are of 1 tasks that the suite does not have: Nobody/1.", f),
            f => Assert.Equal("1 of 2 tasks have no completion and are in no number: Test_1_double.", f));
        Assert.Equal([0, 1], plan.Items().Select(i => i.Sample));
    }

    [Fact]
    public void A_line_of_absurd_length_is_passed_over_and_not_held()
    {
        var path = Path.Combine(folder.Path, "samples.jsonl");
        using (var writer = new StreamWriter(path))
        {
            writer.Write("{\"task_id\": \"Test_0_sum\", \"completion\": \"");
            var block = new string('x', 1 << 20);
            for (var i = 0; i < 40; i++)
            {
                writer.Write(block);
            }

            writer.WriteLine("\"}");
            writer.WriteLine("""{"task_id": "Test_0_sum", "completion": "return 1;"}""");
        }

        var plan = CompletionPlan.Make(path, Suite());

        Assert.StartsWith("samples.jsonl, line 1: it has more than", plan.Faults[0], StringComparison.Ordinal);
        Assert.Equal("return 1;", plan.Items().Single().Completion);
    }

    [Fact]
    public void A_file_of_another_suite_is_refused_with_the_names_that_are_meant() =>
        Assert.Contains("The suite's tasks are named like 'Test_0_sum' or 'Test_0'", Assert.Throws<UserErrorException>(() => CompletionPlan.Make(File("s.jsonl", """{"task_id": "A/1", "completion": "x"}"""), Suite())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_shard_numbers_its_samples_as_the_whole_does()
    {
        var path = File("samples.jsonl", [.. Enumerable.Range(0, 6).Select(i => $$"""{"task_id": "{{(i % 2 == 0 ? "Test_0_sum" : "Test_1_double")}}", "completion": "return {{i}};"}""")]);
        var whole = CompletionPlan.Make(path, Suite()).Items().Select(i => (i.Task.Id, i.Sample, i.Completion));
        var parts = Enumerable.Range(1, 3).SelectMany(n => CompletionPlan.Make(path, Suite(), new Evaluation.Runs.Shard(n, 3)).Items()).Select(i => (i.Task.Id, i.Sample, i.Completion));

        Assert.Equal(whole.Order(), parts.Order());
    }
}
