using System.Text.RegularExpressions;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Locating;

namespace CodeRefine.Repositories.Reproducing;

/// <summary>Where a new test goes: the test project nearest to the located code, and a file of it to take the style from.</summary>
internal sealed partial record TestPlace(LoadedProject Project, string? Example)
{
    /// <returns>Null where no test project refers to what was located, or none can be compiled here.</returns>
    public static TestPlace? Find(LoadedRepository repository, Location location)
    {
        var source = location.Files.Select(f => f.Path).FirstOrDefault(p => repository.ProjectsOf(p).Any(o => o.Tests is null));
        var near = location.Tests.Select((t, i) => (t.Path, Place: i)).ToDictionary(t => t.Path, t => t.Place, StringComparer.Ordinal);
        return repository.TestProjects
            .Where(t => t.Tests is not TestFrameworkKind.Other && (source is null || repository.Closure(t).Any(p => p.Id != t.Id && p.Sources.Contains(source))))
            .OrderBy(t => t.Sources.Select(s => near.GetValueOrDefault(s, int.MaxValue)).DefaultIfEmpty(int.MaxValue).Min())
            .ThenBy(t => repository.Closure(t).Length)
            .Select(t => new TestPlace(t, ExampleOf(repository, t, near)))
            .FirstOrDefault();
    }

    /// <summary>As the framework's own documentation calls it.</summary>
    public string Framework => Project.Tests switch
    {
        TestFrameworkKind.XunitV2 => "xunit v2",
        TestFrameworkKind.XunitV3 => "xunit v3",
        TestFrameworkKind.NUnit => "NUnit",
        _ => "MSTest",
    };

    private static string? ExampleOf(LoadedRepository repository, LoadedProject project, Dictionary<string, int> near) => project.Sources
        .Where(s => HasTest().IsMatch(repository.Sources[s].Text))
        .OrderBy(s => near.GetValueOrDefault(s, int.MaxValue))
        .ThenBy(s => repository.Sources[s].Text.Length)
        .FirstOrDefault();

    [GeneratedRegex(@"\[\s*(Fact|Theory|Test|TestCase|TestMethod|DataTestMethod)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HasTest();
}
