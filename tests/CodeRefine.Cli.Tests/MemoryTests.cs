using CodeRefine.Agent.Memory;
using CodeRefine.Core.Critiques;

namespace CodeRefine.Cli.Tests;

public sealed class MemoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task I_can_list_show_and_forget_what_runs_have_learnt()
    {
        using var folder = Remembering();

        var list = await Cli.RunAsync("memory", "list", "--folder", folder.Path);
        Assert.Equal("   2  worse   CS0103  sums  Declare it.\n   1  solved  CS1503  sums  Convert it. Then pass it.\n", list.Output);

        var show = await Cli.RunAsync("memory", "show", "1", "--folder", folder.Path);
        Assert.Equal("1  solved  CS1503  Argument  sums  2026-01-02 12:00:00Z\nnode abc\n  Convert it.\n  Then pass it.\n", show.Output);

        Assert.Equal("Convert it.\nThen pass it.", (string?)(await Cli.RunAsync("memory", "show", "1", "--folder", folder.Path, "--json")).Json["lesson"]!["text"]);
        Assert.Equal(2, (await Cli.RunAsync("memory", "list", "--folder", folder.Path, "--json")).Json["lessons"]!.AsArray().Count);

        var forget = await Cli.RunAsync("memory", "forget", "1", "--folder", folder.Path, "--json");
        Assert.Equal(1, (int)forget.Json["lessons"]!);
        Assert.Equal("   2  worse   CS0103  sums  Declare it.\n", (await Cli.RunAsync("memory", "list", "--folder", folder.Path)).Output);

        Assert.Equal("forgot 1 reflection and 0 counted attempts\n", (await Cli.RunAsync("memory", "forget", "--all", "--folder", folder.Path)).Output);
        Assert.StartsWith("Nothing is kept in ", (await Cli.RunAsync("memory", "list", "--folder", folder.Path)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Say what to forget, in one way: numbers, a filter (--diagnostic, --kind, --problem), or --all.", "forget")]
    [InlineData("Say what to forget, in one way: numbers, a filter (--diagnostic, --kind, --problem), or --all.", "forget", "1", "--all")]
    [InlineData("There is no reflection 7 in ", "forget", "7")]
    [InlineData("There is no reflection 7 in ", "show", "7")]
    [InlineData("`Sloppy` is no kind of bug; there are None, ", "list", "--kind", "Sloppy")]
    public async Task A_mistake_gets_one_sentence_and_erases_nothing(string sentence, params string[] arguments)
    {
        using var folder = Remembering();

        var result = await Cli.RunAsync(["memory", .. arguments, "--folder", folder.Path]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"error: {sentence}", result.Error, StringComparison.Ordinal);
        using var store = MemoryStore.Open(Path.Combine(folder.Path, ".coderefine", "memory.db"));
        Assert.Equal(2, store.List(new LessonFilter()).Count);
    }

    [Fact]
    public async Task The_store_for_all_projects_is_looked_at_apart()
    {
        using var folder = Remembering();
        var options = new CliOptions { Environment = new Dictionary<string, string> { ["XDG_DATA_HOME"] = Path.Combine(folder.Path, "data") } };
        using (var store = MemoryStore.Open(Path.Combine(folder.Path, "data", "coderefine", "memory.db")))
        {
            store.Add(new Reflection("other", "def", TaxonomyKind.Logic, "CheckFailed", "Everywhere."), ReflectionOutcome.Better, Noon);
        }

        Assert.Equal("   1  better  CheckFailed  other  Everywhere.\n", (await Cli.RunAsync(options, "memory", "list", "--global")).Output);
    }

    private static TestFolder Remembering()
    {
        var folder = new TestFolder();
        using var store = MemoryStore.Open(Path.Combine(folder.Path, ".coderefine", "memory.db"));
        store.Add(new Reflection("sums", "abc", TaxonomyKind.Argument, "CS1503", "Convert it.\nThen pass it."), ReflectionOutcome.Solved, Noon);
        store.Add(new Reflection("sums", "abd", TaxonomyKind.MissingDefinition, "CS0103", "Declare it."), ReflectionOutcome.Worse, Noon);
        return folder;
    }
}
