using System.Reflection;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Roslyn.Tests.Compile;

/// <summary>Problems in a line, and the references of the real test host.</summary>
internal static class Builders
{
    public static string TestHostFolder { get; } = typeof(Builders).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TestHostFolder").Value!;

    public static ReferenceSet References { get; } = new(TestHostFolder);

    public static RoslynBuilder New() => new(References);

    public static Problem Problem(SourceTree sources, SourceTree checks) => new()
    {
        Id = "sample",
        Title = "Sample",
        Statement = "",
        Sources = sources,
        Editable = new Everything(),
        CheckSources = checks,
    };

    public static Problem Problem(string candidate, string checks) => Problem(SourceTree.From(("Code.cs", candidate)), SourceTree.From(("tests/Tests.cs", checks)));

    private sealed class Everything : IEditablePaths
    {
        public bool Allows(string path, out string reason)
        {
            reason = "";
            return true;
        }
    }
}
