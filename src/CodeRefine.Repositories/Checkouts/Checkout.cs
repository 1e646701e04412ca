using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core;

namespace CodeRefine.Repositories.Checkouts;

/// <summary>
/// A run's own copy of the base commit's files, with a repository of its own that knows one commit: no later object, remote, branch or reflog of the
/// user's repository can be reached from it. What the user has is read only.
/// </summary>
public sealed record Checkout
{
    private const int LongestListed = 3;

    /// <summary>Absolute path of the files.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder above, which builds may write to: nothing but the files and what belongs to them.</summary>
    public string Work => Path.GetDirectoryName(Folder)!;

    /// <summary>The commit of the user's repository that the files are of.</summary>
    public required string BaseCommit { get; init; }

    /// <summary>A bare repository with that one tree, which nothing in the sandbox can reach: patches are made there.</summary>
    public required string GitFolder { get; init; }

    /// <summary>The one commit in it.</summary>
    public required string RootCommit { get; init; }
    public required UserRepository Origin { get; init; }

    /// <summary>What a person should know: submodules left out, uncommitted changes kept out, files whose content is elsewhere.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>Paths whose content is a pointer to Git LFS.</summary>
    public required ImmutableArray<string> Pointers { get; init; }

    internal Git Git => new(GitFolder);

    /// <param name="folder">A folder of the run's own, which is made.</param>
    /// <param name="includeDirty">Take the working tree's uncommitted changes along.</param>
    /// <param name="overlay">A folder whose files are put over the base's and count as such; null for none.</param>
    /// <exception cref="UserErrorException">There is no such commit, or uncommitted changes are asked for and there is no working tree at the base.</exception>
    public static async Task<Checkout> CreateAsync(UserRepository origin, string? baseName, bool includeDirty, string folder, CancellationToken cancellationToken, string? overlay = null)
    {
        var commit = await origin.CommitOfAsync(baseName, cancellationToken);
        var work = Path.Combine(Path.GetFullPath(folder), "work");
        var files = Path.Combine(work, "files");
        Directory.CreateDirectory(files);
        CloseOff(work);
        var index = Path.Combine(folder, "index");
        var read = origin.Git with { Index = index };
        await read.RunAsync(cancellationToken, "read-tree", commit);
        await (read with { WorkTree = files }).RunAsync(cancellationToken, "checkout-index", "--all", "--quiet", "--force", $"--prefix={files}/");
        var tree = Entries((await read.RunAsync(cancellationToken, "ls-files", "--stage", "-z")).Output);
        List<string> notes = [.. origin.Notes];
        if (tree.Where(e => e.Mode == "160000").Select(e => e.Path).ToList() is { Count: > 0 } modules)
        {
            notes.Add($"{Count(modules.Count, "submodule is", "submodules are")} not loaded, since their commits are in other repositories: {List(modules)}. Projects that need them won't build.");
        }

        await TakeChangesAsync(origin, commit, baseName, includeDirty, files, notes, cancellationToken);
        if (overlay is not null)
        {
            CopyFolder(overlay, files);
        }

        var pointers = tree.Where(e => e.Mode.StartsWith("100", StringComparison.Ordinal)).Select(e => e.Path).Where(p => IsPointer(Path.Combine(files, p))).ToImmutableArray();
        if (!pointers.IsEmpty)
        {
            notes.Add($"{Count(pointers.Length, "file is a pointer", "files are pointers")} to Git LFS whose content is not here ({List(pointers)}): tests that read them will fail. `git lfs pull` does not help, since filters are not run on a copy that code from others is run in.");
        }

        File.Delete(index);
        var bare = Path.Combine(folder, "base.git");
        var root = await CommitAsync(files, bare, cancellationToken);
        return new Checkout { Folder = files, BaseCommit = commit, GitFolder = bare, RootCommit = root, Origin = origin, Notes = [.. notes], Pointers = pointers };
    }

