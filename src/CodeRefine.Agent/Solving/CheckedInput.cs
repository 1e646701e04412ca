using CodeRefine.Core;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Solving;

/// <summary>What the first verdict may show about the problem itself: that no candidate could ever pass.</summary>
public static class CheckedInput
{
    /// <exception cref="UserErrorException">The checks do not compile by themselves, or there is none that could pass.</exception>
    public static void Require(Node root) => Require(root.Verdict.Build);

    /// <inheritdoc cref="Require(Node)"/>
    public static void Require(BuildResult build)
    {
        switch (build)
        {
            case BuildResult.Failure { Part: FailedPart.Checks } failure:
                var first = failure.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
                var place = first.Path is null ? "" : $"{first.Path}, line {first.Line}: ";
                throw new UserErrorException($"The tests do not compile by themselves, which no change of the sources can mend: {place}{first.Id}: {first.Message}");
            case BuildResult.Success { Checks.IsEmpty: true }:
                throw new UserErrorException("No test was found in the folder's check files: a test is a method with [Fact], [Theory] or [Property].");
            case BuildResult.Success success when success.Checks.All(c => c.SkipReason is not null):
                throw new UserErrorException($"All {success.Checks.Length} tests are skipped by their own attributes, so nothing could ever pass.");
        }
    }
}
