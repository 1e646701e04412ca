using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Patches;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Agent.Tests.Chat;

public class AnswerParserTests
{
    private const string Stack = "namespace Demo;\n\npublic class Stack\n{\n    private int count;\n\n    public int Pop()\n    {\n        return count--;\n    }\n\n    public void Push(int value)\n    {\n        count++;\n    }\n}\n";
    private const string NewStack = "namespace Demo;\n\npublic class Stack\n{\n    private int count;\n    public int Pop() => --count;\n    public void Push(int value) => ++count;\n}\n";

    [Theory]
    [InlineData("```csharp path=src/Stack.cs\n{0}```")]
    [InlineData("```csharp path=\"src/Stack.cs\"\n{0}```")]
    [InlineData("```csharp src/Stack.cs\n{0}```")]
    [InlineData("```csharp:src/Stack.cs\n{0}```")]
    [InlineData("```src/Stack.cs\n{0}```")]
    [InlineData("```cs\n// file: src/Stack.cs\n{0}```")]
    [InlineData("```cs\n// src/Stack.cs\n{0}```")]
    [InlineData("```cs\n// Stack.cs\n{0}```")]
    [InlineData("### `src/Stack.cs`\n\n```csharp\n{0}```")]
    [InlineData("**File: src\\Stack.cs**\n```\n{0}```")]
    [InlineData("Here is ./src/Stack.cs:\n~~~csharp\n{0}~~~")]
    [InlineData("1. The file:\n   ```csharp path=Demo/src/Stack.cs\n{0}   ```")]
    [InlineData("The class:\n```csharp\n{0}```\nIt works now.")]
    [InlineData("<think>\n```csharp path=src/Stack.cs\nwrong\n```\n</think>\n```csharp path=src/Stack.cs\n{0}```")]
    [InlineData("I thought a lot.\n</think>\n```csharp path=src/Stack.cs\n{0}```")]
    [InlineData("````csharp path=src/Stack.cs\n{0}````")]
    [InlineData("```csharp path=src/Stack.cs\r\n{0}```\r\n")]
    [InlineData("Sure, here is the whole class.\n\n{0}")]
    [InlineData("```csharp path=src/Stack.cs\n{0}")]
    [InlineData("```csharp path=src/Stack.cs\n{0}```\n```csharp path=src/Stack.cs\n{0}```")]
    [InlineData("```csharp\n{0}```\nUse it like this:\n```csharp\nvar s = new Stack();\ns.Push(1);\n```")]
    public void A_whole_file_is_found_however_it_is_named(string answer)
    {
        var patch = Parse(answer.Replace("{0}", NewStack)).Patch;
        Assert.Equal(new Edit.WholeFile("src/Stack.cs", NewStack), Assert.Single(patch!.Edits));
        Assert.Equal("Write src/Stack.cs", patch.Summary);
    }

    [Fact]
    public void Search_replace_blocks_are_found_in_fences_and_without()
    {
        var one = "<<<<<<< SEARCH\n        return count--;\n=======\n        return --count;\n>>>>>>> REPLACE";
        var wanted = new Edit.SearchReplace("src/Stack.cs", "        return count--;", "        return --count;");

        Assert.Equal(wanted, Assert.Single(Parse($"```csharp path=src/Stack.cs\n{one}\n```").Patch!.Edits));
        Assert.Equal(wanted, Assert.Single(Parse($"src/Stack.cs\n```csharp\n{one}\n```").Patch!.Edits));
        Assert.Equal(wanted, Assert.Single(Parse($"```csharp\nsrc/Stack.cs\n{one}\n```").Patch!.Edits));
        Assert.Equal(wanted, Assert.Single(Parse($"Change this in `src/Stack.cs`:\n\n{one}\n").Patch!.Edits));
        Assert.Equal(wanted with { Path = null }, Assert.Single(Parse(one, ("src/Queue.cs", "class Queue { }")).Patch!.Edits));
        Assert.Equal(2, Parse($"```csharp path=src/Stack.cs\n{one}\n{one.Replace("--", "++")}\n```").Patch!.Edits.Length);
    }

