using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using static CodeRefine.Agent.Tests.Critics.CritiqueSample;

namespace CodeRefine.Agent.Tests.Critics;

public sealed class EvidenceCriticTests
{
    [Fact]
    public async Task A_wrong_value_is_told_with_the_member_asked_and_the_checks_source()
    {
        var critique = await OfAsync(Report(null, Failed(Pop, Wrong("2", "3")), Passed(Count)));

        Assert.Equal("Pile.Pop gives 3 where PopReturnsLast expects 2 (Pile.cs:12)", critique.Headline);
        Assert.Equal(TaxonomyKind.Logic, critique.Kind);
        Assert.Equal(new CritiqueLocation("Pile.cs", 12, "M:Demo.Pile`1.Pop"), critique.Location);
        Assert.Contains("- Expected: `2`\n- Actual: `3`", critique.Text);
        Assert.Contains("The check (tests/StackTests.cs:7):\n```csharp\n[Fact]\npublic void PopReturnsLast()\n{\n    var stack", critique.Text);
        Assert.Contains("It fails at line 12: `Assert.Equal(2, popped);`", critique.Text);
        Assert.Contains(">12 |     public T Pop()", critique.Text);
        Assert.Contains("Passing, and to stay so: 1 of 2 checks (CountCounts).", critique.Text);
    }

    [Fact]
    public async Task An_exception_is_told_with_the_candidates_line_that_threw()
    {
        var critique = await OfAsync(Report(null, Failed(Pop, Thrown("System.ArgumentOutOfRangeException", "Index was out of range.", 14))));

        Assert.Equal("Pile.Pop throws ArgumentOutOfRangeException in PopReturnsLast (Pile.cs:14)", critique.Headline);
        Assert.Equal(TaxonomyKind.BoundaryCheck, critique.Kind);
        Assert.Equal("M:Demo.Pile`1.Pop", critique.Location!.MemberId);
        Assert.Contains(" 13 |     {\n>14 |         var last = items[items.Count];", critique.Text);
        Assert.Contains("ArgumentOutOfRangeException: `Index was out of range.`", critique.Text);
    }

    [Fact]
    public async Task The_same_exception_from_the_same_line_is_told_once_for_all_its_checks()
    {
        var thrown = Thrown("System.ArgumentOutOfRangeException", "Index was out of range.", 14);

        var critique = await OfAsync(Report(null, Failed(Pop, thrown), Failed(Count, thrown)));

        Assert.Contains("In the same way fail 1 more: `CountCounts`.", critique.Text);
        Assert.Equal(1, critique.Text.Split("Thrown at").Length - 1);
    }

    [Theory]
    [InlineData("System.NotImplementedException", "The method or operation is not implemented.", TaxonomyKind.MissingDefinition)]
    [InlineData("System.InvalidOperationException", "Sequence contains no elements", TaxonomyKind.BoundaryCheck)]
    [InlineData("System.ArgumentNullException", "Value cannot be null.", TaxonomyKind.Argument)]
    [InlineData("System.InvalidCastException", "Unable to cast.", TaxonomyKind.MinorRuntime)]
    public async Task Exceptions_have_their_kinds(string type, string message, TaxonomyKind kind)
    {
        Assert.Equal(kind, (await OfAsync(Report(null, Failed(Pop, Thrown(type, message, 14))))).Kind);
    }

    [Theory]
    [InlineData("\"Hello, World\"", "\"hello world\"", TaxonomyKind.InputOutputFormat)]
    [InlineData("\"1-2\"", "\"12\"", TaxonomyKind.Logic)]
    [InlineData("\"a -1\"", "\"a 1\"", TaxonomyKind.Logic)]
    [InlineData("\"abc\"", "\"abd\"", TaxonomyKind.Logic)]
    [InlineData("0.3", "0.30000000000000004", TaxonomyKind.MinorFunctional)]
    [InlineData("3", "4", TaxonomyKind.Logic)]
    public async Task Wrong_values_have_their_kinds(string expected, string actual, TaxonomyKind kind)
    {
        Assert.Equal(kind, (await OfAsync(Report(null, Failed(Pop, Wrong(expected, actual))))).Kind);
    }

