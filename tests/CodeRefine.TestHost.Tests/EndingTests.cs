using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Cells;

namespace CodeRefine.TestHost.Tests;

/// <summary>Runs candidates that come to a bad end, each followed by a job that is none the worse for it.</summary>
public abstract class EndingTests(Cell cell) : IClassFixture<Cell>
{
    protected Cell Cell => cell;

    private protected async Task<JobEnd> EndOfAsync(string members, HostLimits limits)
    {
        var answer = await cell.RunAsync($"public static class C\n{{ {members} }}", "public class T { [Fact] public void Runs() => C.Run(); }", ["T.Runs"], limits);
        await UnharmedAsync();
        return answer.End;
    }

    protected async Task UnharmedAsync()
    {
        var next = await cell.RunAsync("public static class C { public static int N; }", "public class T { [Fact] public void Counts() => Assert.Equal(1, ++C.N); }", ["T.Counts"]);
        Assert.Equal((EndKind.Completed, OutcomeStatus.Passed), (next.End.Kind, next["T.Counts"].Status));
    }
}
