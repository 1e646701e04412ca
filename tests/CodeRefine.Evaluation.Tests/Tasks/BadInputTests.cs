using CodeRefine.Core;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tests.Tasks;

/// <summary>One clear sentence for each thing that can be wrong with a folder.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void No_folder() => Refused(folder["nothing"], "There is no folder");

    [Fact]
    public void No_name() => Refused(" ", "No task folder was named");

    [Fact]
    public void A_file_for_a_folder() => Refused(folder.Write("a.cs", ""), "is a file: name the folder");

    [Fact]
    public void An_empty_folder() => Refused(folder.Path, "is empty");

    [Fact]
    public void No_sources()
    {
        folder.Write("tests/T.cs", "using Xunit;");
        Refused(folder.Path, "holds no C# sources");
    }

    [Fact]
    public void A_folder_of_tasks_names_one_of_them()
    {
        folder.Write("one/A.cs", "class A { }");
        folder.Write("one/tests/T.cs", "using Xunit;");
        Refused(folder.Path, "such as " + folder["one"]);
    }

    [Fact]
    public void No_tests()
    {
        folder.Write("A.cs", "class A { }");
        folder.Write("hidden/H.cs", "class H { }");
        Refused(folder.Path, "holds no tests");
    }

    [Fact]
    public void A_binary_source()
    {
        folder.WithTask();
        File.WriteAllBytes(folder["Code.cs"], [.. "class A"u8, 0, 1, 2]);
        Refused(folder.Path, "Code.cs is binary, not text: there is a NUL byte at offset 7");
    }

    [Fact]
    public void A_huge_source()
    {
        folder.WithTask();
        using (var file = File.Create(folder["Code.cs"]))
        {
            file.SetLength(50 << 20);
        }

        Refused(folder.Path, "Code.cs is 50.0 MiB; at most 1 MiB");
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0xE9, (byte)'b' }, "is not valid UTF-8 at offset 1 (byte 0xE9)")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a', 0xFF }, "is not valid UTF-8 at offset 4 (byte 0xFF)")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00 }, "is not valid UTF-16")]
    public void Text_in_another_encoding(byte[] bytes, string message)
    {
        folder.WithTask();
        File.WriteAllBytes(folder["Code.cs"], bytes);
        Refused(folder.Path, "Code.cs " + message);
    }

    [Fact]
    public void An_unreadable_file()
    {
        // A folder in a file's place is refused as a file without permission is, and to a privileged user too.
        Directory.CreateDirectory(folder["Code.cs"]);
        var error = Assert.Throws<UserErrorException>(() => TextFiles.ReadSource(folder.Path, "Code.cs"));
        Assert.Contains("Code.cs cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id: [\n", "task.yaml, line 2, column 1: this is no valid YAML")]
    [InlineData("id: a\n  b: c\n", "line 2")]
    [InlineData("titel: x", "line 1, column 1: 'titel' is no key of a task; did you mean 'title'?")]
    [InlineData("colour: x", "'colour' is no key of a task; the keys here are id, title")]
    [InlineData("limits:\n  memroy: 1", "line 2, column 3: 'limits.memroy' is no key of a task; did you mean 'limits.memory'?")]
    [InlineData("limits:\n  memory: 1", "line 2, column 11: 'limits.memory' is a number of MiB from 64 to 16384, not '1'")]
    [InlineData("limits:\n  memory: 64.5", "is a whole number, not '64.5'")]
    [InlineData("limits:\n  checkTime: soon", "'limits.checkTime' is a number of s from 0.1 to 600, not 'soon'")]
    [InlineData("limits: 5", "'limits' holds keys of its own: checkTime")]
    [InlineData("compile:\n  nullable: enabled", "is one of enable, disable, warnings, annotations, not 'enabled'; did you mean 'enable'?")]
    [InlineData("compile:\n  implicitUsings: yes", "'compile.implicitUsings' is true or false, not 'yes'")]
    [InlineData("compile:\n  langVersion: C#9", "is a C# version such as 12")]
    [InlineData("compile:\n  usings: ['System; class X {']", "is no using")]
    [InlineData("allow: [everything]", "is no documentation id")]
    [InlineData("id: a b", "'id' is a short name")]
    [InlineData("id: a\nid: b", "line 2")]
    [InlineData("sources: ../other", "line 1, column 10: '../other' in 'sources' leaves the task's folder by '..'")]
    [InlineData("hidden: [a/../../b]", "leaves the task's folder")]
    [InlineData("tests: /etc", "is absolute")]
    [InlineData("sources: {a: b}", "'sources' is a text or a list of texts")]
    [InlineData("statement: nowhere.md", "nowhere.md is named as the statement but is not there")]
    [InlineData("statement: ../x.md", "is not a plain relative path")]
    [InlineData("- a\n- b", "a task's file holds keys and values")]
    [InlineData("title: &a x\nid: *a", "aliases are not supported")]
    [InlineData("id: a\n---\nid: b", "holds one document")]
    public void A_task_file_that_is_wrong(string yaml, string message)
    {
        folder.WithTask();
        folder.Write("task.yaml", yaml);
        Refused(folder.Path, message);
    }

    [Fact]
    public void A_task_file_that_is_nested_to_overflow_the_stack()
    {
        folder.WithTask();
        folder.Write("task.yaml", "id: " + new string('[', 60_000));
        Refused(folder.Path, "nested deeper");
    }

    [Fact]
    public void An_empty_task_file_is_none()
    {
        folder.WithTask();
        folder.Write("task.yaml", "# nothing\n");
        Assert.Single(TaskLoader.Load(folder.Path).Problem.Sources.Paths);
    }

    [Fact]
    public void A_check_that_is_both_visible_and_held_back()
    {
        folder.WithTask();
        folder.Write("task.yaml", "hidden: tests/*.cs\n");
        Refused(folder.Path, "CodeTests.cs is named both as a visible and as a held-back check");
    }

    [Fact]
    public void Files_that_differ_only_in_case()
    {
        folder.WithTask();
        folder.Write("code.cs", "class B { }");
        Assert.SkipWhen(File.ReadAllText(folder["Code.cs"]) == "class B { }", "This file system does not tell cases apart.");
        Refused(folder.Path, "differ only in case");
    }

    [Fact]
    public void Links_are_not_followed_and_said()
    {
        folder.WithTask();
        using var outside = new TestFolder();
        outside.Write("Secret.cs", "class Secret { }");
        Directory.CreateSymbolicLink(folder["loop"], folder.Path);
        Directory.CreateSymbolicLink(folder["away"], outside.Path);
        File.CreateSymbolicLink(folder["Linked.cs"], outside["Secret.cs"]);
        File.CreateSymbolicLink(folder["Self.cs"], folder["Self.cs"]);

        var task = TaskLoader.Load(folder.Path);
        Assert.Equal(["Code.cs"], task.Problem.Sources.Paths);
        Assert.Equal(["Linked.cs", "Self.cs", "away", "loop"], task.Notes.Select(n => n.Split(' ')[0]));
    }

    [Fact]
    public void A_statement_that_is_a_link_out_of_the_folder()
    {
        folder.WithTask();
        using var outside = new TestFolder();
        outside.Write("secret.md", "# Secret");
        File.Delete(folder["README.md"]);
        File.CreateSymbolicLink(folder["README.md"], outside["secret.md"]);
        Assert.DoesNotContain("Secret", TaskLoader.Load(folder.Path).Problem.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_among_the_sources_does_not_block()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Named pipes are files on Unix only.");
        folder.WithTask();
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", folder["Pipe.cs"]);
        mkfifo.WaitForExit();
        Assert.Equal("", TaskLoader.Load(folder.Path).Problem.Sources["Pipe.cs"].Text);
    }

    private static void Refused(string path, string message)
    {
        var error = Assert.Throws<UserErrorException>(() => TaskLoader.Load(path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(UserErrorKind.Input, error.Kind);
    }
}
