using CodeRefine.Core;
using CodeRefine.Evaluation.Defects;

namespace CodeRefine.Evaluation.Tests.Defects;

public sealed class DefectReaderTests : IDisposable
{
    private const string Entry = """
        # Add

        `Sums.Add(a, b)` adds.

        - group: classic
        - kind: operator swap

        ```csharp program
        public static class Sums
        {
            public static int Add(int a, int b)
            {
                return a + b;
            }
        }
        ```

        ```diff
        -return a + b;
        +return a - b;
        ```

        ```csharp visible
        [Fact]
        public void It_adds() => Assert.Equal(3, Sums.Add(1, 2));
        ```

        ```csharp hidden
        [Property]
        public bool It_always_adds(int a, int b) => Sums.Add(a, b) == Reference.Sums.Add(a, b);
        ```
        """;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_entry_is_a_broken_program_with_its_right_one_and_checks_that_are_held_back()
    {
        folder.Write("add.md", Entry);
        var defect = Assert.Single(DefectReader.ReadFolder(folder.Path));

        Assert.Equal(("add", DefectGroup.Classic, "operator swap", "Add"), (defect.Name, defect.Group, defect.Kind, defect.Task.Problem.Title));
        Assert.Contains("        return a + b;\n", defect.Reference["Program.cs"].Text, StringComparison.Ordinal);
        Assert.Contains("        return a - b;\n", defect.Task.Problem.Sources["Program.cs"].Text, StringComparison.Ordinal);
        Assert.Equal("# Add\n\n`Sums.Add(a, b)` adds.", defect.Task.Problem.Statement);
        Assert.Contains("It_adds", Assert.Single(defect.Task.Problem.CheckSources.Files).Value.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(defect.Task.Problem.CheckSources.Files, f => f.Value.Text.Contains("It_always_adds", StringComparison.Ordinal));
        Assert.Contains("namespace Reference;", defect.Task.HeldBack!.Sources["hidden/Reference.cs"].Text, StringComparison.Ordinal);
        Assert.True(defect.Task.Problem.Editable.Allows("Program.cs", out _));
        Assert.False(defect.Task.Problem.Editable.Allows("tests/VisibleChecks.cs", out _));
    }

    [Fact]
    public void A_name_is_always_in_the_same_half()
    {
        folder.Write("add.md", Entry);
        folder.Write("subtract.md", Entry);
        var halves = DefectReader.ReadFolder(folder.Path).Select(d => d.Half).ToList();
        Assert.Equal(halves, DefectReader.ReadFolder(folder.Path).Select(d => d.Half));
    }

    [Fact]
    public void Two_hunks_are_two_defects_and_lines_without_a_replacement_go()
    {
        var text = Entry.Replace("-return a + b;\n+return a - b;", "-{\n-return a + b;\n+{\n\n-public static class Sums\n+public class Sums", StringComparison.Ordinal);
        folder.Write("add.md", text);
        var broken = Assert.Single(DefectReader.ReadFolder(folder.Path)).Task.Problem.Sources["Program.cs"].Text;
        Assert.DoesNotContain("return", broken, StringComparison.Ordinal);
        Assert.StartsWith("public class Sums\n{\n    public static int Add(int a, int b)\n    {\n    }\n", broken, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-return a + b;", "-return b + a;", "line 18: 'return b + a;' is in the program nowhere")]
    [InlineData("-return a + b;\n+return a - b;", "-}\n+", "line 18: '}' is in the program more than once")]
    [InlineData("+return a - b;", "return a - b;", "a diff holds lines of the right program marked '-'")]
    [InlineData("group: classic", "group: clasic", "line 5: 'clasic' is no group; there are classic, everyday, compile, two")]
    [InlineData("- kind: operator swap", "", "an entry has a line '- kind: …'")]
    [InlineData("```csharp hidden", "```csharp hiden", "'csharp hiden' is no block of an entry")]
    [InlineData("# Add", "Add", "an entry begins with a title")]
    public void What_is_wrong_with_an_entry_is_said_with_its_place(string right, string wrong, string reason)
    {
        folder.Write("add.md", Entry.Replace(right, wrong, StringComparison.Ordinal));
        var refused = Assert.Throws<UserErrorException>(() => DefectReader.ReadFolder(folder.Path));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains("add.md", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_entries_is_refused() =>
        Assert.Contains("holds no entry", Assert.Throws<UserErrorException>(() => DefectReader.ReadFolder(folder.Path)).Message, StringComparison.Ordinal);
}
