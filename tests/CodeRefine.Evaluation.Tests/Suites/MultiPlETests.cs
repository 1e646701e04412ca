using System.Text.Json;
using CodeRefine.Core;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Suites.MultiPlE;

namespace CodeRefine.Evaluation.Tests.Suites;

public sealed class MultiPlETests : IDisposable
{
    private const string Prompt = "using System;\nusing System.Collections.Generic;\nclass Problem {\n    // Doubles each number.\n    // >>> Double(new List<long>{1L})\n    public static List<long> Double(List<long> numbers) {\n";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_are_read_with_their_recorded_answers()
    {
        folder.Write("rows.jsonl", Row(("gpt_solution", "text")) + "\n\n" + Row() + "\n");
        var rows = MultiPlEReader.Read(Path.Combine(folder.Path, "rows.jsonl")).ToList();
        Assert.Equal([(1, "text"), (3, null)], rows.Select(r => (r.Line, r.Answer)));
        Assert.All(rows, r => Assert.Equal(("Double", Prompt), (r.Name, r.Prompt)));
    }

    [Fact]
    public void Rows_are_read_one_at_a_time()
    {
        folder.Write("rows.jsonl", Row() + "\n{ broken\n");
        using var rows = MultiPlEReader.Read(Path.Combine(folder.Path, "rows.jsonl")).GetEnumerator();
        Assert.True(rows.MoveNext());
        Assert.Contains("rows.jsonl, line 2: this is no valid JSON", Assert.Throws<UserErrorException>(() => rows.MoveNext()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]", "a row is a JSON object")]
    [InlineData("{\"name\":\"x\",\"language\":\"py\"}", "only C# rows")]
    [InlineData("{\"name\":\"x\",\"prompt\":\"p\"}", "a row has a text 'tests'")]
    public void A_row_that_is_none_is_named_by_its_line(string row, string reason)
    {
        folder.Write("rows.jsonl", "\n" + row + "\n");
        var refused = Assert.Throws<UserErrorException>(() => MultiPlEReader.Read(Path.Combine(folder.Path, "rows.jsonl")).ToList());
        Assert.Contains("line 2: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_to_be_so() =>
        Assert.Contains("cannot be read", Assert.Throws<UserErrorException>(() => MultiPlEReader.Read(Path.Combine(folder.Path, "none.jsonl")).ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_second_assert_is_held_back_and_collections_are_compared_by_what_is_in_them()
    {
        var task = MultiPlETask.Open(new MultiPlERow(1, "Double", Prompt, Tests(
            "Double((new List<long>())).Equals((new List<long>()))",
            "Count((\"a == b\")) == (2L)",
            "Double(One).SequenceEqual(Two)"), null));

        var visible = task.Problem.CheckSources.Files.Single().Value.Text;
        Assert.Contains("using System.Collections.Generic;\nusing Xunit;\nusing static Problem;\n", visible, StringComparison.Ordinal);
        Assert.Contains("public void Assert_01() => Assert.Equal((new List<long>()), Double((new List<long>())));", visible, StringComparison.Ordinal);
        Assert.Contains("public void Assert_03() => Assert.True(Double(One).SequenceEqual(Two));", visible, StringComparison.Ordinal);
        Assert.DoesNotContain("Assert_02", visible, StringComparison.Ordinal);
        Assert.Contains("public void Assert_02() => Assert.Equal((2L), Count((\"a == b\")));", task.HeldBack!.Sources.Files.Single().Value.Text, StringComparison.Ordinal);
        Assert.Equal("Doubles each number.\n>>> Double(new List<long>{1L})", task.Problem.Statement);
        Assert.False(task.Problem.Compile.ImplicitUsings);
    }

    [Fact]
    public void A_row_with_one_assert_has_none_to_hold_back() =>
        Assert.Contains("has one assert", Assert.Throws<UserErrorException>(() => MultiPlETask.Create(new MultiPlERow(7, "Double", Prompt, Tests("true"), null), SourceTree.Empty)).Message, StringComparison.Ordinal);

    private static string Tests(params string[] asserts) => $"    }}\n    public static void Main(string[] args) {{\n{string.Concat(asserts.Select(a => $"    Debug.Assert({a});\n"))}    }}\n\n}}\n";

    private static string Row(params (string Key, string Value)[] more)
    {
        var row = new Dictionary<string, string> { ["name"] = "Double", ["language"] = "cs", ["prompt"] = Prompt, ["tests"] = Tests("true", "true") };
        foreach (var (key, value) in more)
        {
            row[key] = value;
        }

        return JsonSerializer.Serialize(row);
    }
}
