using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CodeRefine.Repositories.Loading;

/// <summary>Keeps what builds told of their projects, by the hash of all that they depend on: project files and what they import, the list of source files, the SDK.</summary>
internal sealed class LoadCache(string folder)
{
    private const string Version = "3";
    private const string RootToken = "{checkout}";
    private static readonly string[] extensions = [".csproj", ".fsproj", ".vbproj", ".props", ".targets", ".sln", ".slnx", ".resx", ".tasks", ".ruleset"];
    private static readonly string[] names = ["global.json", "nuget.config", "packages.lock.json", ".editorconfig", ".globalconfig", "directory.build.rsp", "packages.config"];

    /// <param name="files">All files of the checkout, relative.</param>
    public static string KeyOf(string root, IEnumerable<string> files, string sdkVersion)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => sha.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        Add(Version);
        Add(sdkVersion);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            Add(file);
            var name = Path.GetFileName(file);
            if (extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) || names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                sha.AppendData(File.ReadAllBytes(Path.Combine(root, file)));
            }
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset())[..32];
    }

    public CachedLoad? Find(string key, string root)
    {
        try
        {
            var text = File.ReadAllText(PathOf(key)).Replace(RootToken, JsonEncodedText.Encode(root).ToString(), StringComparison.Ordinal);
            var found = JsonSerializer.Deserialize<CachedLoad>(text);

            // A package cache that was emptied since makes it worthless.
            return found is not null && found.Projects.SelectMany(p => p.Arguments).Where(a => a.StartsWith("/reference:", StringComparison.Ordinal) && !a.Contains(root, StringComparison.Ordinal)).Select(a => a["/reference:".Length..].Trim('"')).Distinct().All(File.Exists) ? found : null;
        }
        catch (Exception unusable) when (unusable is IOException or JsonException or UnauthorizedAccessException)
        {
            // It is only a cache: a file that is missing or damaged is written anew.
            return null;
        }
    }

    public void Keep(string key, string root, CachedLoad load)
    {
        Directory.CreateDirectory(folder);
        var draft = $"{PathOf(key)}.{Environment.ProcessId}.new";
        File.WriteAllText(draft, JsonSerializer.Serialize(load).Replace(JsonEncodedText.Encode(root).ToString(), RootToken, StringComparison.Ordinal));
        File.Move(draft, PathOf(key), overwrite: true);
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".json");
}

internal sealed record CachedLoad(ImmutableArray<DescribedProject> Projects, ImmutableArray<LoadProblem> Problems);
