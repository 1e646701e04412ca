using System.Text.Json.Nodes;
using CodeRefine.Models.Tests.Servers;

namespace CodeRefine.Cli.Tests;

/// <summary>A repository mended by the program as people start it.</summary>
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

    [Fact]
    public async Task An_issue_in_words_becomes_a_failing_test_and_a_fix_that_a_model_writes()
    {
        await Sandboxed.RequireAsync();
        // Nothing that is there shows the fault.
        folder.With("Shop.Tests/CartTests.cs", "using Xunit;\n\nnamespace Shop.Tests;\n\npublic class CartTests\n{\n    [Fact]\n    public void Nothing_is_free() => Assert.Equal(0, Cart.Total([]));\n}\n");
        await folder.GitAsync("init", "--quiet", "--initial-branch=main");
        await folder.GitAsync("add", "--all");
        await folder.GitAsync("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "--quiet", "-m", "base");
        using var state = new TestFolder();
        File.SetUnixFileMode(state.Path, (UnixFileMode)0b111_101_101);
        await using var server = Ollama.Serve((request, reply) => Ollama.Says(request.Body.Contains("You write a failing test", StringComparison.Ordinal) ? Test : Fix)(request, reply));

        var result = await Cli.RunAsync(
            new CliOptions { Folder = folder.Path }, "fix", "Cart.Total leaves the first price out", "--proposer", "chat", "--model", "ollama:coder", "--base-url", server.Url.ToString(), "--state", state.Path, "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("fixed", (string)result.Json["outcome"]!);
        Assert.Contains("The_first_price_counts", Assert.Single(Texts(result.Json["reproduction"]!["tests"]!)), StringComparison.Ordinal);
        Assert.Contains("Assert.Equal() Failure", Assert.Single(Texts(result.Json["reproduction"]!["failures"]!)), StringComparison.Ordinal);
        Assert.Equal(["Shop.Tests/" + Path.GetFileName((string)result.Json["reproduction"]!["path"]!), "Shop/Cart.cs"], Texts(result.Json["solution"]!["files"]!).Order(StringComparer.Ordinal));
        Assert.Contains("The first price counts, too.", (string)result.Json["solution"]!["diff"]!, StringComparison.Ordinal);
        Assert.Contains(server.Requests, r => r.Body.Contains("Cart.Total leaves the first price out", StringComparison.Ordinal));
        Assert.Equal("", await folder.GitAsync("status", "--porcelain"));
    }

    private const string Test = "It is shown by one.\n\n```csharp\nusing Xunit;\n\nnamespace Shop.Tests;\n\npublic class FirstPriceTests\n{\n    [Fact]\n    public void The_first_price_counts() => Assert.Equal(5, Cart.Total([5]));\n}\n```\n";
    private const string Fix = "The loop starts too late.\n\n```csharp path=Shop/Cart.cs\nnamespace Shop;\n\npublic static class Cart\n{\n    // The first price counts, too.\n    public static int Total(int[] prices) => prices.Sum();\n}\n```\n";

    private static IEnumerable<string> Texts(JsonNode array) => array.AsArray().Select(t => (string)t!);
}
