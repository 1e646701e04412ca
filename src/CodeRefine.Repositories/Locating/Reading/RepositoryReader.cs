using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CodeRefine.Core;
using CodeRefine.Core.Problems;

namespace CodeRefine.Repositories.Locating.Reading;

/// <summary>Reads a repository's texts: those of a commit from git's objects, or a working tree's as they are. Writes nothing.</summary>
public static class RepositoryReader
{
    /// <summary>Bytes of a file; a larger one is data.</summary>
    public const int MaxFileBytes = 1 << 20;

    /// <summary>Files of a repository that are read.</summary>
    public const int MaxFiles = 100_000;

    private static readonly string[] leftOut = [".git", ".vs", "bin", "obj", "node_modules", ".coderefine"];
    private static readonly string[] binary = [".png", ".jpg", ".jpeg", ".gif", ".ico", ".dll", ".exe", ".pdb", ".zip", ".nupkg", ".snk", ".pfx", ".gz", ".pdf", ".woff", ".woff2", ".ttf", ".svg", ".mp4"];

    /// <param name="folder">A repository's folder or one within it, a bare repository, or a plain folder.</param>
    /// <param name="commit">A commit to read; null for the working tree, or HEAD where there is none.</param>
    /// <exception cref="UserErrorException">There is no such folder, or no such commit.</exception>
    public static async Task<RepositoryText> ReadAsync(string folder, string? commit, CancellationToken cancellationToken)
    {
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"There is no folder {folder}: name a repository's by --repo.");
        }

        var git = await GitReader.FindAsync(folder, cancellationToken);
        if (git is null)
        {
            return commit is null
                ? FromPaths(folder, Walk(folder), cancellationToken)
                : throw new UserErrorException($"{folder} is in no git repository, so it has no commit `{commit}`: leave --base out.");
        }

        var bare = await git.IsBareAsync(cancellationToken);
        return bare || commit is not null
            ? await FromCommitAsync(git, await git.CommitAsync(commit ?? "HEAD", cancellationToken), cancellationToken)
            : await FromWorkingTreeAsync(git, cancellationToken);
    }

    private static async Task<RepositoryText> FromWorkingTreeAsync(GitReader git, CancellationToken cancellationToken)
    {
        var top = (await git.TextAsync(cancellationToken, "rev-parse", "--show-toplevel")).TrimEnd('\n');
        var listed = await new GitReader(top).TextAsync(cancellationToken, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        return FromPaths(top, listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal), cancellationToken);
    }

    private static RepositoryText FromPaths(string folder, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var files = new List<RepositoryFile>();
        var skipped = new List<SkippedFile>();
        foreach (var path in paths.Where(p => !IsBinary(p)).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var info = new FileInfo(Path.Combine(folder, path));
            // A link may lead out of the repository; a deleted file and a submodule's folder are no files.
            if (!info.Exists || info.LinkTarget is not null || LeadsThroughLink(folder, path))
            {
                continue;
            }

            if (info.Length > MaxFileBytes)
            {
                skipped.Add(TooLarge(path, info.Length));
            }
            else
            {
                Add(path, ReadBytes(info), null, files, skipped);
            }

            RefuseTooMany(folder, files.Count);
        }

        return new RepositoryText(folder, null, [.. files], [.. skipped]);
    }

    private static async Task<RepositoryText> FromCommitAsync(GitReader git, string commit, CancellationToken cancellationToken)
    {
        var files = new List<RepositoryFile>();
        var skipped = new List<SkippedFile>();
        var wanted = new List<(string Path, string Blob)>();
        foreach (var entry in (await git.TextAsync(cancellationToken, "ls-tree", "-r", "-z", "--long", "--full-tree", commit)).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // mode type id size, a tab, the path
            var tab = entry.IndexOf('\t', StringComparison.Ordinal);
            var words = entry[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var path = entry[(tab + 1)..];
            if (words is ["100644" or "100755" or "100664", "blob", var id, var size] && !IsBinary(path))
            {
                if (long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > MaxFileBytes)
                {
                    skipped.Add(TooLarge(path, bytes));
                }
                else
                {
                    wanted.Add((path, id));
                }
            }
        }

        RefuseTooMany(git.Folder, wanted.Count);
        var blobs = await BlobBatch.ReadAsync(git, wanted.Select(w => w.Blob), cancellationToken);
        foreach (var (path, blob) in wanted.OrderBy(w => w.Path, StringComparer.Ordinal))
        {
            if (blobs.TryGetValue(blob, out var bytes))
            {
                Add(path, bytes, blob, files, skipped);
            }
            else
            {
                skipped.Add(new(path, "its object is not in this clone"));
            }
        }

        return new RepositoryText(git.Folder, commit, [.. files], [.. skipped]);
    }

    private static void Add(string path, ReadOnlyMemory<byte> bytes, string? id, List<RepositoryFile> files, List<SkippedFile> skipped)
    {
        if (bytes.Span.StartsWith("version https://git-lfs"u8))
        {
            skipped.Add(new(path, "a pointer to Git LFS, whose content is not here"));
            return;
        }

        if (SourceBytes.TryDecode(bytes.Span, out var file, out _))
        {
            files.Add(id is null ? RepositoryFile.From(path, file.Text) : new RepositoryFile(path, file.Text, id));
        }
        else if (bytes.Span.Contains((byte)0))
        {
            skipped.Add(new(path, "binary"));
        }
        else
        {
            // Neither UTF-8 nor marked: for a search Latin-1 shows all that is ASCII, and loses nothing else.
            var text = Encoding.Latin1.GetString(bytes.Span);
            files.Add(id is null ? RepositoryFile.From(path, text) : new RepositoryFile(path, text, id));
        }
    }

    private static byte[] ReadBytes(FileInfo info)
    {
        try
        {
            return File.ReadAllBytes(info.FullName);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{info.FullName} cannot be read: {refused.Message}", refused);
        }
    }

    private static IEnumerable<string> Walk(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true })
            .Select(f => Path.GetRelativePath(folder, f.FullName).Replace('\\', '/'))
            .Where(p => !p.Split('/')[..^1].Any(f => leftOut.Contains(f, StringComparer.OrdinalIgnoreCase)));

    private static bool LeadsThroughLink(string folder, string path)
    {
        for (var parent = Path.GetDirectoryName(path); !string.IsNullOrEmpty(parent); parent = Path.GetDirectoryName(parent))
        {
            if (new DirectoryInfo(Path.Combine(folder, parent)).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBinary(string path) => binary.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static SkippedFile TooLarge(string path, long bytes) => new(path, string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes; {MaxFileBytes:N0} are the most that is read"));

    private static void RefuseTooMany(string folder, int count)
    {
        if (count > MaxFiles)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{folder} has more than {MaxFiles:N0} files: name a part of it by --repo."));
        }
    }
}
