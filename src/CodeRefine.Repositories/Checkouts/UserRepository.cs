using System.Collections.Immutable;
using CodeRefine.Core;

namespace CodeRefine.Repositories.Checkouts;

/// <summary>The repository that a run is about: the user's, or a bare copy of one that was named by an address. It is read; only <c>--commit</c> and <c>--apply</c> write, by classes of their own.</summary>
/// <param name="GitFolder">Absolute path of its git directory.</param>
/// <param name="WorkTree">Null for a bare one.</param>
/// <param name="Name">Last part of its path or address.</param>
public sealed record UserRepository(string GitFolder, string? WorkTree, string Name)
{
    internal Git Git => new(GitFolder);

    /// <summary>What is to be known about it: submodules, a shallow history.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Finds the repository that holds the folder, or copies the one at an address into <paramref name="state"/>.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static async Task<UserRepository> OpenAsync(string pathOrUrl, string state, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(pathOrUrl))
        {
            return IsAddress(pathOrUrl)
                ? await CloneAsync(pathOrUrl, state, cancellationToken)
                : throw new UserErrorException($"There is no folder {Path.GetFullPath(pathOrUrl)}: name a git repository by its folder or its address.");
        }

        var folder = Path.GetFullPath(pathOrUrl);
        var git = await Git.InAsync(folder, cancellationToken, "rev-parse", "--absolute-git-dir");
        if (!git.Succeeded)
        {
            throw new UserErrorException($"{folder} is not in a git repository: run `git init` and commit there first, or use `coderefine solve` for a folder with tests.");
        }

        var top = await Git.InAsync(folder, cancellationToken, "rev-parse", "--show-toplevel");
        var tree = top.Succeeded && top.Output.Trim() is { Length: > 0 } path ? path : null;
        return await WithNotesAsync(new UserRepository(git.Output.Trim(), tree, Path.GetFileName((tree ?? git.Output.Trim()).TrimEnd('/'))), cancellationToken);
    }

    /// <exception cref="UserErrorException">There is no such commit, or none at all.</exception>
    public async Task<string> CommitOfAsync(string? name, CancellationToken cancellationToken)
    {
        var found = await Git.TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", (name ?? "HEAD") + "^{commit}");
        if (found.Succeeded && found.Output.Trim() is { Length: >= 40 } id)
        {
            return id;
        }

        if (name is null)
        {
            throw new UserErrorException($"{WorkTree ?? GitFolder} has no commit yet: commit what you have, so that there is something to start from.");
        }

        var shallow = Notes.Any(n => n.Contains("shallow", StringComparison.Ordinal)) ? " Its history is shallow: `git fetch --unshallow` brings the rest." : " Check the name, or fetch it first.";
        throw new UserErrorException($"--base: there is no commit {name} in {WorkTree ?? GitFolder}.{shallow}");
    }

    internal static bool IsAddress(string text) => text.Contains("://", StringComparison.Ordinal) || (text.Contains('@') && text.IndexOf(':') > text.IndexOf('@'));

    private static async Task<UserRepository> CloneAsync(string url, string state, CancellationToken cancellationToken)
    {
        var name = url.TrimEnd('/').Split('/', ':')[^1];
        name = name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
        var key = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(url)))[..16];
        var folder = Path.Combine(Path.GetFullPath(state), "clones", key + ".git");
        var repository = new UserRepository(folder, null, name);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        var there = File.Exists(Path.Combine(folder, "HEAD"));
        var result = there
            ? await repository.Git.TryAsync(cancellationToken, "fetch", "--quiet", "--prune", "origin", "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
            : await Git.InAsync(Path.GetDirectoryName(folder)!, cancellationToken, "clone", "--quiet", "--bare", "--no-recurse-submodules", "--", url, folder);
        if (!result.Succeeded && !there)
        {
            throw new UserErrorException($"{url} can't be cloned: {LastWords(result.Error)}");
        }

        return await WithNotesAsync(repository, cancellationToken);
    }

    private static async Task<UserRepository> WithNotesAsync(UserRepository repository, CancellationToken cancellationToken)
    {
        var shallow = await repository.Git.TryAsync(cancellationToken, "rev-parse", "--is-shallow-repository");
        return shallow.Output.Trim() == "true" ? repository with { Notes = ["The repository's history is shallow: only the base commit is used, so this is no matter for the run."] } : repository;
    }

    internal static string LastWords(string text) => text.Trim().Split('\n') is [.., var last] && last.Length > 0 ? last.Trim() : "git says nothing.";
}