    /// <summary>MSBuild and editors' settings look for files in all folders above: what lies above the copy is none of the repository's.</summary>
    private static void CloseOff(string work)
    {
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(work, name), "<Project />\n");
        }

        File.WriteAllText(Path.Combine(work, ".editorconfig"), "root = true\n");
    }

    private static async Task TakeChangesAsync(UserRepository origin, string commit, string? baseName, bool includeDirty, string files, List<string> notes, CancellationToken cancellationToken)
    {
        if (origin.WorkTree is not { } workTree)
        {
            if (includeDirty)
            {
                throw new UserErrorException("--include-dirty needs a working tree, and the repository is bare.");
            }

            return;
        }

        var head = await origin.CommitOfAsync(null, cancellationToken);
        if (includeDirty && head != commit)
        {
            throw new UserErrorException($"--include-dirty takes the changes since HEAD along, and --base {baseName} is another commit: leave one of the two out.");
        }

        if (head != commit)
        {
            return;
        }

        var git = origin.Git with { WorkTree = workTree };
        var changed = Zero((await git.RunAsync(cancellationToken, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--ignore-submodules", "-z", "HEAD")).Output);
        var added = Zero((await git.RunAsync(cancellationToken, "ls-files", "--others", "--exclude-standard", "-z")).Output);
        var all = changed.Concat(added).Distinct(StringComparer.Ordinal).ToList();
        if (all.Count == 0)
        {
            return;
        }

        if (!includeDirty)
        {
            notes.Add($"{Count(all.Count, "uncommitted change is", "uncommitted changes are")} kept out ({List(all)}): --include-dirty takes them along.");
            return;
        }

        foreach (var path in all)
        {
            Take(Path.Combine(workTree, path), Path.Combine(files, path));
        }

        notes.Add($"{Count(all.Count, "uncommitted change is", "uncommitted changes are")} taken along ({List(all)}).");
    }

    private static void Take(string from, string to)
    {
        var file = new FileInfo(from);
        if (file.LinkTarget is not null || Directory.Exists(from))
        {
            return;
        }

        if (!file.Exists)
        {
            File.Delete(to);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }

    /// <summary>One commit of the files, in a repository beside them and, as a build may ask for one, in one among them.</summary>
    private static async Task<string> CommitAsync(string files, string bare, CancellationToken cancellationToken)
    {
        var made = await Git.InAsync(files, cancellationToken, "init", "--quiet", "--bare", "--template=", "--initial-branch=base", bare);
        if (!made.Succeeded)
        {
            throw new UserErrorException($"{bare} can't be made: {UserRepository.LastWords(made.Error)} Name a folder that can be written by --state.");
        }

        // Line endings are as the base's own attributes made them: nothing is converted on the way in a second time.
        var git = new Git(bare) { WorkTree = files, Index = bare + "/index" };
        await git.RunAsync(cancellationToken, "-c", "core.safecrlf=false", "add", "--all", "--force", "--", ".");
        var tree = await git.LineAsync(cancellationToken, "write-tree");
        var commit = await git.LineAsync(cancellationToken, "commit-tree", tree, "-m", "The base commit's files");
        await git.RunAsync(cancellationToken, "update-ref", "refs/heads/base", commit);
        CopyFolder(bare, Path.Combine(files, ".git"));
        await File.WriteAllTextAsync(Path.Combine(files, ".git", "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = false\n", cancellationToken);
        return commit;
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    private static bool IsPointer(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists || info.LinkTarget is not null || info.Length is < 50 or > 1024)
        {
            return false;
        }

        return File.ReadAllText(file).StartsWith("version https://git-lfs.github.com/spec/", StringComparison.Ordinal);
    }

    private static List<(string Mode, string Path)> Entries(string listed) => [.. Zero(listed).Select(e => (e[..e.IndexOf(' ')], e[(e.IndexOf('\t') + 1)..]))];

    private static string[] Zero(string text) => text.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string List(IReadOnlyCollection<string> paths) => string.Join(", ", paths.Take(LongestListed)) + (paths.Count > LongestListed ? ", …" : "");
}
