using CodeRefine.Core;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Tests.Tasks;

public sealed class TaskWriterTests : IDisposable
{
    private readonly TestFolder folder = new TestFolder().WithTask();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Only_what_changed_is_written_with_its_encoding_and_mode()
    {
        File.WriteAllBytes(folder["Bom.cs"], [0xEF, 0xBB, 0xBF, .. "class B { }\r\n"u8]);
        folder.Write("Gone.cs", "class Gone { }");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder["Bom.cs"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        }

        var task = TaskLoader.Load(folder.Path);
        var untouched = File.GetLastWriteTimeUtc(folder["Code.cs"]);
        var written = TaskWriter.Write(task, task.Problem.Sources.With("Bom.cs", "class B { int ä; }\r\n").With("New.cs", "class N { }").Without("Gone.cs"));

        Assert.Equal([new("Bom.cs", WrittenKind.Changed), new("Gone.cs", WrittenKind.Deleted), new("New.cs", WrittenKind.Added)], written);
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "class B { int ä; }\r\n"u8], File.ReadAllBytes(folder["Bom.cs"]));
        Assert.Equal("class N { }", File.ReadAllText(folder["New.cs"]));
        Assert.Equal(untouched, File.GetLastWriteTimeUtc(folder["Code.cs"]));
        Assert.Equal(["Bom.cs", "Code.cs", "New.cs", "README.md"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite, File.GetUnixFileMode(folder["Bom.cs"]));
        }
    }

    [Fact]
    public void A_solution_that_changed_a_check_is_not_written()
    {
        var task = TaskLoader.Load(folder.Path);
        Assert.Throws<InvalidOperationException>(() => TaskWriter.Write(task, task.Problem.Sources.With("Code.cs", "x").With("tests/CodeTests.cs", "")));
        Assert.Equal("public class Code { }\n", File.ReadAllText(folder["Code.cs"]));
    }

    [Fact]
    public void Nothing_is_written_through_a_link()
    {
        using var outside = new TestFolder();
        folder.Write("src/A.cs", "class A { }");
        var task = TaskLoader.Load(folder.Path);
        Directory.Move(folder["src"], outside["src"]);
        Directory.CreateSymbolicLink(folder["src"], outside["src"]);

        var error = Assert.Throws<UserErrorException>(() => TaskWriter.Write(task, task.Problem.Sources.With("src/A.cs", "class A2 { }")));
        Assert.Contains("is a symbolic link", error.Message, StringComparison.Ordinal);
        Assert.Equal("class A { }", File.ReadAllText(outside["src/A.cs"]));
    }

    [Fact]
    public void What_the_user_changed_meanwhile_is_kept()
    {
        var task = TaskLoader.Load(folder.Path);
        folder.Write("Code.cs", "// my own work");
        var error = Assert.Throws<UserErrorException>(() => TaskWriter.Write(task, task.Problem.Sources.With("Code.cs", "x").With("AAA.cs", "y")));
        Assert.Contains("was changed by somebody else", error.Message, StringComparison.Ordinal);
        Assert.Equal("// my own work", File.ReadAllText(folder["Code.cs"]));
        Assert.False(File.Exists(folder["AAA.cs"]));
    }

    [Fact]
    public void Another_folder_gets_the_whole_solution_and_the_task_stays()
    {
        var task = TaskLoader.Load(folder.Path);
        using var elsewhere = new TestFolder();
        TaskWriter.WriteTo(elsewhere["new/out"], task, task.Problem.Sources.With("New.cs", "class N { }"));
        Assert.Equal("public class Code { }\n", File.ReadAllText(elsewhere["new/out/Code.cs"]));
        Assert.Equal("class N { }", File.ReadAllText(elsewhere["new/out/New.cs"]));
        Assert.False(File.Exists(folder["New.cs"]));
    }

    [Fact]
    public void A_file_in_the_place_of_the_other_folder_is_named()
    {
        var task = TaskLoader.Load(folder.Path);
        Assert.Contains("is a file", Assert.Throws<UserErrorException>(() => TaskWriter.WriteTo(folder["Code.cs"], task, task.Problem.Sources)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_named()
    {
        var task = TaskLoader.Load(folder.Path);
        Directory.CreateDirectory(folder["out/Code.cs"]);
        Assert.Contains("cannot be written", Assert.Throws<UserErrorException>(() => TaskWriter.WriteTo(folder["out"], task, task.Problem.Sources)).Message, StringComparison.Ordinal);
    }
}
