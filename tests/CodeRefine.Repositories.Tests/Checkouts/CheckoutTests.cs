using CodeRefine.Core;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Processes;
using CodeRefine.Repositories.Tests.Fixing;

namespace CodeRefine.Repositories.Tests.Checkouts;

/// <summary>A run's own copy of a repository: what is in it, what can't be reached from it, and that the user's stays as it is.</summary>
public sealed class CheckoutTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly SampleRepository repository = new();
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_later_commit_can_not_be_reached_from_the_copy()
    {
        await repository.With("a.cs", "class Broken;\n").CommitAsync();
        var start = await repository.GitAsync("rev-parse", "HEAD");
        await repository.With("a.cs", "class Mended;\n").CommitAsync("The fix");
        var fix = await repository.GitAsync("rev-parse", "HEAD");
        var blob = await repository.GitAsync("rev-parse", "HEAD:a.cs");
        await repository.GitAsync("remote", "add", "origin", "https://example.org/secret.git");

        var copy = await CheckoutAsync(start);

        Assert.Equal("class Broken;\n", await File.ReadAllTextAsync(Path.Combine(copy.Folder, "a.cs"), Cancellation));
        foreach (var git in new[] { copy.GitFolder, Path.Combine(copy.Folder, ".git") })
        {
            Assert.False((await Git(git, "cat-file", "-e", fix)).Succeeded);
            Assert.False((await Git(git, "cat-file", "-e", blob)).Succeeded);
            Assert.Equal("1", (await Git(git, "rev-list", "--all", "--count")).Output.Trim());
            Assert.Equal("", (await Git(git, "remote")).Output.Trim());
            Assert.Equal("refs/heads/base", (await Git(git, "for-each-ref", "--format=%(refname)")).Output.Trim());
        }

        // Not in any file either, compressed ones aside, which git itself has just been asked for.
        foreach (var file in Directory.EnumerateFiles(copy.Work, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("Mended", await File.ReadAllTextAsync(file, Cancellation));
            Assert.DoesNotContain(fix, await File.ReadAllTextAsync(file, Cancellation));
            Assert.DoesNotContain("example.org", await File.ReadAllTextAsync(file, Cancellation));
        }
    }

    [Fact]
    public async Task The_repository_stays_as_it_is_with_its_index_stash_and_uncommitted_changes()
    {
        await repository.With("a.cs", "class A;\n").With("b.cs", "class B;\n").CommitAsync();
        repository.With("a.cs", "class Stashed;\n");
        await repository.GitAsync("stash");
        repository.With("b.cs", "class Staged;\n");
        await repository.GitAsync("add", "b.cs");
        repository.With("b.cs", "class Changed;\n").With("c.cs", "class New;\n");
        var before = repository.Fingerprint();

        var copy = await CheckoutAsync(null);

        Assert.Equal(before, repository.Fingerprint());
        Assert.Equal("class B;\n", await File.ReadAllTextAsync(Path.Combine(copy.Folder, "b.cs"), Cancellation));
        Assert.False(File.Exists(Path.Combine(copy.Folder, "c.cs")));
        Assert.Contains(copy.Notes, n => n.StartsWith("2 uncommitted changes are kept out (b.cs, c.cs)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task I_can_take_uncommitted_changes_along()
    {
        await repository.With("a.cs", "class A;\n").With("gone.cs", "class Gone;\n").With(".gitignore", "*.log\n").CommitAsync();
        repository.With("a.cs", "class Changed;\n").With("new/b.cs", "class B;\n").With("x.log", "ignored");
        File.Delete(Path.Combine(repository.Path, "gone.cs"));
        var before = repository.Fingerprint();

        var copy = await CheckoutAsync(null, includeDirty: true);

        Assert.Equal("class Changed;\n", await File.ReadAllTextAsync(Path.Combine(copy.Folder, "a.cs"), Cancellation));
        Assert.True(File.Exists(Path.Combine(copy.Folder, "new/b.cs")));
        Assert.False(File.Exists(Path.Combine(copy.Folder, "gone.cs")));
        Assert.False(File.Exists(Path.Combine(copy.Folder, "x.log")));
        Assert.Equal(before, repository.Fingerprint());
    }

    [Fact]
    public async Task Bytes_are_as_they_are_in_the_commit()
    {
        byte[] carriage = [0xEF, 0xBB, 0xBF, .. "class A;\r\n"u8];
        await repository.With("a.cs", carriage).CommitAsync();

        var copy = await CheckoutAsync(null);

        Assert.Equal(carriage, await File.ReadAllBytesAsync(Path.Combine(copy.Folder, "a.cs"), Cancellation));
    }

    [Fact]
    public async Task A_pointer_of_Git_LFS_is_told()
    {
        await repository.With("a.cs", "class A;\n").With("data.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n").CommitAsync();

        var copy = await CheckoutAsync(null);

        Assert.Equal(["data.bin"], copy.Pointers);
        Assert.Contains(copy.Notes, n => n.StartsWith("1 file is a pointer to Git LFS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_submodule_is_told_and_left_out()
    {
        await repository.With("a.cs", "class A;\n").CommitAsync();
        await repository.GitAsync("update-index", "--add", "--cacheinfo", "160000,1111111111111111111111111111111111111111,libs/other");
        await repository.GitAsync("commit", "--quiet", "-m", "A submodule");

        var copy = await CheckoutAsync(null);

        Assert.Contains(copy.Notes, n => n.StartsWith("1 submodule is not loaded", StringComparison.Ordinal) && n.Contains("libs/other", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bare_repository_will_do()
    {
        await repository.With("a.cs", "class A;\n").CommitAsync();
        await repository.GitAsync("clone", "--quiet", "--bare", ".", folder["bare.git"]);
        var bare = await UserRepository.OpenAsync(folder["bare.git"], folder["state"], Cancellation);

        var copy = await Checkout.CreateAsync(bare, null, false, folder["copy"], Cancellation);

        Assert.Null(bare.WorkTree);
        Assert.True(File.Exists(Path.Combine(copy.Folder, "a.cs")));
    }

    [Fact]
    public async Task A_shallow_repository_will_do()
    {
        await repository.With("a.cs", "class A;\n").CommitAsync();
        await repository.With("a.cs", "class B;\n").CommitAsync();
        await repository.GitAsync("clone", "--quiet", "--depth", "1", "file://" + repository.Path, folder["shallow"]);
        var shallow = await UserRepository.OpenAsync(folder["shallow"], folder["state"], Cancellation);

        var copy = await Checkout.CreateAsync(shallow, null, false, folder["copy"], Cancellation);

        Assert.Contains(copy.Notes, n => n.Contains("shallow", StringComparison.Ordinal));
        var missing = await Assert.ThrowsAsync<UserErrorException>(() => Checkout.CreateAsync(shallow, "HEAD~1", false, folder["other"], Cancellation));
        Assert.Contains("git fetch --unshallow", missing.Message);
    }

    [Fact]
    public async Task An_address_is_cloned()
    {
        await repository.With("a.cs", "class A;\n").CommitAsync();

        var cloned = await UserRepository.OpenAsync("file://" + repository.Path, folder["state"], Cancellation);
        var copy = await Checkout.CreateAsync(cloned, "main", false, folder["copy"], Cancellation);

        Assert.True(File.Exists(Path.Combine(copy.Folder, "a.cs")));
    }

    [Fact]
    public async Task Files_that_are_put_over_the_base_count_as_the_base()
    {
        await repository.With("a.csproj", "<Project />\n").With("a.cs", "class A;\n").CommitAsync();
        folder.Write("over/a.csproj", "<Project><!-- for what is installed here --></Project>\n");
        folder.Write("over/inner/b.props", "<Project />\n");

        var copy = await Checkout.CreateAsync(await UserRepository.OpenAsync(repository.Path, folder["state"], Cancellation), null, false, folder["copy"], Cancellation, folder["over"]);

        Assert.Contains("installed here", await File.ReadAllTextAsync(Path.Combine(copy.Folder, "a.csproj"), Cancellation), StringComparison.Ordinal);
        Assert.Equal("a.cs\na.csproj\ninner/b.props", (await Git(copy.GitFolder, "ls-tree", "-r", "--name-only", copy.RootCommit)).Output.Trim());
    }

    [Fact]
    public async Task What_is_no_repository_is_told_so()
    {
        var wrong = await Assert.ThrowsAsync<UserErrorException>(() => UserRepository.OpenAsync(folder.Path, folder["state"], Cancellation));

        Assert.Contains("is not in a git repository", wrong.Message);
    }

    [Fact]
    public async Task A_repository_without_a_commit_is_told_so()
    {
        repository.With("a.cs", "class A;\n");
        await repository.GitAsync("init", "--quiet");

        var wrong = await Assert.ThrowsAsync<UserErrorException>(() => CheckoutAsync(null));

        Assert.Contains("has no commit yet", wrong.Message);
    }

    [Fact]
    public async Task A_base_that_is_not_there_is_told_so()
    {
        await repository.With("a.cs", "class A;\n").CommitAsync();

        var wrong = await Assert.ThrowsAsync<UserErrorException>(() => CheckoutAsync("v9.9"));

        Assert.Contains("--base: there is no commit v9.9", wrong.Message);
    }

    [Fact]
    public async Task A_hook_or_a_monitor_of_the_repository_does_not_run()
    {
        await repository.With("a.cs", "class A;\n").CommitAsync();
        folder.WriteProgram("monitor", $"#!/bin/sh\ntouch {folder["ran"]}\n");
        await repository.GitAsync("config", "core.fsmonitor", folder["monitor"]);
        repository.With("a.cs", "class B;\n");

        await CheckoutAsync(null);

        Assert.False(File.Exists(folder["ran"]));
    }

    public void Dispose()
    {
        repository.Dispose();
        folder.Dispose();
    }

    private async Task<Checkout> CheckoutAsync(string? name, bool includeDirty = false) =>
        await Checkout.CreateAsync(await UserRepository.OpenAsync(repository.Path, folder["state"], Cancellation), name, includeDirty, folder["copy"], Cancellation);

    private static Task<CommandResult> Git(string folder, params string[] arguments) => new Command("git").WithArguments(["--git-dir", folder, .. arguments]).ExecuteAsync(Cancellation);
}
