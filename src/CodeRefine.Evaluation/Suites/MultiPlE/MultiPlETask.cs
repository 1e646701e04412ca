using CodeRefine.Core;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Suites.MultiPlE;

/// <summary>Makes a task of a row: every second assert is visible, from the first on, and the others are held back.</summary>
public static class MultiPlETask
{
    /// <summary>The file that holds the program.</summary>
    public const string File = "Problem.cs";

    /// <summary>The suite is older than what a new project has: no nullable annotations, no implicit usings.</summary>
    private static readonly CompileSettings Settings = CompileSettings.Default with { ImplicitUsings = false, Nullable = "disable" };

    /// <summary>With the wanted method's body left open for an answer: it throws.</summary>
    public static LoadedTask Open(MultiPlERow row) => Create(row, SourceTree.From((File, row.Prompt + "        throw new NotImplementedException();\n    }\n}\n")));

    /// <param name="sources">The starting sources, in place of <see cref="Open"/>'s.</param>
    /// <exception cref="UserErrorException">The row has fewer than two asserts: none could be held back.</exception>
    public static LoadedTask Create(MultiPlERow row, SourceTree sources)
    {
        var asserts = MultiPlEChecks.Asserts(row.Tests).Index().Select(a => (Number: a.Index + 1, Assert: a.Item)).ToList();
        if (asserts.Count < 2)
        {
            throw new UserErrorException($"The row {row.Name} (line {row.Line}) has {(asserts.Count == 0 ? "no assert" : "one assert")}: at least two are needed, one to see and one to hold back.");
        }

        var usings = string.Concat(row.Prompt.Split('\n').Where(l => l.StartsWith("using ", StringComparison.Ordinal)).Select(l => l.TrimEnd() + "\n"));
        var visible = SourceTree.From(("tests/VisibleAsserts.cs", MultiPlEChecks.TestClass("VisibleAsserts", usings, asserts.Where(a => a.Number % 2 == 1))));
        var hidden = SourceTree.From(("hidden/HiddenAsserts.cs", MultiPlEChecks.TestClass("HiddenAsserts", usings, asserts.Where(a => a.Number % 2 == 0))));
        return new LoadedTask
        {
            Problem = new Problem
            {
                Id = Statements.Id(row.Name),
                Title = row.Name,
                Statement = Statement(row.Prompt),
                Sources = sources,
                CheckSources = visible,
                Editable = new EditableFiles(sources, visible, editable: null, p => p.StartsWith("tests/", StringComparison.Ordinal) || p.StartsWith("hidden/", StringComparison.Ordinal)),
                Compile = Settings,
            },
            HeldBack = new HeldBackChecks(hidden),
            Layout = TaskLayout.Entry,
            Folder = "",
            Root = "",
        };
    }

    /// <summary>The prompt's comment, which says what is wanted.</summary>
    private static string Statement(string prompt) =>
        string.Join('\n', prompt.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("//", StringComparison.Ordinal)).Select(l => l[2..].Trim())) is { Length: > 0 } comment ? comment : Statements.Default;
}
