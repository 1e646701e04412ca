using System.Reflection;
using System.Reflection.Metadata;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;

namespace CodeRefine.Roslyn.Tests.Compile;

public class BuildTests
{
    private const string adder = "namespace Demo;\npublic static class Adder\n{\n    public static int Add(int a, int b) => a + b;\n    internal static int Secret => 42;\n}\n";

    private const string tests = """
        using Demo;
        using Xunit;
        namespace Demo.Tests;
        public class AdderTests
        {
            [Fact]
            public void Adds() => Assert.Equal(3, Adder.Add(1, 2));

            [Theory(Skip = "later")]
            [InlineData(1)]
            public void Sees_internals(int x) => Assert.Equal(42 + x, Adder.Secret);
        }
        """;

    [Fact]
    public async Task I_get_two_assemblies_and_the_checks_that_are_in_them()
    {
        var problem = Builders.Problem(adder, tests);

        var built = Assert.IsType<BuildResult.Success>(await Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.Equal(["Candidate", "Checks"], [built.Candidate.Name, built.ChecksImage.Name]);
        Assert.Equal([new Check("Demo.Tests.AdderTests.Adds", CheckKind.Test, "tests/Tests.cs", 7), new("Demo.Tests.AdderTests.Sees_internals", CheckKind.Test, "tests/Tests.cs", 11, "later")], built.Checks);
        Assert.Equal(3, Assembly.Load([.. built.Candidate.Pe]).GetType("Demo.Adder")!.GetMethod("Add")!.Invoke(null, [1, 2]));
    }

    [Fact]
    public async Task Documents_carry_the_trees_paths_and_no_path_of_this_machine()
    {
        var problem = Builders.Problem(adder, tests);

        var built = Assert.IsType<BuildResult.Success>(await Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.Contains("/src/Code.cs", Documents(built.Candidate));
        Assert.Contains("/checks/tests/Tests.cs", Documents(built.ChecksImage));
    }

    [Fact]
    public async Task A_compile_error_tells_its_place()
    {
        var problem = Builders.Problem("public class A\n{\n    int X() => \"no\";\n}\n", tests);

        var failed = Assert.IsType<BuildResult.Failure>(await Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.Equal(FailedPart.Candidate, failed.Part);
        Assert.Equal(("CS0029", "Code.cs", 3, 16), failed.Diagnostics.Select(d => (d.Id, d.Path, d.Line, d.Column)).First());
    }

    private static List<string> Documents(AssemblyImage image)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbImage(image.Pdb);
        var reader = provider.GetMetadataReader();
        return [.. reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name))];
    }
}