    [Fact]
    public async Task A_theory_tells_its_other_failing_cases()
    {
        var result = Failed(Pop, Wrong("2", "3", "PopReturnsLast(n: 1)"), Wrong("5", "6", "PopReturnsLast(n: 4)")) with { CasesPassed = 3 };

        var critique = await OfAsync(Report(null, result));

        Assert.Contains("- Case: `PopReturnsLast(n: 1)`", critique.Text);
        Assert.Contains("Of its cases 2 fail and 3 pass; also:\n- `PopReturnsLast(n: 4)`: expected `5`, actual `6`", critique.Text);
    }

    [Fact]
    public async Task A_property_is_told_by_its_shrunk_counterexample_first()
    {
        var property = Pop with { Kind = CheckKind.Property };
        var failure = new CheckFailure { Case = "PopReturnsLast", ExceptionType = "CodeRefine.Properties.PropertyFalsifiedException", Message = "Falsified", Counterexample = new("1,2", ["[3, 1, 2]"], ["[1, 0]"], 4, 17) };

        var critique = await OfAsync(Report(null, Failed(property, failure)));

        Assert.Equal("Pile.Pop breaks PopReturnsLast for ([1, 0]) (Pile.cs:12)", critique.Headline);
        Assert.Contains("- Counterexample, shrunk in 4 steps: `([1, 0])`\n- As first found: `([3, 1, 2])`", critique.Text);
        Assert.Contains("do not treat the input as a special case", critique.Text);
    }

    [Fact]
    public async Task An_exception_that_was_wanted_and_did_not_come_is_told_as_that()
    {
        var failure = new CheckFailure { Case = "PopReturnsLast", ExceptionType = "Xunit.Sdk.ThrowsException", Message = "Assert.Throws() Failure: No exception was thrown\nExpected: typeof(System.InvalidOperationException)", Expected = "typeof(System.InvalidOperationException)" };

        var critique = await OfAsync(Report(null, Failed(Pop, failure)));

        Assert.Equal("Pile.Pop throws nothing where PopReturnsLast expects typeof(System.InvalidOperationException) (Pile.cs:12)", critique.Headline);
        Assert.Contains("- Expected: `typeof(System.InvalidOperationException)`\n- Actual: no exception was thrown", critique.Text);
    }

    [Fact]
    public async Task Other_wrong_values_of_one_member_are_told_and_not_only_counted()
    {
        var critique = await OfAsync(Report(null, Failed(Pop, Wrong("2", "3")), Failed(Pop, Wrong("5", "6"))));

        Assert.Contains("The same member fails 1 more:\n- `PopReturnsLast`: expected `5`, actual `6`", critique.Text);
    }

    [Fact]
    public async Task Of_a_stub_the_missing_bodies_say_all()
    {
        var thrown = new CheckFailure { Case = "PopReturnsLast", ExceptionType = "System.NotImplementedException", Message = "The method or operation is not implemented.", Stack = [new StackFrameInfo("Demo.Pile`1.Pop()", "Pile.cs", 20)] };

        var critique = await OfAsync(Report(null, Failed(Pop, thrown), Failed(Count, thrown with { Case = "Count" })));

        Assert.StartsWith("The code is still to be written: all 2 checks that fail met a NotImplementedException (`PopReturnsLast`, ", critique.Text, StringComparison.Ordinal);
        Assert.EndsWith("It came from:\n- `Pile.Pop` (Pile.cs:20)", critique.Text, StringComparison.Ordinal);
        Assert.Equal(TaxonomyKind.MissingDefinition, critique.Kind);
    }

