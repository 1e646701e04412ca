using System.Text.Json.Nodes;
using CodeRefine.Core;
using CodeRefine.Evaluation.Batches;
using CodeRefine.Evaluation.Suites.SweBench;

namespace CodeRefine.Evaluation.Tests.Batches;

public sealed class SweFormatTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("['a', 'b']", "a|b")]
    [InlineData("[]", "")]
    [InlineData("  [ 'a' , ]  ", "a")]
    [InlineData("""["it's", 'say "hi"', 'it\'s']""", "it's|say \"hi\"|it's")]
    [InlineData(@"['a\\b', 'tab\there', 'nl\nx', '\x41\u0042\U00000043\104', '\q']", "a\\b|tab\there|nl\nx|ABCD|\\q")]
    [InlineData("['one' 'two', r'\\d']", "onetwo|\\d")]
    [InlineData("['N.T.M(text: \"a, b\", n: [1])']", "N.T.M(text: \"a, b\", n: [1])")]
    public void A_list_as_python_writes_it_is_read(string text, string items)
    {
        Assert.True(PythonList.TryParse(text, out var found, out _));
        Assert.Equal(items.Length == 0 ? [] : items.Split('|'), found);
    }

    [Theory]
    [InlineData("", "a list begins with `[` at character 1")]
    [InlineData("['a'", "`,` or `]` is expected at character 5")]
    [InlineData("['a' 1]", "`,` or `]` is expected at character 6")]
    [InlineData("['a", "a string is not closed at character 4")]
    [InlineData("[a]", "a string in quotes is expected at character 2")]
    [InlineData(@"['\xZZ']", "an escape is broken at character 5")]
    [InlineData("['a'] + ['b']", "there is more after the list's end at character 7")]
    [InlineData("[,]", "a string in quotes is expected at character 2")]
    public void What_is_no_such_list_is_told_with_its_place(string text, string problem)
    {
        Assert.False(PythonList.TryParse(text, out _, out var found));
        Assert.Equal(problem, found);
    }

    [Theory]
    [InlineData("""["A.B", "C.D"]""")]
    [InlineData("\"[\\\"A.B\\\", \\\"C.D\\\"]\"")]
    [InlineData("\"['A.B', 'C.D']\"")]
    public void Test_names_come_as_an_array_as_json_text_or_as_a_python_list(string column)
    {
        var row = Assert.Single(SweRows.Read(folder.Write("rows.jsonl", Row(failToPass: column))));

        Assert.Equal(["A.B", "C.D"], row.Reference.FailToPass);
        Assert.Equal(("a/b", "a__b-1"), (row.Instance.Repository, row.Instance.Id));
    }

    [Theory]
    [InlineData("""{"repo":"a/b","instance_id":"x-1","base_commit":"0123456789"}""", "line 1: the column `problem_statement` is missing")]
    [InlineData("""{"repo":"a/b","instance_id":"x-1","base_commit":"0123456789","problem_statement":" "}""", "line 1: the column `problem_statement` is empty")]
    [InlineData("""{"repo":"a/b","instance_id":"../x","base_commit":"0123456789","problem_statement":"p"}""", "`instance_id` has letters, digits")]
    [InlineData("""{"repo":"a/b","instance_id":"x-1","base_commit":"--help","problem_statement":"p"}""", "`base_commit` is a commit's id in hexadecimal, not `--help`")]
    [InlineData("""{"repo":"a/b","instance_id":"x-1","base_commit":"0123456789","problem_statement":"p","FAIL_TO_PASS":"['a'"}""", "the column `FAIL_TO_PASS` is neither a JSON array nor a Python list of strings: `,` or `]` is expected at character 5")]
    [InlineData("""{"repo":"a/b","instance_id":"x-1","base_commit":"0123456789","problem_statement":"p","FAIL_TO_PASS":[1]}""", "the column `FAIL_TO_PASS` is a list of strings")]
    [InlineData("""{"repo":3,"instance_id":"x-1","base_commit":"0123456789","problem_statement":"p"}""", "the column `repo` is text")]
    [InlineData("nonsense", "line 1: this is no valid JSON")]
    [InlineData("", "holds no row")]
    public void A_row_that_cannot_be_used_is_refused_with_its_line(string text, string message) =>
        Assert.Contains(message, Assert.Throws<UserErrorException>(() => SweRows.Read(folder.Write("rows.jsonl", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_instance_that_stands_twice_is_refused() =>
        Assert.Contains("line 2: `instance_id` a__b-1 stands in line 1 already", Assert.Throws<UserErrorException>(() => SweRows.Read(folder.Write("rows.jsonl", Row() + "\n" + Row()))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_a_fixer_is_given_cannot_hold_the_reference() =>
        Assert.DoesNotContain(typeof(SweInstance).GetProperties(), p => p.PropertyType != typeof(string) && p.PropertyType.Assembly == typeof(SweInstance).Assembly);

    [Fact]
    public void Paths_of_a_diff_are_those_before_and_after_it()
    {
        const string diff = "diff --git a/src/A.cs b/src/A.cs\n--- a/src/A.cs\n+++ b/src/A.cs\n@@ -1,2 +1,2 @@\n--- x\n+++ y\n context\ndiff --git a/N.cs b/N.cs\nnew file mode 100644\n--- /dev/null\n+++ b/N.cs\n@@ -0,0 +1 @@\n+n\ndiff --git \"a/caf\\303\\251.cs\" \"b/caf\\303\\251.cs\"\n--- \"a/caf\\303\\251.cs\"\n+++ \"b/caf\\303\\251.cs\"\n@@ -1 +1 @@\n-a\n+b\ndiff --git a/Old.cs b/Old.cs\n--- a/Old.cs\n+++ /dev/null\n@@ -1 +0,0 @@\n-o\n";

        Assert.Equal(["Old.cs", "café.cs", "src/A.cs"], DiffPaths.Changed(diff));
        Assert.Equal(["N.cs", "Old.cs", "café.cs", "src/A.cs"], DiffPaths.Touched(diff));
        Assert.DoesNotContain("src/A.cs", SwePatch.Without(diff, ["src/A.cs"]), StringComparison.Ordinal);
        Assert.Equal(diff, SwePatch.Without(diff, ["test/T.cs"]));
    }

    [Fact]
    public void Predictions_have_the_fields_that_the_harness_reads_and_come_back_as_they_were()
    {
        var path = folder.Write("p.jsonl", "");
        SwePrediction[] written = [new("a__b-1", "m", "--- a\n+++ b \"q\" <é>\n"), new("a__b-2", "m", "")];

        SwePredictions.Write(path, written);

        var first = JsonNode.Parse(File.ReadLines(path).First())!.AsObject();
        Assert.Equal(["instance_id", "model_name_or_path", "model_patch"], first.Select(p => p.Key));
        Assert.Equal(written, SwePredictions.Read(path));
    }

    [Fact]
    public void A_report_counts_as_the_harness_does()
    {
        var predictions = new[] { new SwePrediction("c", "m", "p"), new("b", "m", ""), new("a", "m", "p"), new("e", "m", "p") }.ToDictionary(p => p.InstanceId);

        var json = JsonNode.Parse(SweReport.Of(["a", "b", "c", "d", "e"], predictions, new Dictionary<string, bool> { ["a"] = true, ["c"] = false }).ToJson())!.AsObject();

        Assert.Equal(
            ["total_instances", "submitted_instances", "completed_instances", "resolved_instances", "unresolved_instances", "empty_patch_instances", "error_instances", "completed_ids", "incomplete_ids", "empty_patch_ids", "submitted_ids", "resolved_ids", "unresolved_ids", "error_ids", "schema_version"],
            json.Select(p => p.Key));
        Assert.Equal("5 4 2 1 1 1 1", string.Join(' ', json.Take(7).Select(p => (int)p.Value!)));
        Assert.Equal(2, (int)json["schema_version"]!);
        Assert.Equal("""["a","c"]|["d"]|["b"]|["a","b","c","e"]|["a"]|["c"]|["e"]""", string.Join('|', json.Skip(7).Take(7).Select(p => p.Value!.ToJsonString())));
    }

    private static string Row(string failToPass = "[]") => $$"""{"repo":"a/b","instance_id":"a__b-1","base_commit":"0123456789","problem_statement":"It fails","patch":"p","test_patch":"t","FAIL_TO_PASS":{{failToPass}}}""";
}
