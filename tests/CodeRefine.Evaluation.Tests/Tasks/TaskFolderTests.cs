using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Tests.Tasks;

public sealed class TaskFolderTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_by_convention_needs_no_file_of_its_own()
    {
        folder.WithTask();
        folder.Write("sub/More.cs", "class More { }");
        folder.Write("properties/P.cs", "class P { }");
        folder.Write("hidden/H.cs", "class H { }");
        folder.Write("obj/Generated.cs", "class G { }");
        folder.Write("bin/x/B.cs", "class B { }");
        folder.Write(".coderefine/x.cs", "class X { }");

        var task = TaskLoader.Load(folder.Path);
        Assert.Equal(TaskLayout.TaskFolder, task.Layout);
        Assert.Equal(["Code.cs", "sub/More.cs"], task.Problem.Sources.Paths);
        Assert.Equal(["properties/P.cs", "tests/CodeTests.cs"], task.Problem.CheckSources.Paths);
        Assert.Equal(1, task.HeldBack!.FileCount);
        Assert.Equal("A task", task.Problem.Title);
        Assert.Equal("# A task\n\nDo it.", task.Problem.Statement);
        Assert.Equal(Path.GetFileName(folder.Path), task.Problem.Id);
        Assert.Empty(task.Notes);
    }

    [Fact]
    public void Where_there_is_a_src_folder_the_sources_are_in_it()
    {
        folder.WithTask();
        folder.Write("src/A.cs", "class A { }");
        folder.Write("src/tests/B.cs", "class B { }");
        Assert.Equal(["src/A.cs", "src/tests/B.cs"], TaskLoader.Load(folder.Path).Problem.Sources.Paths);
    }

    [Fact]
    public void A_task_file_says_what_differs()
    {
        folder.WithTask();
        folder.Write("docs/ask.md", "Please.");
        folder.Write("lib/A.cs", "class A { }");
        folder.Write("lib/Api.cs", "interface IApi { }");
        folder.Write("checks/C.cs", "class C { }");
        folder.Write("secret/S.cs", "class S { }");
        folder.Write("task.yaml", """
            id: my-task
            title: Mine
            statement: docs/ask.md
            sources: lib
            editable: ['lib/**', '!lib/Api.cs']
            tests: [checks/*.cs]
            hidden: secret/
            limits:
              checkTime: 250 ms
              memory: 128 MiB
              output: 2 KiB
            compile:
              langVersion: 12
              nullable: disable
              implicitUsings: false
              defines: [FAST]
              usings: [System.Text, static System.Math]
            allow: [T:System.Diagnostics.Process]
            """.Replace("250 ms", "0.25 s", StringComparison.Ordinal));

        var task = TaskLoader.Load(folder.Path);
        var problem = task.Problem;
        Assert.Equal(("my-task", "Mine", "Please."), (problem.Id, problem.Title, problem.Statement));
        Assert.Equal(["lib/A.cs", "lib/Api.cs"], problem.Sources.Paths);
        Assert.Equal(["checks/C.cs"], problem.CheckSources.Paths);
        Assert.Equal(1, task.HeldBack!.FileCount);
        Assert.Equal(Limits.Default with { CheckTime = TimeSpan.FromMilliseconds(250), MemoryMegabytes = 128, OutputBytes = 2048 }, problem.Limits);
        Assert.Equal(("12", "disable", false), (problem.Compile.LangVersion, problem.Compile.Nullable, problem.Compile.ImplicitUsings));
        Assert.Equal(["System.Text", "static System.Math"], problem.Compile.GlobalUsings);
        Assert.Contains("FAST", problem.Compile.Defines);
        Assert.Equal(["T:System.Diagnostics.Process"], problem.Policy.Allowed);
        Assert.True(problem.Editable.Allows("lib/New.cs", out _));
        Assert.False(problem.Editable.Allows("lib/Api.cs", out _));
    }

    [Fact]
    public void The_framework_of_the_checks_is_xunit_2_unless_the_task_says_otherwise()
    {
        folder.WithTask();
        Assert.Equal(CheckFramework.XunitV2, TaskLoader.Load(folder.Path).Problem.Framework);
        folder.Write("task.yaml", "framework: xunit.v3\n");
        Assert.Equal(CheckFramework.XunitV3, TaskLoader.Load(folder.Path).Problem.Framework);
        folder.Write("task.yaml", "framework: xunit\n");
        Assert.Equal(CheckFramework.XunitV2, TaskLoader.Load(folder.Path).Problem.Framework);
        folder.Write("task.yaml", "framework: nunit\n");
        var refused = Assert.Throws<UserErrorException>(() => TaskLoader.Load(folder.Path));
        Assert.Contains("line 1, column 12: 'framework' is one of xunit, xunit.v3, not 'nunit'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_that_look_like_xunit_v3_get_a_note_where_the_task_does_not_say_which()
    {
        folder.WithTask();
        Assert.Empty(TaskLoader.Load(folder.Path).Notes);
        folder.Write("tests/CodeTests.cs", "using Xunit;\npublic class CodeTests { [Fact] public void Holds() => Assert.SkipWhen(true, \"\"); }\n");
        Assert.Contains("tests/CodeTests.cs uses Assert.SkipWhen, which xunit v3 has", Assert.Single(TaskLoader.Load(folder.Path).Notes), StringComparison.Ordinal);
        folder.Write("task.yaml", "framework: xunit.v3\n");
        Assert.Empty(TaskLoader.Load(folder.Path).Notes);
    }

    [Fact]
    public void What_is_held_back_is_nowhere_in_the_problem()
    {
        folder.WithTask();
        folder.Write("hidden/H.cs", "class TopSecret { }");
        folder.Write("task.yaml", "sources: ['**/*.cs']\n");
        var task = TaskLoader.Load(folder.Path);

        Assert.DoesNotContain(task.Problem.Sources.Files.Concat(task.Problem.CheckSources.Files), f => f.Value.Text.Contains("TopSecret", StringComparison.Ordinal));
        Assert.DoesNotContain("TopSecret", task.ToString() + System.Text.Json.JsonSerializer.Serialize(task.HeldBack), StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(Evaluation.Grading.HeldBackChecks).GetMembers(), m => m.Name.Contains("Sources", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_is_read_with_its_encoding_and_line_endings()
    {
        folder.WithTask();
        File.WriteAllBytes(folder["Bom.cs"], [0xEF, 0xBB, 0xBF, .. "// é\r\n"u8]);
        File.WriteAllBytes(folder["Wide.cs"], [0xFF, 0xFE, (byte)'a', 0]);
        var sources = TaskLoader.Load(folder.Path).Problem.Sources;
        Assert.Equal(new SourceFile("// é\r\n", SourceEncoding.Utf8WithBom), sources["Bom.cs"]);
        Assert.Equal(new SourceFile("a", SourceEncoding.Utf16LittleEndian), sources["Wide.cs"]);
    }

    [Fact]
    public void A_task_without_a_statement_asks_for_its_checks_to_pass()
    {
        folder.WithTask();
        File.Delete(folder["README.md"]);
        Assert.Equal("Make every check pass.", TaskLoader.Load(folder.Path).Problem.Statement);
    }

    [Theory]
    [InlineData("Code.cs", null)]
    [InlineData("New.cs", null)]
    [InlineData("tests/CodeTests.cs", "belongs to the checks")]
    [InlineData("tests/New.cs", "belongs to the checks")]
    [InlineData("hidden/New.cs", "belongs to the checks")]
    [InlineData("code.cs", "differs from Code.cs only in case")]
    [InlineData("README.md", "is no C# file")]
    [InlineData("other/New.cs", "in a folder without sources")]
    [InlineData("obj/New.cs", "generated or hidden")]
    [InlineData(".git/New.cs", "generated or hidden")]
    [InlineData("../New.cs", "not a plain relative path")]
    [InlineData("a/../New.cs", "not a plain relative path")]
    [InlineData("/etc/New.cs", "is absolute")]
    [InlineData("C:/New.cs", "is absolute")]
    [InlineData("a\\New.cs", "backslash")]
    [InlineData("New.cs ", "ends in a dot or a space")]
    [InlineData("a\nb.cs", "control character")]
    [InlineData("", "is empty")]
    public void Only_the_solution_can_be_edited(string path, string? refusal)
    {
        var editable = TaskLoader.Load(folder.WithTask().Path).Problem.Editable;
        Assert.Equal(refusal is null, editable.Allows(path, out var reason));
        Assert.Contains(refusal ?? "", reason, StringComparison.Ordinal);
    }
}