    [Fact]
    public async Task A_hang_is_told_with_the_loop_in_which_it_hung()
    {
        var critique = await OfAsync(Report(new HostEnd(HostEndKind.TimedOut, Pop.Id, "Stopped after 5 s."), Ended(Pop, CheckStatus.TimedOut)), new StackFrameInfo("Demo.Pile`1.Pop()", "Pile.cs", 17));

        Assert.Equal("PopReturnsLast does not end: Pile.Pop goes round at Pile.cs:17", critique.Headline);
        Assert.Equal("M:Demo.Pile`1.Pop", critique.Location!.MemberId);
        Assert.Contains(" 15 |         while (items.Count > 0)\n 16 |         {\n>17 |             last = items[0];\n 18 |         }\n```", critique.Text);
    }

    [Fact]
    public async Task A_hang_of_unknown_place_is_told_with_its_check()
    {
        var critique = await OfAsync(Report(new HostEnd(HostEndKind.TimedOut, Pop.Id), Ended(Pop, CheckStatus.TimedOut)));

        Assert.Equal("PopReturnsLast does not end within its time", critique.Headline);
        Assert.Contains("Where it hung was not found", critique.Text);
        Assert.Contains("var popped = stack.Pop();", critique.Text);
    }

    [Fact]
    public async Task A_stack_overflow_is_told_by_the_frames_that_repeat()
    {
        var output = "Stack overflow.\nRepeat 24082 times:\n--------------------------------\n   at Demo.Pile`1[[System.Int32, System.Private.CoreLib]].Pop()\n--------------------------------\n   at StackTests.PopReturnsLast()\n";

        var critique = await OfAsync(Report(new HostEnd(HostEndKind.StackOverflow, Pop.Id, "The stack overflowed."), Ended(Pop, CheckStatus.Crashed)) with { Output = output });

        Assert.Equal("Pile.Pop recurses without end in PopReturnsLast (Pile.cs:12)", critique.Headline);
        Assert.Contains("These frames repeat:\n```text\nat Demo.Pile`1[[System.Int32, System.Private.CoreLib]].Pop()\n```", critique.Text);
    }

    [Theory]
    [InlineData(HostEndKind.Exited, CheckStatus.Crashed, "The code ends the process in PopReturnsLast", "return or throw instead", TaxonomyKind.ApiMisuse)]
    [InlineData(HostEndKind.OutOfMemory, CheckStatus.ResourceExceeded, "The code takes more memory than allowed in PopReturnsLast", "a collection that grows", TaxonomyKind.Logic)]
    [InlineData(HostEndKind.OutputFlood, CheckStatus.ResourceExceeded, "The code writes more output than allowed in PopReturnsLast", "writing in a loop", TaxonomyKind.Logic)]
    [InlineData(HostEndKind.ScratchFull, CheckStatus.ResourceExceeded, "The code writes larger files than allowed", "scratch space", TaxonomyKind.Logic)]
    [InlineData(HostEndKind.TooManyProcesses, CheckStatus.ResourceExceeded, "The code starts more threads or processes than allowed", "wait for those", TaxonomyKind.Logic)]
    [InlineData(HostEndKind.Crashed, CheckStatus.Crashed, "The process dies in PopReturnsLast", "another thread", TaxonomyKind.MinorRuntime)]
    public async Task Each_end_of_the_process_has_its_own_words(HostEndKind end, CheckStatus status, string headline, string words, TaxonomyKind kind)
    {
        var critique = await OfAsync(Report(new HostEnd(end, Pop.Id, "Exit code 3."), Ended(Pop, status)) with { Output = "last words" });

        Assert.StartsWith(headline, critique.Headline);
        Assert.Contains(words, critique.Text);
        Assert.Contains("Check `StackTests.PopReturnsLast` was running. Exit code 3.", critique.Text);
        Assert.Contains("```text\nlast words\n```", critique.Text);
        Assert.Equal(kind, critique.Kind);
    }

