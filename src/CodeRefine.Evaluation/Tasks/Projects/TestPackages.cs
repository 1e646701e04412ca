using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Core.Checks;

namespace CodeRefine.Evaluation.Tasks.Projects;

/// <summary>Which test framework a project's packages are of.</summary>
internal static class TestPackages
{
    private const string XunitV3 = "xunit.v3";

    /// <summary>Packages that only xunit v2 has; the runner and the analyzers are for both.</summary>
    private static readonly string[] xunitV2 = ["xunit", "xunit.core", "xunit.assert", "xunit.extensibility.core", "xunit.extensibility.execution"];

    private static readonly string[] others = ["NUnit", "MSTest", "TUnit"];

    public static bool IsXunit(string package) => Is(package, "xunit") || Is(package, "CodeRefine.Properties") || package.StartsWith("xunit.", StringComparison.OrdinalIgnoreCase);

    /// <param name="project">Path of the project file, for the message.</param>
    /// <returns>Null where there is no xunit among them.</returns>
    /// <exception cref="UserErrorException">Both are among them.</exception>
    public static CheckFramework? FrameworkOf(ImmutableArray<string> packages, string project)
    {
        var isV3 = packages.Any(p => Is(p, XunitV3) || p.StartsWith(XunitV3 + ".", StringComparison.OrdinalIgnoreCase));
        if (isV3 && packages.FirstOrDefault(p => xunitV2.Any(v => Is(p, v))) is { } old)
        {
            throw new UserErrorException($"{project} refers to xunit v3 and to {old}, which is xunit v2: a task's tests run on one of them, so take the other out.");
        }

        return isV3 ? CheckFramework.XunitV3 : packages.Any(IsXunit) ? CheckFramework.XunitV2 : null;
    }

    /// <summary>A framework whose tests are not run here; null where the packages name none.</summary>
    public static string? OtherFrameworkOf(ImmutableArray<string> packages) =>
        others.FirstOrDefault(o => packages.Any(p => Is(p, o) || p.StartsWith(o + ".", StringComparison.OrdinalIgnoreCase)));

    private static bool Is(string package, string name) => package.Equals(name, StringComparison.OrdinalIgnoreCase);
}
