using System.Globalization;
using System.Text;
using CodeRefine.Repositories.Processes;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>
/// A git repository of a size that is asked for, with one wrong line: libraries that refer to each other and xunit projects that test two of them each, a test for every
/// method. Removed when it is closed.
/// </summary>
internal sealed class GeneratedRepository : IDisposable
{
    private const int MethodsOfArea = 9, LinesOfArea = 95, LibrariesOfTests = 2, Chain = 5;
    private static readonly string[] first = ["Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Heron", "Indigo", "Juniper", "Kelp", "Lunar", "Maple", "North", "Opal", "Pine", "Quartz", "River", "Slate", "Tundra"];
    private static readonly string[] second = ["Account", "Budget", "Catalogue", "Depot", "Engine", "Factory", "Garden", "Harbour", "Invoice", "Journal", "Kiosk", "Ledger", "Market", "Notice", "Order", "Parcel", "Quota", "Route", "Stock", "Ticket"];
    private readonly int libraries;
    private readonly int areas;

    /// <param name="projects">Libraries and test projects together.</param>
    /// <param name="lines">Of the libraries' sources, about.</param>
    public GeneratedRepository(int projects, int lines)
    {
        var tests = Math.Max(1, projects / (LibrariesOfTests + 1));
        libraries = projects - tests;
        areas = Math.Max(1, lines / LinesOfArea / libraries);
        Write("Directory.Build.props", "<Project>\n  <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>\n</Project>\n");
        for (var library = 0; library < libraries; library++)
        {
            Write($"src/Part{library}/Part{library}.csproj", Project(library % Chain > 0 ? Reference($"../Part{library - 1}/Part{library - 1}.csproj") : ""));
            for (var area = 0; area < areas; area++)
            {
                Write($"src/Part{library}/{Name(library, area)}.cs", Area(library, area));
            }
        }

        for (var test = 0; test < tests; test++)
        {
            var tested = Enumerable.Range(0, libraries).Where(l => Math.Min(l / LibrariesOfTests, tests - 1) == test).ToList();
            Write($"tests/Tests{test}/Tests{test}.csproj", Project(string.Concat(tested.Select(l => Reference($"../../src/Part{l}/Part{l}.csproj"))) + Packages));
            foreach (var (library, area) in tested.SelectMany(l => Enumerable.Range(0, areas).Select(a => (l, a))))
            {
                Write($"tests/Tests{test}/{Name(library, area)}Tests.cs", Tests(library, area));
            }
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("coderefine-bench-").FullName;

    /// <summary>The issue that a person might write of its fault.</summary>
    public string Issue => $"{Name(libraries / 2, areas / 2)}.Total3 counts one number too many\n\nThe sum of the multiples of 3 below 4 times 3 comes out too large.";

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await GitAsync(cancellationToken, "init", "--quiet", "--initial-branch=main");
        await GitAsync(cancellationToken, "add", "--all");
        await GitAsync(cancellationToken, "-c", "user.name=Bench", "-c", "user.email=bench@localhost", "commit", "--quiet", "-m", "base");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private Task<CommandResult> GitAsync(CancellationToken cancellationToken, params string[] arguments) =>
        new Command("git").WithArguments(arguments).WithWorkingDirectory(Folder).WithEnvironment("GIT_CONFIG_NOSYSTEM", "1").WithEnvironment("GIT_CONFIG_GLOBAL", "/dev/null").ExecuteSuccessfullyAsync(cancellationToken);

    private void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>A class's, in the whole repository its own.</summary>
    private string Name(int library, int area)
    {
        var number = (library * areas) + area;
        var pairs = first.Length * second.Length;
        return $"{first[number % first.Length]}{second[number / first.Length % second.Length]}{(number < pairs ? "" : (number / pairs).ToString(CultureInfo.InvariantCulture))}";
    }

    private string Area(int library, int area)
    {
        var text = new StringBuilder($"namespace Part{library};\n\npublic static class {Name(library, area)}\n{{\n");
        for (var k = 1; k <= MethodsOfArea; k++)
        {
            // The one line that is wrong.
            var compared = library == libraries / 2 && area == areas / 2 && k == 3 ? "<=" : "<";
            text.Append(CultureInfo.InvariantCulture, $"    /// <summary>Sum of the first multiples of {k}.</summary>\n").Append((k % 3) switch
            {
                0 => $"    public static int Total{k}(int count)\n    {{\n        var total = 0;\n        for (var i = 0; i {compared} count; i++)\n        {{\n            total += i * {k};\n        }}\n\n        return total;\n    }}\n\n",
                1 => $"    public static int Total{k}(int count)\n    {{\n        if (count < 1)\n        {{\n            return 0;\n        }}\n\n        return Total{k}(count - 1) + (count - 1) * {k};\n    }}\n\n",
                _ => $"    public static int Total{k}(int count) =>\n        Enumerable.Range(0, Math.Max(0, count)).Select(i => i * {k}).Sum();\n\n",
            });
        }

        return text.Append("}\n").ToString();
    }

    private string Tests(int library, int area)
    {
        var text = new StringBuilder($"using Xunit;\n\nnamespace Tests;\n\npublic class {Name(library, area)}Tests\n{{\n");
        for (var k = 1; k <= MethodsOfArea; k++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    [Fact]\n    public void Adds_the_multiples_of_{k}() => Assert.Equal({6 * k}, Part{library}.{Name(library, area)}.Total{k}(4));\n\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Project(string items) => $"<Project Sdk=\"Microsoft.NET.Sdk\">\n  <ItemGroup>{items}</ItemGroup>\n</Project>\n";

    private static string Reference(string path) => $"<ProjectReference Include=\"{path}\" />";

    private const string Packages = """<PackageReference Include="xunit" Version="2.9.3" /><PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" /><PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />""";
}
