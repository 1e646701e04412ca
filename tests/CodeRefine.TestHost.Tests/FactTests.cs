using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Cells;

namespace CodeRefine.TestHost.Tests;

public sealed class FactTests(Cell cell, ITestOutputHelper output) : IClassFixture<Cell>
{
    private const string Stack = """
        public class Stack
        {
            private readonly List<int> items = new();
            public int Count => items.Count;
            public void Push(int item) => items.Add(item);
            public int Pop()
            {
                var last = items[^1];
                return last;
            }
        }
        """;

    [Fact]
    public async Task I_see_which_checks_pass_and_which_fail_and_where()
    {
        var answer = await cell.RunAsync(Stack, """
            public class StackTests
            {
                [Fact] public void Pushed_is_counted() { var s = new Stack(); s.Push(1); Assert.Equal(1, s.Count); }
                [Fact] public void Popped_is_gone() { var s = new Stack(); s.Push(1); s.Pop(); Assert.Equal(0, s.Count); }
                [Fact] public void Empty_pop_throws() => Assert.Equal(3, new Stack().Pop());
                [Fact] public void Not_asked_for() => throw new Exception();
            }
            """, ["StackTests.Pushed_is_counted", "StackTests.Popped_is_gone", "StackTests.Empty_pop_throws", "StackTests.Not_there"]);

        Assert.Equal(EndKind.Completed, answer.End.Kind);
        Assert.Equal(["StackTests.Pushed_is_counted", "StackTests.Popped_is_gone", "StackTests.Empty_pop_throws"], answer.Started);
        Assert.Equal(OutcomeStatus.Passed, answer["StackTests.Pushed_is_counted"].Status);
        var wrong = answer["StackTests.Popped_is_gone"];
        Assert.Equal((OutcomeStatus.Failed, 0, 1), (wrong.Status, wrong.CasesPassed, wrong.CasesFailed));
        Assert.Equal(("Xunit.Sdk.EqualException", "0", "1"), (wrong.Failures[0].ExceptionType, wrong.Failures[0].Expected, wrong.Failures[0].Actual));
        Assert.Equal(("tests/Checks.cs", 5), (wrong.Failures[0].Stack[0].Path, wrong.Failures[0].Stack[0].Line));
        var thrown = answer["StackTests.Empty_pop_throws"].Failures[0];
        Assert.Equal("System.ArgumentOutOfRangeException", thrown.ExceptionType);
        var own = thrown.Stack.First(f => f.Path is not null);
        Assert.Equal(("Stack.Pop()", "Candidate.cs", 8), (own.Method, own.Path, own.Line));
        Assert.DoesNotContain("StackTests.Not_asked_for", answer.Outcomes.Keys);
        Assert.DoesNotContain("StackTests.Not_there", answer.Outcomes.Keys);
        output.WriteLine($"{answer.Latency.TotalMilliseconds} ms, {answer.End}");
    }
}
