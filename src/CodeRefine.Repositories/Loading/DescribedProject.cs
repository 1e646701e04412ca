using System.Collections.Immutable;

namespace CodeRefine.Repositories.Loading;

/// <summary>What <c>describe.targets</c> told of one project and framework: absolute paths, as on the machine that built it.</summary>
internal sealed record DescribedProject
{
    public string Path { get; init; } = "";
    public string Framework { get; init; } = "";
    public string Assembly { get; init; } = "";
    public string Target { get; init; } = "";
    public string Intermediate { get; init; } = "";
    public bool IsTest { get; init; }
    public ImmutableArray<string> Arguments { get; init; } = [];
    public ImmutableArray<ProjectOutput> References { get; init; } = [];
    public ImmutableArray<PackageUse> Packages { get; init; } = [];

    /// <summary>Texts of the documents that the build wrote, by path.</summary>
    public ImmutableDictionary<string, string> Written { get; init; } = ImmutableDictionary<string, string>.Empty;

    public static DescribedProject Read(string file)
    {
        var project = new DescribedProject();
        var arguments = ImmutableArray.CreateBuilder<string>();
        var references = ImmutableArray.CreateBuilder<ProjectOutput>();
        var packages = ImmutableArray.CreateBuilder<PackageUse>();
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in File.ReadLines(file))
        {
            var bar = line.IndexOf('|');
            var value = bar < 0 ? "" : line[(bar + 1)..];
            switch (bar < 0 ? "" : line[..bar])
            {
                case "project": project = project with { Path = value }; break;
                case "framework": project = project with { Framework = value }; break;
                case "assembly": project = project with { Assembly = value }; break;
                case "target": project = project with { Target = value }; break;
                case "intermediate": project = project with { Intermediate = System.IO.Path.GetFullPath(value.Replace('\\', '/')) }; break;
                case "istest": project = project with { IsTest = project.IsTest || value.Equals("true", StringComparison.OrdinalIgnoreCase) }; break;
                case "arg": arguments.Add(value); break;
                case "reference" when value.Split('|') is [var output, { Length: > 0 } source]: references.Add(new(output, source)); break;
                case "package" when value.Split('|') is [var name, var version]: packages.Add(new(name, version.Length == 0 ? null : version)); break;
                case "version" when value.Split('|') is [var name, var version]: versions[name] = version; break;
            }
        }

        return project with
        {
            Arguments = arguments.ToImmutable(),
            References = references.ToImmutable(),
            Packages = [.. packages.Select(p => p.Version is null && versions.TryGetValue(p.Name, out var central) ? p with { Version = central } : p)],
        };
    }
}

/// <param name="Output">The referenced project's assembly.</param>
/// <param name="Project">Its project file.</param>
internal sealed record ProjectOutput(string Output, string Project);
