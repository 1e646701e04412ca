using System.Text.RegularExpressions;
using CodeRefine.Repositories.Testing;

namespace CodeRefine.Repositories.Reproducing;

/// <summary>Whether a test fails for what an issue speaks of, or because it is wrong itself.</summary>
internal static partial class FailureReason
{
    /// <summary>Assertions of xunit, NUnit, MSTest, Shouldly, FluentAssertions and others: by the names of their exceptions' types and namespaces.</summary>
    private static readonly string[] assertions = ["Assert", "Xunit.Sdk.", "NUnit.Framework.", "Shouldly.", "MultipleAssert"];

    /// <returns>Null where the reason is one to go by; else what is wrong with it, in words for who wrote the test.</returns>
    public static string? Objection(TestOutcome outcome, string issue)
    {
        var thrown = Thrown().Match(outcome.Message);
        if (!thrown.Success)
        {
            return outcome.Message.Trim().Length > 0 ? null : "it fails without a word";
        }

        var type = thrown.Groups["type"].Value;
        var name = type[(type.LastIndexOf('.') + 1)..];
        return assertions.Any(a => type.Contains(a, StringComparison.Ordinal)) || issue.Contains(name, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"it fails by {name}, of which the issue says nothing: {outcome.Message.Trim().Split('\n')[0]}";
    }

    /// <summary>"System.ArgumentException : …" (xunit, NUnit), "Test method X threw exception: \nSystem.ArgumentException: …" (MSTest).</summary>
    [GeneratedRegex(@"\A\s*(Test method \S+ threw exception:\s*|Initialization method \S+ threw exception\.\s*)?(?<type>[A-Za-z_][\w.+`]*Exception)\s*:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thrown();
}