    [Fact]
    public void A_search_replace_block_that_is_not_whole_is_said_and_the_others_are_used()
    {
        var parsed = Parse("```csharp path=src/Stack.cs\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n<<<<<<< SEARCH\nc\n```");
        Assert.Equal(new Edit.SearchReplace("src/Stack.cs", "a", "b"), Assert.Single(parsed.Patch!.Edits));
        Assert.Contains("three marks", Assert.Single(parsed.Notes));
    }

    [Fact]
    public void A_single_method_replaces_the_one_of_its_name()
    {
        var edit = Assert.IsType<Edit.SearchReplace>(Assert.Single(Parse("The fix:\n```csharp\npublic int Pop()\n{\n    return --count;\n}\n```").Patch!.Edits));
        Assert.Equal("public int Pop()\n    {\n        return count--;\n    }", edit.Search);
        Assert.Equal("public int Pop()\n    {\n        return --count;\n    }", edit.Replace);
    }

    [Fact]
    public void A_method_that_is_new_goes_into_the_only_type()
    {
        var edit = Assert.Single(Parse("```csharp\npublic int Peek() => count;\n```").Patch!.Edits);
        Assert.Equal(new Edit.InsertMember("T:Demo.Stack", "public int Peek() => count;"), edit);
    }

    [Fact]
    public void A_class_with_some_of_its_members_is_merged_and_loses_none()
    {
        var answer = "```csharp\nusing System.Linq;\npublic class Stack\n{\n    public int Pop() => --count;\n    public int Peek() => count;\n}\n```";
        var edits = Parse(answer).Patch!.Edits;

        Assert.Equal(3, edits.Length);
        Assert.Equal(["System.Linq"], Assert.IsType<Edit.AddUsings>(edits[0]).Namespaces);
        Assert.Equal("public int Pop() => --count;", Assert.IsType<Edit.SearchReplace>(edits[1]).Replace);
        Assert.IsType<Edit.InsertMember>(edits[2]);
    }

    [Fact]
    public void A_file_that_leaves_code_out_in_a_comment_is_merged_and_not_written()
    {
        var answer = "```csharp path=src/Stack.cs\nnamespace Demo;\npublic class Stack\n{\n    // ... existing code ...\n    public int Pop() => --count;\n    public void Push(int value)\n    {\n        // rest of the method unchanged\n    }\n}\n```";
        var parsed = Parse(answer.Replace("rest of the method unchanged", "... same as before"));

        Assert.Equal("public int Pop() => --count;", Assert.IsType<Edit.SearchReplace>(Assert.Single(parsed.Patch!.Edits)).Replace);
        Assert.Contains("Push leaves code out", Assert.Single(parsed.Notes));
    }

    [Theory]
    [InlineData("// Other values remain unchanged\n        else", true)]
    [InlineData("// Everything else remains the same\n\n        ", false)]
    [InlineData("// The rest remains unchanged\n    ", false)]
    public void A_comment_that_explains_the_code_below_it_leaves_nothing_out(string comment, bool whole)
    {
        var parsed = Parse("```csharp path=src/Stack.cs\nnamespace Demo;\npublic class Stack\n{\n    public int Pop()\n    {\n        if (count > 0)\n        {\n            return --count;\n        }\n        " + comment + (whole ? "\n        {\n            return 0;\n        }\n    " : "") + "}\n}\n```");

        Assert.Equal(whole, parsed.Patch?.Edits is [Edit.WholeFile]);
    }

    [Fact]
    public void A_file_that_the_model_saw_in_part_only_is_merged_and_not_overwritten()
    {
        var parsed = AnswerParser.Parse("```csharp path=src/Stack.cs\nnamespace Demo;\npublic class Stack { public int Pop() => 1; }\n```", Context() with { PartlyShown = new HashSet<string> { "src/Stack.cs" } });
        Assert.IsType<Edit.SearchReplace>(Assert.Single(parsed.Patch!.Edits));
    }

