using CodeRefine.Evaluation.Suites;
using CodeRefine.Evaluation.Tests.Suites;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Evaluation.Tests.Completions;

public sealed class FunctionFormTests : IDisposable
{
    private const string Body = "        return Enumerable.Range(0, (int)(last - first + 1)).Sum(i => first + i);";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Completions => new()
    {
        { Body + "\n    }\n", "continuation" },
        { Body, "continuation" },
        { Body + "\n    }\n\n    public static void Main(string[] args) {\n        Console.WriteLine(Sum(1, 2));\n    }\n}\n", "continuation" },
        { "    public static long Sum(long first, long last) {\n" + Body + "\n    }", "method" },
        { "using System.Text;\n\npublic static long Sum(long first, long last)\n{\n" + Body + "\n}", "method" },
        { "class Problem {\n    public static long Sum(long first, long last) {\n" + Body + "\n    }\n\n    public static void Main(string[] args) { }\n}", "program" },
        { "Here it is:\n\n```csharp\nusing System;\nclass Problem {\n    public static long Sum(long first, long last) {\n" + Body + "\n    }\n}\n```\n\nIt sums the numbers.", "program" },
        { "```cs\n" + Body + "\n    }\n```", "continuation" },
        { "```csharp\npublic static long Sum(long first, long last)\n{\n" + Body + "\n}", "method" },
        { "```csharp\nSum(1, 2)\n```\nis what you call:\n```csharp\npublic static long Sum(long first, long last) {\n" + Body + "\n}\n```", "method" },
    };

    [Theory]
    [InlineData("")]
    [InlineData("  \n\t")]
    [InlineData("```csharp\n```")]
    public void An_empty_completion_is_said_to_be_empty(string completion)
    {
        folder.Write("rows.jsonl", Rows.Sum());
        var completed = SuiteLoader.Load(Path.Combine(folder.Path, "rows.jsonl")).Tasks[0].Form.Apply(completion);

        Assert.Null(completed.Sources);
        Assert.Equal("The completion is empty.", completed.Reason);
    }

    [Theory]
    [MemberData(nameof(Completions))]
    public void Completions_of_any_shape_become_a_program_that_parses(string completion, string shape)
    {
        folder.Write("rows.jsonl", Rows.Sum());
        var completed = SuiteLoader.Load(Path.Combine(folder.Path, "rows.jsonl")).Tasks[0].Form.Apply(completion);

        Assert.Equal(shape, completed.Shape);
        var text = completed.Sources!["Problem.cs"].Text;
        Assert.Contains("using System.Linq;", text, StringComparison.Ordinal);
        Assert.Empty(CSharpSyntaxTree.ParseText(text).GetDiagnostics());
    }
}
