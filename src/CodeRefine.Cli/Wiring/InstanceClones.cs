using CodeRefine.Core;

namespace CodeRefine.Cli.Wiring;

/// <summary>Where the repositories of a batch's rows are cloned.</summary>
internal sealed class InstanceClones
{
    private readonly Dictionary<string, string> folders;

    private InstanceClones(Dictionary<string, string> folders) => this.folders = folders;

    /// <param name="folder">One clone, where all rows are of one repository; or a folder that holds each as <c>owner/name</c>, <c>owner__name</c> or <c>name</c>, with or without <c>.git</c>.</param>
    /// <exception cref="UserErrorException">There is no such folder, or one clone for rows of several repositories.</exception>
    public static InstanceClones Find(string folder, IEnumerable<string> repositories)
    {
        var wanted = repositories.Distinct(StringComparer.Ordinal).ToList();
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"--repo: there is no folder {Path.GetFullPath(folder)}; a batch takes clones that are here, so that each instance starts from the same.");
        }

        if (IsRepository(folder))
        {
            return wanted.Count == 1
                ? new(new(StringComparer.Ordinal) { [wanted[0]] = folder })
                : throw new UserErrorException($"--repo: {folder} is one repository, and the rows are of {wanted.Count}: name a folder that holds a clone of each.");
        }

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in wanted.Where(IsPlain))
        {
            string[] places = [name, name.Replace("/", "__", StringComparison.Ordinal), name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]];
            if (places.SelectMany(p => (string[])[p, p + ".git"]).Select(p => Path.Combine(folder, p)).FirstOrDefault(IsRepository) is { } clone)
            {
                found[name] = clone;
            }
        }

        return new(found);
    }

    /// <returns>Null where it is not here.</returns>
    public string? Of(string repository) => folders.GetValueOrDefault(repository);

    private static bool IsRepository(string folder) => Path.Exists(Path.Combine(folder, ".git")) || (File.Exists(Path.Combine(folder, "HEAD")) && Directory.Exists(Path.Combine(folder, "objects")));

    /// <summary>A row's text becomes part of a path: owner and name, nothing that climbs.</summary>
    private static bool IsPlain(string name) => name.Split('/') is [var owner, var last] && Part(owner) && Part(last);

    private static bool Part(string part) => part.Length > 0 && part.Trim('.').Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
