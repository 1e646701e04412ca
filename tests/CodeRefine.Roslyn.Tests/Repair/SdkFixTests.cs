using System.Diagnostics;
using CodeRefine.Roslyn.Repair.CompileErrors;
using CodeRefine.Roslyn.Repair.CompileErrors.Sdk;

namespace CodeRefine.Roslyn.Tests.Repair;

/// <summary>The fixers of the SDK that runs these tests, alone and behind ours.</summary>
public sealed class SdkFixTests
{
    private static readonly CompileRepairOptions Patient = new() { Time = TimeSpan.FromHours(1) };

    [Theory]
    [InlineData("class C { string F() => new StringBuilder().ToString(); }", "System.Text")]
    [InlineData("class C { void F() { Console.WritLine(1); } }", "Console.WriteLine(1)")]
    [InlineData("class C { int F() { await System.Threading.Tasks.Task.Delay(1); return 1; } }", "async")]
    [InlineData("class B { public virtual int F() => 1; } class C : B { public override long F() => 2; }", null)]
    public void What_the_SDKs_own_fixers_know_is_mended_without_ours(string source, string? mended)
    {
        var repairs = Repair(source, []);

        Assert.Equal(mended is not null, repairs.Any(r => r.IsComplete));
        Assert.All(repairs.Where(r => r.IsComplete).Take(1), r => Assert.Contains(mended!, Assert.Single(r.Texts).Value, StringComparison.Ordinal));
        Assert.All(repairs, r => Assert.DoesNotContain("NotImplementedException", Assert.Single(r.Texts).Value, StringComparison.Ordinal));
        Assert.All(repairs, r => Assert.DoesNotContain("\r", Assert.Single(r.Texts).Value, StringComparison.Ordinal));
    }

    [Fact]
    public void They_are_asked_only_where_ours_know_nothing()
    {
        var repair = Repair("class C { string F(int n) => new StringBuilder().Append(n); }", null).First(r => r.IsComplete);

        Assert.All(repair.Steps, s => Assert.NotEqual("sdk", s.Family));
    }

    [Fact]
    public void A_process_of_fixers_that_dies_is_missed_by_nobody()
    {
        var source = Source();
        Assert.NotEmpty(Repair("class C { object F() => new StringBuilder(); }", [], source));
        foreach (var process in Process.GetProcessesByName("dotnet").Where(p => Children(Environment.ProcessId).Contains(p.Id)))
        {
            process.Kill();
            process.WaitForExit();
        }

        Assert.Empty(Repair("class C { object F() => new StringBuilder(1); }", [], source));
        Assert.NotEmpty(Repair("class C { object F() => new StringBuilder(2); }", null, source));
    }

    private static IReadOnlyList<CompileRepair> Repair(string source, CompileFix[]? own, SdkFixSource? sdk = null) =>
        new CompileErrorRepair(Patient, fixes: own is null ? null : [.. own], lastResort: sdk ?? Source()).Repair(Sources.Compile(true, ("A.cs", source)), _ => true);

    private static SdkFixSource Source()
    {
        var found = SdkFixSource.Find(TimeProvider.System, TimeSpan.FromMinutes(5));
        Assert.SkipWhen(found is null && Environment.GetEnvironmentVariable("CODEREFINE_REQUIRE_SANDBOXES") != "1", "This SDK brings no code fixers.");
        return Assert.IsType<SdkFixSource>(found);
    }

    /// <summary>Processes that run the fixers and were started by this one.</summary>
    private static List<int> Children(int parent) =>
        [.. Directory.EnumerateDirectories($"/proc/{parent}/task").SelectMany(t => File.ReadAllText(t + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse).Where(p => File.ReadAllText($"/proc/{p}/cmdline").Contains("SdkFixes", StringComparison.Ordinal))];
}
