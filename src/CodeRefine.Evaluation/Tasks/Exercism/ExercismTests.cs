using System.Text.RegularExpressions;
using CodeRefine.Core.Problems;

namespace CodeRefine.Evaluation.Tasks.Exercism;

/// <summary>Makes an exercise's tests gate as they do on Exercism's own runner, without touching the files.</summary>
internal static partial class ExercismTests
{
    /// <summary>Where the attributes of the <c>Exercism.Tests</c> package are declared for the checks.</summary>
    public const string ShimPath = "Exercism.Tests.g.cs";

    /// <summary>Stands in for the package: it only says which step of a concept exercise a test belongs to.</summary>
    private const string Shim = """
        namespace Exercism.Tests
        {
            [global::System.AttributeUsage(global::System.AttributeTargets.Class | global::System.AttributeTargets.Method, AllowMultiple = true)]
            internal sealed class TaskAttribute : global::System.Attribute
            {
                public TaskAttribute(int number) => Number = number;

                public int Number { get; }
            }
        }
        """;

    /// <summary>All tests but the first are skipped until a student takes the property away; it goes here. Lines keep their numbers.</summary>
    /// <param name="usings">The project's global usings.</param>
    public static SourceTree Gating(SourceTree tests, IEnumerable<string> usings)
    {
        var gating = SourceTree.From(tests.Files.Select(f => KeyValuePair.Create(f.Key, f.Value with { Text = WithoutSkips(f.Value.Text) })));
        return usings.Contains("Exercism.Tests") || tests.Files.Any(f => f.Value.Text.Contains("Exercism.Tests", StringComparison.Ordinal)) ? gating.With(ShimPath, new SourceFile(Shim)) : gating;
    }

    private static string WithoutSkips(string text) => LaterArgument().Replace(FirstOfSeveral().Replace(OnlyArgument().Replace(text, ""), "("), "");

    private const string Skip = @"Skip\s*=\s*""Remove this Skip property to run this test""";

    [GeneratedRegex(@"\(\s*" + Skip + @"\s*\)")]
    private static partial Regex OnlyArgument();

    [GeneratedRegex(@"\(\s*" + Skip + @"\s*,\s*")]
    private static partial Regex FirstOfSeveral();

    [GeneratedRegex(@",\s*" + Skip)]
    private static partial Regex LaterArgument();
}
