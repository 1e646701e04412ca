using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace CodeRefine.Repositories.Loading;

/// <summary>Which projects there are: those of the solutions at the top, or of the nearest ones below; where there is no solution, all project files.</summary>
internal sealed partial record ProjectFiles(ImmutableArray<string> Solutions, ImmutableArray<string> Projects, ImmutableArray<LoadProblem> Problems)
{
    /// <summary>With more, those that tests need would still be loaded one by one for minutes.</summary>
    public const int Most = 400;

    private static readonly string[] left = ["bin", "obj", ".git", "node_modules", ".vs"];

    public static ProjectFiles Find(string root)
    {
        var files = Walk(root, 0).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal).ToList();
        var solutions = files.Where(f => f.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase)).ToList();
        var nearest = solutions.Count == 0 ? 0 : solutions.Min(Depth);
        ImmutableArray<string> chosen = [.. solutions.Where(s => Depth(s) == nearest)];
        var problems = new List<LoadProblem>();
        var listed = chosen.SelectMany(s => Listed(root, s, problems)).Distinct(StringComparer.Ordinal).ToList();
        var projects = listed.Count > 0 ? listed : files.Where(IsProject).ToList();
        foreach (var other in projects.Where(p => !p.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add(new LoadProblem(other, $"{other} is no C# project: it is built where others need it, and nothing in it is read or changed.", LoadSeverity.NotLoaded));
        }

        var csharp = projects.Where(p => p.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        if (csharp.Count > Most)
        {
            problems.Add(new LoadProblem(null, $"The repository has {csharp.Count} projects; the first {Most} in the order of their paths are loaded. A solution file at the top with fewer projects chooses others.", LoadSeverity.Note));
        }

        return new ProjectFiles(chosen, [.. csharp.Take(Most)], [.. problems]);
    }

    private static int Depth(string path) => path.Count(c => c == '/');

    private static bool IsProject(string path) => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".fsproj", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".vbproj", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Walk(string folder, int depth)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => IsProject(f) || f.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase)))
        {
            yield return file;
        }

        // Links lead out of the checkout, or round in it.
        foreach (var inner in depth > 30 ? [] : new DirectoryInfo(folder).EnumerateDirectories().Where(d => d.LinkTarget is null && !left.Contains(d.Name, StringComparer.OrdinalIgnoreCase)))
        {
            foreach (var file in Walk(inner.FullName, depth + 1))
            {
                yield return file;
            }
        }
    }

    private static IEnumerable<string> Listed(string root, string solution, List<LoadProblem> problems)
    {
        var full = Path.Combine(root, solution);
        IEnumerable<string> paths;
        try
        {
            paths = solution.EndsWith("x", StringComparison.OrdinalIgnoreCase)
                ? XDocument.Load(full).Descendants("Project").Select(p => (string?)p.Attribute("Path")).OfType<string>().ToList()
                : [.. ProjectLine().Matches(File.ReadAllText(full)).Select(m => m.Groups[1].Value)];
        }
        catch (Exception broken) when (broken is XmlException or IOException)
        {
            problems.Add(new LoadProblem(solution, $"{solution} can't be read: {broken.Message}", LoadSeverity.NotLoaded));
            yield break;
        }

        foreach (var path in paths.Select(p => p.Replace('\\', '/')).Where(IsProject))
        {
            var project = Path.GetRelativePath(root, Path.GetFullPath(path, Path.GetDirectoryName(full)!));
            if (project.StartsWith("..", StringComparison.Ordinal) || !File.Exists(Path.Combine(root, project)))
            {
                problems.Add(new LoadProblem(solution, $"{solution} lists {path}, which is not in the repository.", LoadSeverity.NotLoaded));
                continue;
            }

            yield return project;
        }
    }

    [GeneratedRegex("""^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"([^"]+)",""", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex ProjectLine();
}
