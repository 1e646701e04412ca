using System.Text.Json.Nodes;

namespace CodeRefine.Cli.Tests;

/// <summary>A repository mended by the program as people start it, with no model.</summary>
[Trait("Speed", "slow")]
public sealed class FixTests : IDisposable
{
    private const string Wrong = "namespace Shop;\n\npublic static class Cart\n{\n    public static int Total(int[] prices)\n    {\n        var total = 0;\n        for (var i = 1; i < prices.Length; i++)\n        {\n            total += prices[i];\n        }\n\n        return total;\n    }\n}\n";
    private const string Project = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup><ItemGroup>{0}</ItemGroup></Project>""";
    private const string Packages = """<PackageReference Include="xunit" Version="2.9.3" /><PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" /><PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />""";
    private readonly TestFolder folder = new();

    public FixTests() => folder
        .With("Shop/Shop.csproj", Project.Replace("{0}", "", StringComparison.Ordinal))
        .With("Shop/Cart.cs", Wrong)
        .With("Shop.Tests/Shop.Tests.csproj", Project.Replace("{0}", """<ProjectReference Include="../Shop/Shop.csproj" />""" + Packages, StringComparison.Ordinal))
        .With("Shop.Tests/CartTests.cs", "using Xunit;\n\nnamespace Shop.Tests;\n\npublic class CartTests\n{\n    [Fact]\n    public void Nothing_is_free() => Assert.Equal(0, Cart.Total([]));\n\n    [Fact]\n    public void All_prices_count() => Assert.Equal(6, Cart.Total([1, 2, 3]));\n}\n");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Failing_tests_pass_afterwards_only_the_fixed_file_differs_and_nothing_is_left_behind()
    {
        await Sandboxed.RequireAsync();
        await folder.GitAsync("init", "--quiet", "--initial-branch=main");
        await folder.GitAsync("add", "--all");
        await folder.GitAsync("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "--quiet", "-m", "base");
        var before = await folder.GitAsync("rev-parse", "HEAD");
        using var temporary = new TestFolder();
        using var state = new TestFolder();
        foreach (var open in new[] { temporary, state })
        {
            // The sandbox's user has to come through.
            File.SetUnixFileMode(open.Path, (UnixFileMode)0b111_101_101);
        }

        var options = new CliOptions { Folder = folder.Path, Environment = new Dictionary<string, string> { ["TMPDIR"] = temporary.Path } };
        var result = await Cli.RunAsync(options, "fix", "--failing", "--apply", "--state", state.Path, "--out", state["fix.patch"], "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(("fixed", true), ((string)result.Json["outcome"]!, (bool)result.Json["applied"]!));
        Assert.Equal(["Shop/Cart.cs"], Texts(result.Json["solution"]!["files"]!));
        Assert.Contains("All_prices_count", Assert.Single(Texts(result.Json["wanted"]!)), StringComparison.Ordinal);
        Assert.True((bool)result.Json["solution"]!["verification"]!["holds"]!);
        Assert.Contains("+++ b/Shop/Cart.cs", File.ReadAllText(state["fix.patch"]), StringComparison.Ordinal);
        Assert.NotEqual(Wrong, File.ReadAllText(folder["Shop/Cart.cs"]));

        Assert.Equal(" M Shop/Cart.cs\n", await folder.GitAsync("status", "--porcelain"));
        Assert.Equal((before, "* main\n"), (await folder.GitAsync("rev-parse", "HEAD"), await folder.GitAsync("branch")));
        Assert.Empty(Directory.GetFileSystemEntries(temporary.Path, "coderefine-*"));
    }

    private static IEnumerable<string> Texts(JsonNode array) => array.AsArray().Select(t => (string)t!);
}
