using CodeRefine.Agent.Memory;
using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Core;
using CodeRefine.Core.Critiques;

namespace CodeRefine.Agent.Tests.Memory;

public sealed class MemoryStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("coderefine-memory-").FullName;

    private string File => Path.Combine(folder, "deep", "memory.db");

    [Fact]
    public void What_helped_on_the_same_failure_is_found_again_when_the_file_is_opened_anew()
    {
        using (var store = MemoryStore.Open(File))
        {
            store.Add(On("CS1503", "Convert the argument."), ReflectionOutcome.Better, Noon);
            store.Add(On("CS0103", "Declare it first."), ReflectionOutcome.Solved, Noon);
            store.Add(On("CS1503", "Look at the overloads."), ReflectionOutcome.Solved, Noon);
            store.Add(On("CS1503", "Wrong way."), ReflectionOutcome.Worse, Noon);
            store.Add(On("CS0161", "Other kind.", TaxonomyKind.Logic), ReflectionOutcome.Solved, Noon);
        }

        using var again = MemoryStore.Open(File);
        Assert.Equal(["Look at the overloads.", "Convert the argument.", "Declare it first."], again.Helpful("CS1503", TaxonomyKind.Argument, 5, before: null).Select(l => l.Reflection.Text));
        Assert.Equal(["Look at the overloads."], again.Helpful("CS1503", TaxonomyKind.Argument, 1, before: null).Select(l => l.Reflection.Text));
    }

    [Fact]
    public void A_run_that_is_repeated_does_not_see_what_was_learnt_after_it_began()
    {
        using var store = MemoryStore.Open(File);
        store.Add(On("CS1503", "Before."), ReflectionOutcome.Solved, Noon);
        store.Add(On("CS1503", "After."), ReflectionOutcome.Solved, Noon.AddSeconds(1));

        Assert.Equal(["Before."], store.Helpful("CS1503", TaxonomyKind.Argument, 5, Noon.AddSeconds(1)).Select(l => l.Reflection.Text));
    }

    [Fact]
    public void The_same_reflection_on_the_same_node_is_kept_once_with_its_last_outcome()
    {
        using var store = MemoryStore.Open(File);
        store.Add(On("CS1503", "Once."), ReflectionOutcome.Same, Noon);
        store.Add(On("CS1503", "Once."), ReflectionOutcome.Solved, Noon);

        Assert.Equal([ReflectionOutcome.Solved], store.List(new LessonFilter()).Select(l => l.Outcome));
    }

    [Fact]
    public async Task Kinds_of_change_are_counted_with_what_came_of_them_and_a_run_once()
    {
        var world = new TextWorld("class C { int F() { return 0; } }", "One", "Two");
        var session = world.Session();
        var root = await session.StartAsync(CancellationToken.None);
        await session.ExpandAsync(root, TextWorld.Write("class C { int F() { return 1; } }"), CancellationToken.None);
        await session.ExpandAsync(root, TextWorld.Write("class C { int F() { return 0; } int One; }"), CancellationToken.None);
        await session.ExpandAsync(root, TextWorld.Write("class C { int F() { return 0; } int One, Two; }"), CancellationToken.None);

        using var store = MemoryStore.Open(File);
        store.Count("text", session.Nodes, Noon);
        store.Count("text", session.Nodes, Noon);

        Assert.Equal(
            [new Principle("CheckFailed", "add a member", 2, 2, 1), new Principle("CheckFailed", "change a literal", 1, 0, 0)],
            store.Principles(new LessonFilter()));
        Assert.Equal("On CheckFailed, to add a member helped 2 of 2 times and solved 1.", store.Principles(new LessonFilter("CheckFailed"))[0].ToString());
        Assert.Empty(store.Principles(new LessonFilter("CS1503")));
    }

    [Fact]
    public void What_is_forgotten_is_gone_from_the_file_too()
    {
        using (var store = MemoryStore.Open(File))
        {
            store.Add(On("CS1503", "A secret thought of one run."), ReflectionOutcome.Solved, Noon);
            store.Add(On("CS0103", "Another thought that stays."), ReflectionOutcome.Solved, Noon);

            Assert.Equal((1, 0), store.Forget(new LessonFilter("CS1503")));
        }

        var bytes = string.Concat(Directory.GetFiles(Path.GetDirectoryName(File)!).Select(f => System.Text.Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(f))));
        Assert.DoesNotContain("secret", bytes, StringComparison.Ordinal);
        Assert.Contains("stays", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_is_not_given_twice()
    {
        using var store = MemoryStore.Open(File);
        store.Add(On("CS1503", "First."), ReflectionOutcome.Solved, Noon);
        Assert.True(store.Forget(1));
        Assert.False(store.Forget(1));
        store.Add(On("CS1503", "Second."), ReflectionOutcome.Solved, Noon);

        Assert.Null(store.Get(1));
        Assert.Equal("Second.", store.Get(2)!.Reflection.Text);
    }

    [Fact]
    public async Task The_runs_own_reflections_come_first_then_the_stores_then_what_was_counted()
    {
        using var store = MemoryStore.Open(File);
        var world = new TextWorld("class C { }", "One");
        var session = world.Session();
        var root = await session.StartAsync(CancellationToken.None);
        foreach (var word in (string[])["a", "b", "One"])
        {
            await session.ExpandAsync(root, TextWorld.Write($"class C {{ int {word}; }}"), CancellationToken.None);
        }

        store.Add(Reflection.On("text", root, "From an earlier run."), ReflectionOutcome.Better, Noon);
        store.Count("text", session.Nodes, Noon);
        var memory = new StoredMemory([store], Noon.AddDays(1), TimeProvider.System);
        await memory.AddAsync(Reflection.On("text", root, "From this run."), ReflectionOutcome.Same, CancellationToken.None);

        Assert.Equal(
            ["From this run.", "From an earlier run.", "On CheckFailed, to add a member helped 1 of 3 times and solved 1."],
            (await memory.FindAsync(root, 10, CancellationToken.None)).Select(r => r.Text));
        Assert.Equal(2, store.List(new LessonFilter()).Count);
    }

    [Fact]
    public void A_file_that_is_no_memory_or_a_later_ones_is_refused_in_words_and_left_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, "These are notes of mine, and long enough to be no header of any database at all, whichever way one reads them. They stay.");
        var refused = Assert.Throws<UserErrorException>(() => MemoryStore.Open(File));
        Assert.Contains(File, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("These are notes", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Reflection On(string diagnostic, string text, TaxonomyKind kind = TaxonomyKind.Argument) => new("sums", "node-1", kind, diagnostic, text);
}
