using System.Collections.Immutable;

namespace CodeRefine.Repositories.Locating.Reading;

/// <summary>The text files of a repository at one moment, in ordinal order of paths, and what was left out with the reason.</summary>
/// <param name="Folder">The repository's folder, or its git directory where it is bare.</param>
/// <param name="Commit">The commit they were read from; null for a working tree.</param>
public sealed record RepositoryText(string Folder, string? Commit, ImmutableArray<RepositoryFile> Files, ImmutableArray<SkippedFile> Skipped)
{
    /// <summary>For code that has the texts already.</summary>
    public static RepositoryText From(params IEnumerable<(string Path, string Text)> files) =>
        new("", null, [.. files.Select(f => RepositoryFile.From(f.Path, f.Text)).OrderBy(f => f.Path, StringComparer.Ordinal)], []);
}

/// <param name="Path">Relative, with forward slashes.</param>
/// <param name="Id">Names the text: the same id, the same text.</param>
public sealed record RepositoryFile(string Path, string Text, string Id)
{
    public static RepositoryFile From(string path, string text) =>
        new(path, text, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))));
}

public sealed record SkippedFile(string Path, string Reason);