    [Fact]
    public void An_unnamed_class_goes_to_the_file_that_declares_it()
    {
        var parsed = Parse("```csharp\nclass Queue { int x; }\n```", ("src/Queue.cs", "class Queue { }"));
        Assert.Equal("src/Queue.cs", Assert.IsType<Edit.WholeFile>(Assert.Single(parsed.Patch!.Edits)).Path);
    }

    [Fact]
    public void The_last_of_several_versions_of_a_file_counts()
    {
        var parsed = Parse($"```csharp path=src/Stack.cs\nclass Stack {{ int first; }}\n```\nNo, better:\n```csharp path=src/Stack.cs\n{NewStack}```");
        Assert.Equal(new Edit.WholeFile("src/Stack.cs", NewStack), Assert.Single(parsed.Patch!.Edits));
        Assert.Contains("given more than once", Assert.Single(parsed.Notes));
    }

    [Fact]
    public void A_new_file_may_be_added()
    {
        var parsed = Parse("```csharp path=src/Node.cs\nclass Node { }\n```");
        Assert.Equal(new Edit.WholeFile("src/Node.cs", "class Node { }\n"), Assert.Single(parsed.Patch!.Edits));
    }

    [Theory]
    [InlineData("", "The answer was empty.")]
    [InlineData("   \n\n ", "The answer was empty.")]
    [InlineData("I am sorry, but I cannot help with that; the class looks fine to me.", "The answer held no code.")]
    [InlineData("<think>\nLet me see. The stack\n```csharp\nclass Stack { }\n```\n", "The answer ended inside its thinking")]
    [InlineData("```python\ndef pop(self):\n    return self.items.pop()\n```", "A block of python was not used: the task is C#.")]
    [InlineData("```java\npublic class Stack { }\n```", "A block of java was not used")]
    [InlineData("```csharp path=src/Stack.cs\nnamespace Demo;\npublic class Stack\n{\n    public int Pop()\n    {\n        return co", "the answer ended before it was whole")]
    [InlineData("```diff\n--- a/Stack.cs\n+++ b/Stack.cs\n```", "A diff was not used")]
    [InlineData("```bash\ndotnet test\n```", "A block of bash was passed over.")]
    [InlineData("```csharp\nThis is not code, it is prose.\n```", "not used")]
    [InlineData("```csharp path=tests/Tests.cs\nclass T { }\n```", "`tests/Tests.cs` was not used: it holds checks")]
    [InlineData("```csharp path=Fixed.cs\nclass T { }\n```", "`Fixed.cs` was not used: it is read-only.")]
    [InlineData("```csharp path=../../etc/Evil.cs\nclass T { }\n```", "stays inside it")]
    [InlineData("```csharp path=/etc/Evil.cs\nclass T { }\n```", "stays inside it")]
    [InlineData("```csharp path=C:\\Evil.cs\nclass T { }\n```", "stays inside it")]
    [InlineData("<<<<<<< SEARCH\n=======\nx\n>>>>>>> REPLACE", "searches for nothing")]
    [InlineData("```csharp\nvar s = new Stack();\ns.Push(1);\n```", "declares no type")]
    public void What_cannot_be_used_is_said(string answer, string note)
    {
        var parsed = Parse(answer);
        Assert.Null(parsed.Patch);
        Assert.Contains(parsed.Notes, n => n.Contains(note));
    }

    [Fact]
    public void An_edit_to_a_fixed_file_does_not_lose_the_others()
    {
        var parsed = Parse($"```csharp path=src/Stack.cs\n{NewStack}```\n```csharp path=tests/Tests.cs\nclass Easy {{ }}\n```");
        Assert.Equal("src/Stack.cs", Assert.IsType<Edit.WholeFile>(Assert.Single(parsed.Patch!.Edits)).Path);
        Assert.Contains("holds checks", Assert.Single(parsed.Notes));
    }

