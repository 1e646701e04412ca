using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Tests.Compile;

/// <summary>Checks written for xunit v3 are compiled against it, found by its attributes, and guarded as those of v2 are.</summary>
public class XunitV3Tests
{
    private const string Code = "public static class C { public static int One() => 1; public static bool Slow => true; }\n";

    [Fact]
    public async Task Checks_are_found_with_what_only_v3_has()
    {
        var built = await Built("""
            using Xunit;
            using CodeRefine.Properties;
            [assembly: AssemblyFixture(typeof(Shared))]
            public class Shared : IAsyncLifetime { public ValueTask InitializeAsync() => default; public ValueTask DisposeAsync() => default; }
            public class T(Shared shared, ITestOutputHelper output)
            {
                public static IEnumerable<TheoryDataRow<int>> Rows => [new(1) { Label = "one" }];
                [Fact(Timeout = 100)] public async Task A() { Assert.NotNull(shared); output.WriteLine("a"); await Task.Delay(1, TestContext.Current.CancellationToken); }
                [Theory, MemberData(nameof(Rows))] public void B(int n) => Assert.Equal(n, C.One());
                [Property] public bool P(int n) => n == n;
                [Own] public void ByInterface() { }
            }
            [Xunit.v3.XunitTestCaseDiscoverer(typeof(Xunit.v3.FactDiscoverer))]
            public sealed class OwnAttribute : System.Attribute, Xunit.v3.IFactAttribute
            {
                public string? DisplayName => null; public bool Explicit => false; public string? Skip => null; public Type[]? SkipExceptions => null; public Type? SkipType => null;
                public string? SkipUnless => null; public string? SkipWhen => null; public string? SourceFilePath => null; public int? SourceLineNumber => null; public int Timeout => 0;
            }
            """);
        Assert.Equal([("T.A", CheckKind.Test), ("T.B", CheckKind.Test), ("T.P", CheckKind.Property), ("T.ByInterface", CheckKind.Test)], built.Checks.Select(c => (c.Id, c.Kind)));
        Assert.Equal(CheckFramework.XunitV3, built.ChecksImage.Framework);
    }

    [Fact]
    public async Task Only_a_skip_without_a_condition_excuses_a_check()
    {
        var built = await Built("""
            using Xunit;
            public class T
            {
                public static bool If => C.Slow;
                [Fact(Skip = "later")] public void Skipped() { }
                [Fact(Explicit = true)] public void Explicit() { }
                [Fact(Skip = "slow", SkipWhen = nameof(If))] public void When() { }
                [Fact(Skip = "slow", SkipUnless = nameof(If))] public void Unless() { }
                [Theory, InlineData(1, Skip = "a"), InlineData(2, Skip = "b")] public void All_rows(int n) { }
                [Theory, InlineData(1, Skip = "a"), InlineData(2)] public void One_row(int n) { }
            }
            """);
        Assert.Equal(["later", "It is marked Explicit: it runs only when somebody asks for it by name.", null, null, "a", null], built.Checks.Select(c => c.SkipReason));
    }

    [Fact]
    public async Task The_candidate_sees_nothing_of_it_and_cannot_take_its_names()
    {
        var problem = Of("using Xunit; namespace Demo; public class T { [Fact] public void A() => Assert.Equal(1, C.One()); [Fact] public void B() => Assert.NotNull(TestContext.Current); }");
        var user = await Builders.New().BuildAsync(problem, problem.Sources.With("Uses.cs", "public class U { object o = Xunit.TestContext.Current; }"), default);
        Assert.Equal(FailedPart.Candidate, Assert.IsType<BuildResult.Failure>(user).Part);

        var taken = await Builders.New().BuildAsync(problem, problem.Sources.With("Taken.cs", "namespace Demo; public static class TestContext { public static object Current => 1; }"), default);
        var violation = Assert.IsType<BuildResult.Refused>(taken).Violations[0];
        Assert.Equal(("shadows-framework", "Taken.cs"), (violation.Rule, violation.Path));
    }

    [Fact]
    public async Task What_the_framework_lacks_is_the_checks_own_fault()
    {
        var v2 = await Builders.New().BuildAsync(Of("using Xunit; public class T { [Fact] public void A() { Assert.Skip(\"x\"); Assert.Equal(1, C.One()); } }") with { Framework = CheckFramework.XunitV2 }, SourceTree.From(("Code.cs", Code)), default);
        Assert.Equal(FailedPart.Checks, Assert.IsType<BuildResult.Failure>(v2).Part);
        var v3 = await Builders.New().BuildAsync(Of("using Xunit.Abstractions; public class T { [Xunit.Fact] public void A() { } }"), SourceTree.From(("Code.cs", Code)), default);
        Assert.IsType<BuildResult.Failure>(v3);
    }

    private static Problem Of(string checks) => Builders.Problem(Code, checks) with { Framework = CheckFramework.XunitV3 };

    private static async Task<BuildResult.Success> Built(string checks)
    {
        var problem = Of(checks);
        var result = await Builders.New().BuildAsync(problem, problem.Sources, default);
        Assert.True(result is BuildResult.Success, string.Join("; ", result.Diagnostics.Select(d => d.Message)));
        return (BuildResult.Success)result;
    }
}
