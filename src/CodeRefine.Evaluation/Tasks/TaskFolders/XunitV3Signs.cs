using System.Text.RegularExpressions;
using CodeRefine.Core.Problems;

namespace CodeRefine.Evaluation.Tasks.TaskFolders;

/// <summary>Names in tests that only xunit v3 has: without a project file nothing else tells which of the two is meant.</summary>
internal static partial class XunitV3Signs
{
    /// <summary>One sentence on the first file that holds one.</summary>
    public static IEnumerable<string> NotesOn(SourceTree checks) =>
        checks.Files.Select(f => (Path: f.Key, Match: Sign().Match(f.Value.Text))).Where(f => f.Match.Success).Take(1)
            .Select(f => $"{f.Path} uses {f.Match.Value}, which xunit v3 has and v2 has not: if the tests do not compile, write 'framework: xunit.v3' in task.yaml.");

    [GeneratedRegex(@"\bXunit\.v3\b|\bTestContext\.Current\b|\bAssert\.Skip(When|Unless)?\b|\bTheoryDataRow\b|\bAssemblyFixture\b|\bITestContextAccessor\b|\bValueTask\s+InitializeAsync\b")]
    private static partial Regex Sign();
}