    [Fact]
    public async Task A_refusal_names_rule_line_and_reason()
    {
        var critique = await OfAsync(new BuildResult.Refused { Diagnostics = [], Violations = [new("process-start", "T:System.Diagnostics.Process", "Pile.cs", 12, "No solution needs a process; a task allows it by allowed-apis.")] });

        Assert.Equal("Pile.cs:12 uses T:System.Diagnostics.Process, which is refused (process-start)", critique.Headline);
        Assert.Contains("No solution needs a process; a task allows it by allowed-apis.", critique.Text);
        Assert.Contains("public T Pop()", critique.Text);
        Assert.Equal(TaxonomyKind.ApiMisuse, critique.Kind);
    }

    [Fact]
    public async Task Passing_is_said_in_a_line()
    {
        var critique = await OfAsync(Report(null, Passed(Pop), Passed(Count)));

        Assert.Equal(("All 2 checks pass", TaxonomyKind.None), (critique.Headline, critique.Kind));
    }

    [Fact]
    public async Task A_compile_error_comes_with_excerpt_and_offerings()
    {
        var critique = await OfBuildAsync(Stack.Replace("return last;", "return lats;", StringComparison.Ordinal));

        Assert.Equal("Pile.cs:20: The name 'lats' does not exist in the current context (CS0103)", critique.Headline);
        Assert.Equal(new CritiqueLocation("Pile.cs", 20, "M:Demo.Pile`1.Pop"), critique.Location);
        Assert.Equal(TaxonomyKind.MissingDefinition, critique.Kind);
        Assert.Contains("20 |         return lats;\n    |                ^^^^", critique.Text);
        Assert.Contains("- `last` is in scope and near to it", critique.Text);
    }

    [Theory]
    [InlineData("return last;", "return last", TaxonomyKind.IncompleteSyntax, "; expected")]
    [InlineData("public void Push", "public StringBuilder? Text;\n    public void Push", TaxonomyKind.LibraryImport, "`using System.Text;` brings it in")]
    [InlineData("items.Count;", "items.Lenght;", TaxonomyKind.ApiMisuse, "`List`")]
    [InlineData("items.Add(item)", "items.Add()", TaxonomyKind.Argument, "The signature is `void List<T>.Add(T item)`")]
    public async Task Compile_errors_have_their_kinds(string good, string bad, TaxonomyKind kind, string expected)
    {
        var critique = await OfBuildAsync(Stack.Replace(good, bad, StringComparison.Ordinal));

        Assert.Equal(kind, critique.Kind);
        Assert.Contains(expected, critique.Text);
    }

    [Fact]
    public async Task What_the_checks_need_and_the_code_lacks_is_said_as_such()
    {
        var critique = await OfBuildAsync(Stack.Replace("public T Pop()", "public T Take()", StringComparison.Ordinal));

        Assert.StartsWith("The checks need what the code does not offer: 'Pile<int>' does not contain a definition for 'Pop'", critique.Headline);
        Assert.EndsWith("…)", critique.Headline);
        Assert.Equal(TaxonomyKind.MissingDefinition, critique.Kind);
        Assert.Equal("T:Demo.Pile`1", critique.Location!.MemberId);
        Assert.Contains("var popped = stack.Pop();", critique.Text);
        Assert.Contains("`int Pile<int>.Take()`", critique.Text);
    }

    [Fact]
    public async Task Checks_that_are_wrong_by_themselves_are_not_blamed_on_the_code()
    {
        var critique = await OfBuildAsync(Stack, StackTests.Replace("Assert.Equal(2, popped);", "Assert.Equal(2, popped)", StringComparison.Ordinal));

        Assert.StartsWith("The checks do not compile by themselves: tests/StackTests.cs:12: ; expected (CS1002)", critique.Headline);
        Assert.Contains("no change to the code can mend this", critique.Text);
        Assert.Null(critique.Location);
    }
}
