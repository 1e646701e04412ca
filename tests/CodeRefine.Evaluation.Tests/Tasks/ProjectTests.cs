using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Tests.Tasks;

public sealed class ProjectTests : IDisposable
{
    private const string Library = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string TestsOf(string reference) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup>
            <PackageReference Include="xunit" Version="2.9.3" />
            <Using Include="Xunit" />
            <ProjectReference Include="{reference}" />
          </ItemGroup>
        </Project>
        """;

    private void Pair(string library, string tests, string reference)
    {
        folder.Write($"{library}/Lib.csproj", Library);
        folder.Write($"{library}/Lib.cs", "public class Lib { }");
        folder.Write($"{tests}/Lib.Tests.csproj", TestsOf(reference));
        folder.Write($"{tests}/LibTests.cs", "public class LibTests { [Fact] public void Holds() { } }");
        folder.Write($"{tests}/Fake.cs", "class Fake { }");
    }

    [Theory]
    [InlineData("")]
    [InlineData("src/Lib")]
    [InlineData("tests/Lib.Tests")]
    public void A_project_and_its_tests_beside_it_are_found_from_either_or_from_above(string named)
    {
        Pair("src/Lib", "tests/Lib.Tests", @"..\..\src\Lib\Lib.csproj");
        Directory.CreateDirectory(folder[".git"]);
        folder.Write("src/Lib/obj/G.cs", "class G { }");

        var task = TaskLoader.Load(folder[named]);
        Assert.Equal(TaskLayout.Project, task.Layout);
        Assert.Equal(Path.TrimEndingDirectorySeparator(folder.Path), task.Root);
        Assert.Equal(["src/Lib/Lib.cs"], task.Problem.Sources.Paths);
        Assert.Equal(["GlobalUsings.checks.g.cs", "tests/Lib.Tests/Fake.cs", "tests/Lib.Tests/LibTests.cs"], task.Problem.CheckSources.Paths);
        Assert.Empty(task.Problem.Compile.GlobalUsings);
        Assert.True(task.Problem.Editable.Allows("src/Lib/New.cs", out _));
        Assert.False(task.Problem.Editable.Allows("tests/Lib.Tests/New.cs", out _));
    }

    [Fact]
    public void Tests_in_a_folder_beside_the_named_one_are_found()
    {
        Pair("Lib", "Lib.Tests", "../Lib/Lib.csproj");
        Assert.Equal(["Lib.Tests/Fake.cs", "Lib.Tests/LibTests.cs"], TaskLoader.Load(folder["Lib"]).Problem.CheckSources.Paths.Skip(1));
    }

    [Theory]
    [InlineData("xunit", CheckFramework.XunitV2)]
    [InlineData("xunit.core", CheckFramework.XunitV2)]
    [InlineData("xunit.v3", CheckFramework.XunitV3)]
    [InlineData("xunit.v3.mtp-v2", CheckFramework.XunitV3)]
    public void The_package_says_which_framework_the_tests_are_for(string package, CheckFramework framework)
    {
        Pair("Lib", "Lib.Tests", "../Lib/Lib.csproj");
        folder.Write("Lib.Tests/Lib.Tests.csproj", TestsOf("../Lib/Lib.csproj").Replace("\"xunit\"", $"\"{package}\"", StringComparison.Ordinal));
        var task = TaskLoader.Load(folder["Lib"]);
        Assert.Equal(framework, task.Problem.Framework);
        Assert.Empty(task.Notes);
    }

    [Fact]
    public void Tests_of_both_are_refused_since_they_run_on_one()
    {
        Pair("Lib", "Lib.Tests", "../Lib/Lib.csproj");
        folder.Write("More.Tests/More.Tests.csproj", TestsOf("../Lib/Lib.csproj").Replace("\"xunit\"", "\"xunit.v3\"", StringComparison.Ordinal));
        folder.Write("More.Tests/MoreTests.cs", "public class MoreTests { [Fact] public void Holds() { } }");
        var two = Assert.Throws<UserErrorException>(() => TaskLoader.Load(folder.Path)).Message;
        Assert.Equal($"{folder["Lib.Tests/Lib.Tests.csproj"]} holds tests of xunit v2 and {folder["More.Tests/More.Tests.csproj"]} of v3: a task's tests run on one of them, so name a folder that holds one of the two.", two);

        folder.Write("More.Tests/More.Tests.csproj", TestsOf("../Lib/Lib.csproj").Replace("<Using", "<PackageReference Include=\"xunit.v3\" /><Using", StringComparison.Ordinal));
        Assert.Contains("refers to xunit v3 and to xunit, which is xunit v2", Assert.Throws<UserErrorException>(() => TaskLoader.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NUnit", "", "NUnit")]
    [InlineData("MSTest.TestFramework", "Lib", "MSTest")]
    [InlineData("TUnit", "Lib", "TUnit")]
    public void Tests_of_another_framework_get_a_clear_word(string package, string named, string framework)
    {
        Pair("Lib", "Lib.Tests", "../Lib/Lib.csproj");
        folder.Write("Lib.Tests/Lib.Tests.csproj", TestsOf("../Lib/Lib.csproj").Replace("\"xunit\"", $"\"{package}\"", StringComparison.Ordinal));
        Assert.Equal(
            $"{folder["Lib.Tests/Lib.Tests.csproj"]} holds tests of {framework}, which are not run yet: the tests have to be xunit's (package xunit or xunit.v3).",
            Assert.Throws<UserErrorException>(() => TaskLoader.Load(folder[named])).Message);
    }

    [Fact]
    public void Code_and_tests_in_one_project_are_told_apart()
    {
        folder.Write("One.csproj", """<Project><ItemGroup><PackageReference Include="xunit" /></ItemGroup></Project>""");
        folder.Write("Code.cs", "public class Code { }");
        folder.Write("CodeTests.cs", "using Xunit;\npublic class CodeTests { [Fact] public void Holds() { } }");
        folder.Write("hidden/Held.cs", "using Xunit;\npublic class Held { [Fact] public void Holds() { } }");

        var task = TaskLoader.Load(folder.Path);
        Assert.Equal(["Code.cs"], task.Problem.Sources.Paths);
        Assert.Equal(["CodeTests.cs"], task.Problem.CheckSources.Paths);
        Assert.Equal(1, task.HeldBack!.FileCount);
    }

    [Fact]
    public void The_project_file_is_followed_and_what_cannot_be_is_said()
    {
        Pair("Lib", "Lib.Tests", "../Lib/Lib.csproj");
        folder.Write("Directory.Build.props", "<Project><PropertyGroup><Nullable>enable</Nullable><Common>COMMON</Common></PropertyGroup></Project>");
        folder.Write("Lib/Lib.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net8.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <DefineConstants>$(DefineConstants);$(Common);FAST</DefineConstants>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <LangVersion Condition="'$(X)' == 'y'">7</LangVersion>
              </PropertyGroup>
              <ItemGroup>
                <Compile Remove="old\**" />
                <Compile Include="../elsewhere/*.cs" />
                <Using Include="System.Math" Static="true" />
                <Using Include="System.Text.StringBuilder" Alias="Builder" />
                <PackageReference Include="Newtonsoft.Json" Version="13.0.3" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("Lib/old/Old.cs", "class Old { }");

        var task = TaskLoader.Load(folder.Path);
        var compile = task.Problem.Compile;
        Assert.Equal(["Lib/Lib.cs"], task.Problem.Sources.Paths);
        Assert.Equal(("12.0", "enable", true, true), (compile.LangVersion, compile.Nullable, compile.ImplicitUsings, compile.AllowUnsafe));
        Assert.Contains("COMMON", compile.Defines);
        Assert.Contains("FAST", compile.Defines);
        Assert.Contains("NET8_0_OR_GREATER", compile.Defines);
        Assert.DoesNotContain("NET9_0_OR_GREATER", compile.Defines);
        Assert.Equal(["static System.Math", "Builder = System.Text.StringBuilder"], compile.GlobalUsings);
        Assert.Contains(task.Notes, n => n.Contains("the package Newtonsoft.Json, which is not supplied", StringComparison.Ordinal));
        Assert.Contains(task.Notes, n => n.Contains("Compile Include '../elsewhere/*.cs' leaves", StringComparison.Ordinal));
        Assert.Contains(task.Notes, n => n.Contains("Lib.Tests.csproj has other compiler settings", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reference_out_of_the_task_is_not_followed()
    {
        using var outside = new TestFolder();
        outside.Write("deep/Out/Out.csproj", Library);
        outside.Write("deep/Out/Out.cs", "class Secret { }");
        Directory.CreateDirectory(folder[".git"]);
        Pair("task/Lib", "task/Lib.Tests", Path.GetRelativePath(folder["task/Lib.Tests"], outside["deep/Out/Out.csproj"]));
        folder.Write("task/Lib/LibTests.cs", "using Xunit; class T { [Fact] public void A() { } }");

        var task = TaskLoader.Load(folder["task"]);
        Assert.Contains(task.Notes, n => n.Contains("lies outside", StringComparison.Ordinal));
        Assert.DoesNotContain(task.Problem.Sources.Files, f => f.Value.Text.Contains("Secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<Project><", "is no valid project file")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><Project>&b;</Project>", "is no valid project file")]
    public void A_project_file_that_is_broken(string xml, string message)
    {
        folder.Write("A.csproj", xml);
        folder.Write("A.cs", "class A { }");
        Assert.Contains(message, Assert.Throws<UserErrorException>(() => TaskLoader.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_file_that_is_nested_without_end()
    {
        folder.Write("A.csproj", string.Concat(Enumerable.Repeat("<a>", 20_000)));
        Assert.Contains("nested more than 32 deep", Assert.Throws<UserErrorException>(() => TaskLoader.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_tests()
    {
        folder.Write("Lib/Lib.csproj", Library);
        folder.Write("Lib/Lib.cs", "class A { }");
        Assert.Contains("holds no tests", Assert.Throws<UserErrorException>(() => TaskLoader.Load(folder["Lib"])).Message, StringComparison.Ordinal);
    }
}
