using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace CodeRefine.Core.Problems;

/// <summary>Immutable map from a relative path with forward slashes to a file, in ordinal order of paths, with a content hash.</summary>
public sealed class SourceTree : IEquatable<SourceTree>
{
    private readonly ImmutableSortedDictionary<string, SourceFile> files;
    private string? hash;

    private SourceTree(ImmutableSortedDictionary<string, SourceFile> files) => this.files = files;

    public static SourceTree Empty { get; } = new(ImmutableSortedDictionary.Create<string, SourceFile>(StringComparer.Ordinal));

    public IEnumerable<string> Paths => files.Keys;
    public IEnumerable<KeyValuePair<string, SourceFile>> Files => files;
    public int Count => files.Count;
    public SourceFile this[string path] => files[path];

    /// <summary>SHA-256, in lower-case hexadecimal, over paths, encodings and texts.</summary>
    public string Hash => hash ??= ComputeHash();

    public static SourceTree From(IEnumerable<KeyValuePair<string, SourceFile>> files) => new(files.ToImmutableSortedDictionary(StringComparer.Ordinal));
    public static SourceTree From(params (string Path, string Text)[] files) => From(files.Select(f => KeyValuePair.Create(f.Path, new SourceFile(f.Text))));

    public bool Contains(string path) => files.ContainsKey(path);
    public bool TryGet(string path, [NotNullWhen(true)] out SourceFile? file) => files.TryGetValue(path, out file);
    public SourceTree With(string path, SourceFile file) => new(files.SetItem(path, file));

    /// <summary>Replaces the text and keeps the encoding of a file that is there; a new one is UTF-8.</summary>
    public SourceTree With(string path, string text) => With(path, TryGet(path, out var old) ? old with { Text = text } : new SourceFile(text));
    public SourceTree Without(string path) => new(files.Remove(path));
    public SourceTree With(SourceTree others) => new(files.SetItems(others.files));

    public bool Equals(SourceTree? other) => other is not null && (ReferenceEquals(this, other) || Hash == other.Hash);
    public override bool Equals(object? obj) => Equals(obj as SourceTree);
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Hash);

    private string ComputeHash()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, file) in files)
        {
            // Lengths go in before contents, so that no two trees can share one stream of bytes.
            var name = Encoding.UTF8.GetBytes(path);
            var text = Encoding.UTF8.GetBytes(file.Text);
            sha.AppendData(BitConverter.GetBytes(name.Length));
            sha.AppendData(name);
            sha.AppendData([(byte)file.Encoding]);
            sha.AppendData(BitConverter.GetBytes(text.Length));
            sha.AppendData(text);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
