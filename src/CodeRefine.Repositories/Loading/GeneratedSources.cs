using CodeRefine.Repositories.Checkouts;

namespace CodeRefine.Repositories.Loading;

/// <summary>What source generators made in a sandboxed build (<c>EmitCompilerGeneratedFiles</c>): none runs in this process.</summary>
internal static class GeneratedSources
{
    private const int Largest = 4 << 20;

    public static LoadedRepository WithGenerated(this LoadedRepository repository, Checkout checkout) => repository with { Projects = [.. repository.Projects.Select(p => With(p, checkout))] };

    private static LoadedProject With(LoadedProject project, Checkout checkout)
    {
        var outputs = Path.GetDirectoryName(project.TargetPath)!;
        var folder = Path.Combine(Path.GetDirectoryName(Path.Combine(checkout.Folder, project.Path))!, "obj", Path.GetFileName(Path.GetDirectoryName(outputs))!, Path.GetFileName(outputs), "generated");
        if (!Directory.Exists(folder))
        {
            return project;
        }

        var made = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => new FileInfo(f) is { LinkTarget: null, Length: < Largest })
            .Order(StringComparer.Ordinal)
            .Select(f => new GeneratedDocument($"{project.AssemblyName}.generated/{Path.GetRelativePath(folder, f)}", File.ReadAllText(f), BySourceGenerator: true));
        return project with { Generated = [.. project.Generated.Where(g => !g.BySourceGenerator), .. made] };
    }
}