    [Fact]
    public void Five_megabytes_are_read_up_to_a_limit()
    {
        var parsed = Parse(new string('x', 5_000_000));
        Assert.Null(parsed.Patch);
        Assert.Contains(parsed.Notes, n => n.StartsWith("Only the first 1048576"));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("{ ")]
    [InlineData("```csharp\n")]
    [InlineData("<<<<<<< SEARCH\n")]
    [InlineData("</think>")]
    [InlineData("a.b/c\\d-")]
    [InlineData("class C { void M() { if (")]
    [InlineData("x => ")]
    [InlineData("`")]
    [InlineData(" \t")]
    [InlineData("- ")]
    [InlineData("// ... existing code\n")]
    public async Task A_long_run_of_anything_is_read_in_bounded_time(string repeated)
    {
        var garbage = string.Concat(Enumerable.Repeat(repeated, 390_000 / repeated.Length));
        foreach (var answer in new[] { garbage, "```csharp path=src/Stack.cs\n" + garbage, "class A {\n" + garbage + "\n}" })
        {
            // A generous limit: it tells quadratic from linear and is no measurement.
            await Task.Run(() => Parse(answer)).WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public void Garbage_of_all_kinds_never_throws()
    {
        string[] parts = ["```csharp path=src/Stack.cs\n", "```", "~~~", "\n", "<<<<<<< SEARCH\n", "=======\n", ">>>>>>> REPLACE\n", NewStack, "public int Pop() => 1;\n", "<think>", "</think>", "class Stack {", "}", "// ...\n", "using X;\n", "\u0000", "\uD800", "path=../x.cs", "src/Stack.cs\n", "`Stack.cs`", "record R(int A);\n", "enum E { A, B }\n", "delegate void D();\n", "namespace N { class Stack { } }\n", "int this[int i] => 1;\n", "[assembly: X]\n", "\"\"\"", "#if X\n", "/*"];
        var random = new Random(20_26);
        for (var i = 0; i < 1000; i++)
        {
            var answer = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => parts[random.Next(parts.Length)]));
            var parsed = Parse(answer, ("src/Other.cs", "class Other { enum E { A } int this[int i] => 2; }"));
            Assert.True(parsed.Patch is not null || parsed.Notes.Length > 0, answer);
        }
    }

    [Fact]
    public void What_is_made_of_an_answer_applies_to_the_files()
    {
        Assert.Contains("return --count;", Applied("```csharp\npublic int Pop()\n{\n    return --count;\n}\n```"));
        var merged = Applied("```csharp\nusing System.Text;\npublic class Stack\n{\n    public int Pop() => --count;\n    public int Peek() => count;\n}\n```");
        Assert.Contains("using System.Text;", merged);
        Assert.Contains("    public int Pop() => --count;\n", merged);
        Assert.Contains("    public int Peek() => count;\n", merged);
        Assert.Contains("public void Push(int value)", merged);
        Assert.Contains("return --count;", Applied("<<<<<<< SEARCH\n return count--;\n=======\n        return --count;\n>>>>>>> REPLACE"));

        static string Applied(string answer)
        {
            var context = Context();
            var patcher = new RoslynPatcher([MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
            var result = patcher.Apply(context.Problem, context.Tree, AnswerParser.Parse(answer, context).Patch!);
            return result is PatchResult.Applied applied ? applied.Tree["src/Stack.cs"].Text : ((PatchResult.Rejected)result).Explain();
        }
    }

    private static ParsedAnswer Parse(string answer, params (string, string)[] more) => AnswerParser.Parse(answer, Context(more));

    private static AnswerContext Context(params (string, string)[] more)
    {
        var tree = SourceTree.From([("src/Stack.cs", Stack), ("Fixed.cs", "class Fixed { }"), .. more]);
        var problem = new Problem
        {
            Id = "stack",
            Title = "Stack",
            Statement = "A stack.",
            Sources = tree,
            Editable = new AllBut("Fixed.cs"),
            CheckSources = SourceTree.From(("tests/Tests.cs", "class Tests { }")),
        };
        return new AnswerContext(problem, tree, new HashSet<string>());
    }
}
