using System.Collections.Immutable;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.Loading;

namespace CodeRefine.Repositories.Fixing;

/// <summary>A run may change the C# files of one project, and add to its folder; never a test, a generated file or one that could not be written back as it was.</summary>
/// <param name="elsewhere">Told of a file of another project that was to be edited: the fault may be there. Null for nobody.</param>
public sealed class RepositoryEditable(LoadedRepository repository, LoadedProject project, Action<string>? elsewhere = null) : IEditablePaths
{
    private readonly ImmutableHashSet<string> tests = [.. repository.TestProjects.SelectMany(p => p.Sources)];
    private readonly ImmutableHashSet<string> sources = [.. project.Sources];
    private readonly string folder = Path.GetDirectoryName(project.Path) is { Length: > 0 } inner ? inner + "/" : "";

    public bool Allows(string path, out string reason)
    {
        reason = repository.ReadOnly.TryGetValue(path, out var why) ? $"{path} is not edited: {why}."
            : tests.Contains(path) ? $"{path} belongs to the tests, which are not changed."
            : sources.Contains(path) ? ""
            : repository.Sources.Contains(path) ? $"{path} belongs to another project than {project.Path}, which is the one that is worked on."
            : !path.StartsWith(folder, StringComparison.Ordinal) || !path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? $"A new file must be a .cs file in {(folder.Length == 0 ? "the project's folder" : folder)}."
            : "";
        if (reason.Length > 0 && repository.Sources.Contains(path) && !tests.Contains(path) && !sources.Contains(path))
        {
            elsewhere?.Invoke(path);
        }

        return reason.Length == 0;
    }
}
