using CodeRefine.Repositories.Reproducing;
using CodeRefine.Repositories.Testing;

namespace CodeRefine.Repositories.Tests.Fixing;

/// <summary>Which failures of a written test show an issue.</summary>
public class FailureReasonTests
{
    private const string Issue = "Parse throws FormatException on an empty line";

    [Theory]
    [InlineData("Assert.Equal() Failure: Values differ\nExpected: 3\nActual:   2")]
    [InlineData("  Assert.That(x, Is.EqualTo(3))\n  Expected: 3\n  But was:  2")]
    [InlineData("Assert.AreEqual failed. Expected:<3>. Actual:<2>. ")]
    [InlineData("Shouldly.ShouldAssertException : x should be 3 but was 2")]
    [InlineData("Xunit.Sdk.XunitException : Expected x to be 3, but found 2")]
    [InlineData("System.FormatException : The input is empty.")]
    [InlineData("Test method A.B threw exception: \nSystem.FormatException: The input is empty.")]
    public void An_assertion_or_the_exception_that_the_issue_names_shows_it(string message) => Assert.Null(Objection(message));

    [Theory]
    [InlineData("System.NullReferenceException : Object reference not set to an instance of an object.", "it fails by NullReferenceException, of which the issue says nothing")]
    [InlineData("Test method A.B threw exception: \nSystem.ArgumentException: x", "it fails by ArgumentException, of which the issue says nothing")]
    [InlineData("", "it fails without a word")]
    public void Whatever_else_it_fails_by_does_not(string message, string words) => Assert.StartsWith(words, Objection(message), StringComparison.Ordinal);

    private static string? Objection(string message) => FailureReason.Objection(new TestOutcome("P", "A.B", TestStatus.Failed) { Message = message }, Issue);
}
