using CodeRefine.Core;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Defects;

/// <summary>
/// Reads a corpus: a folder of Markdown files, one for each defect. An entry has a title and a statement, its group and its kind, the right program, the
/// defect as a diff of it, visible checks, and hidden ones: the members of a test class each. The hidden ones are held back; they see the right program
/// in the namespace <c>Reference</c>.
/// </summary>
public static class DefectReader
{
    /// <summary>Small programs: what runs longer than this hangs.</summary>
    private static readonly Limits Limits = Limits.Default with { CheckTime = TimeSpan.FromSeconds(2), TotalTime = TimeSpan.FromSeconds(20) };

    /// <summary>All entries of a folder, in ordinal order of their names.</summary>
    /// <exception cref="UserErrorException">The folder holds none, or one is wrong: the message names its file and line.</exception>
    public static IReadOnlyList<Defect> ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"There is no folder {folder}: name the one that holds the corpus's entries.");
        }

        var files = Directory.EnumerateFiles(folder, "*.md").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? [.. files.Select(f => Read(folder, f!))] : throw new UserErrorException($"{folder} holds no entry: an entry is a Markdown file.");
    }

    internal static Defect Read(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        var name = Path.GetFileNameWithoutExtension(file);
        var text = new DefectText(path, TextFiles.ReadText(folder, file, TextFiles.MostSourceBytes));
        var program = Lines(text.Block("csharp program").Lines);
        var diff = text.Block("diff");
        var broken = SourceTree.From(("Program.cs", DefectDiff.Break(program, diff.Lines, text.Place(diff.Line))));
        var visible = SourceTree.From(("tests/VisibleChecks.cs", TestClass("VisibleChecks", text.Block("csharp visible").Lines)));
        var hidden = SourceTree.From(("hidden/HiddenChecks.cs", TestClass("HiddenChecks", text.Block("csharp hidden").Lines)), ("hidden/Reference.cs", $"namespace Reference;\n\n{program}"));
        return new Defect
        {
            Name = name,
            Group = Group(text),
            Kind = text.Value("kind").Value,
            Reference = SourceTree.From(("Program.cs", program)),
            Task = new LoadedTask
            {
                Problem = new Problem
                {
                    Id = Statements.Id(name),
                    Title = text.Title,
                    Statement = text.Statement,
                    Sources = broken,
                    CheckSources = visible,
                    Editable = new EditableFiles(broken, visible, editable: null, p => p.StartsWith("tests/", StringComparison.Ordinal) || p.StartsWith("hidden/", StringComparison.Ordinal)),
                    Limits = Limits,
                },
                HeldBack = new HeldBackChecks(hidden),
                Layout = TaskLayout.Entry,
                Folder = folder,
                Root = folder,
            },
        };
    }

    private static DefectGroup Group(DefectText text)
    {
        var (value, line) = text.Value("group");
        return Enum.TryParse<DefectGroup>(value, ignoreCase: true, out var group) && Enum.IsDefined(group) ? group
            : throw text.Error(line, $"'{value}' is no group; there are {string.Join(", ", Enum.GetNames<DefectGroup>().Select(g => g.ToLowerInvariant()))}");
    }

    private static string TestClass(string name, List<string> members) => $"using CodeRefine.Properties;\nusing Xunit;\n\npublic class {name}\n{{\n{string.Join('\n', members.Select(m => m.Length == 0 ? m : "    " + m))}\n}}\n";

    private static string Lines(List<string> lines) => string.Join('\n', lines) + "\n";
}
