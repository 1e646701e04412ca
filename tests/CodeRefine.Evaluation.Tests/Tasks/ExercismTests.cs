using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Tests.Tasks;

public sealed class ExercismTests : IDisposable
{
    private const string Tests = """
        using Xunit;
        using Exercism.Tests;

        public class TwoFerTests
        {
            [Fact]
            [Task(1)]
            public void No_name_given() => Assert.Equal("One for you, one for me.", TwoFer.Speak());

            [Fact(Skip = "Remove this Skip property to run this test")]
            public void A_name_given() => Assert.Equal("One for Alice, one for me.", TwoFer.Speak("Alice"));

            [Theory(Skip = "Remove this Skip property to run this test", DisplayName = "x")]
            [InlineData("Bob")]
            public void First(string name) => Assert.NotNull(name);

            [Fact(DisplayName = "y", Skip = "Remove this Skip property to run this test")]
            public void Last() { }

            [Fact(Skip = "Flaky on purpose")]
            public void Other() { }
        }
        """;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Its_project_says_which_xunit_its_tests_are_for()
    {
        Exercise();
        Assert.Equal(CheckFramework.XunitV2, TaskLoader.Load(folder.Path).Problem.Framework);
        folder.Write("TwoFer.csproj", File.ReadAllText(folder["TwoFer.csproj"]).Replace("\"xunit\"", "\"xunit.v3\"", StringComparison.Ordinal));
        Assert.Equal(CheckFramework.XunitV3, TaskLoader.Load(folder.Path).Problem.Framework);
    }

    private TestFolder Exercise(string config = """{ "files": { "solution": ["TwoFer.cs"], "test": ["TwoFerTests.cs"], "example": [".meta/Example.cs"], "editor": ["Base.cs"] } }""")
    {
        folder.Write(".meta/config.json", config);
        folder.Write(".meta/Example.cs", "public static class TwoFer { /* the answer */ }");
        folder.Write(".docs/instructions.md", "# Instructions\n\nSay it.");
        folder.Write(".docs/introduction.md", "# Introduction\n\nTwo for one.");
        folder.Write(".docs/instructions.append.md", "Mind nulls.");
        folder.Write("TwoFer.cs", "public static class TwoFer { }");
        folder.Write("Base.cs", "public class Base { }");
        folder.Write("TwoFerTests.cs", Tests);
        folder.Write("TwoFer.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net9.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.12.0" />
                <PackageReference Include="xunit" Version="2.8.1" />
                <PackageReference Include="Exercism.Tests" Version="0.1.0-beta1" />
                <Using Include="Xunit" />
                <Using Include="System.Text" />
              </ItemGroup>
            </Project>
            """);
        return folder;
    }

    [Fact]
    public void An_exercise_is_read_as_it_was_downloaded()
    {
        Exercise();
        var before = Snapshot();
        var task = TaskLoader.Load(folder.Path);

        Assert.Equal(before, Snapshot());
        Assert.Equal(TaskLayout.Exercism, task.Layout);
        Assert.Equal(["Base.cs", "TwoFer.cs"], task.Problem.Sources.Paths);
        Assert.Equal("# Introduction\n\nTwo for one.\n\n# Instructions\n\nSay it.\n\nMind nulls.", task.Problem.Statement);
        Assert.Null(task.HeldBack);
        Assert.Empty(task.Notes);
    }

    [Fact]
    public void The_example_is_nowhere()
    {
        var problem = TaskLoader.Load(Exercise().Path).Problem;
        Assert.DoesNotContain(problem.Sources.Files.Concat(problem.CheckSources.Files), f => f.Value.Text.Contains("the answer", StringComparison.Ordinal));
        Assert.False(problem.Editable.Allows(".meta/Example.cs", out _));
    }

    [Fact]
    public void Only_the_solution_may_be_edited()
    {
        var editable = TaskLoader.Load(Exercise().Path).Problem.Editable;
        Assert.True(editable.Allows("TwoFer.cs", out _));
        Assert.False(editable.Allows("Base.cs", out _));
        Assert.False(editable.Allows("TwoFerTests.cs", out _));
    }

    [Fact]
    public void Exercisms_own_skips_are_taken_off_and_no_others_and_lines_stay()
    {
        var tests = TaskLoader.Load(Exercise().Path).Problem.CheckSources["TwoFerTests.cs"].Text;
        Assert.DoesNotContain("Remove this Skip", tests, StringComparison.Ordinal);
        Assert.Equal(2, tests.Split("[Fact]\n").Length - 1);
        Assert.Contains("[Theory(DisplayName = \"x\")]", tests, StringComparison.Ordinal);
        Assert.Contains("[Fact(DisplayName = \"y\")]", tests, StringComparison.Ordinal);
        Assert.Contains("[Fact(Skip = \"Flaky on purpose\")]", tests, StringComparison.Ordinal);
        Assert.Equal(Tests.Split('\n').Length, tests.Split('\n').Length);
    }

    [Fact]
    public void The_projects_settings_apply_and_the_tests_usings_are_the_tests_alone()
    {
        var problem = TaskLoader.Load(Exercise().Path).Problem;
        Assert.Equal(("13.0", "enable", true), (problem.Compile.LangVersion, problem.Compile.Nullable, problem.Compile.ImplicitUsings));
        Assert.Equal(["System.Text"], problem.Compile.GlobalUsings);
        Assert.Equal("global using Xunit;\n", problem.CheckSources["GlobalUsings.checks.g.cs"].Text);
        Assert.Contains("class TaskAttribute", problem.CheckSources["Exercism.Tests.g.cs"].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ not json", "is no valid JSON")]
    [InlineData("""{ "files": { "solution": ["../Up.cs"], "test": ["TwoFerTests.cs"] } }""", "'files.solution' is a list of paths, and '../Up.cs' is not a plain relative path")]
    [InlineData("""{ "files": { "solution": 5, "test": [] } }""", "is a list of paths")]
    [InlineData("""{ "files": { "solution": ["TwoFer.cs"], "test": ["Gone.cs"] } }""", "Gone.cs is named by .meta/config.json but is not there")]
    [InlineData("""{ "files": { "solution": ["two_fer.py"], "test": ["t.py"] } }""", "is no exercise of the C# track")]
    public void A_configuration_that_is_wrong(string config, string message) =>
        Assert.Contains(message, Assert.Throws<UserErrorException>(() => TaskLoader.Load(Exercise(config).Path)).Message, StringComparison.Ordinal);

    private string Snapshot() => string.Join("\n", Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Order().Select(f => f + File.ReadAllText(f)));
}
