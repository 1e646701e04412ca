using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Evaluation.Suites.Folders;
using CodeRefine.Evaluation.Suites.MultiPlE;
using CodeRefine.Evaluation.Suites.Mxeval;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Suites;

/// <summary>Reads a suite, whatever its form: a file of rows, a folder of tasks, an Exercism track, or a suite file that mixes them.</summary>
public static class SuiteLoader
{
    /// <exception cref="UserErrorException">It is no suite, or one of its tasks is wrong; the message says which and where.</exception>
    public static Suite Load(string path, SuiteOptions? options = null)
    {
        var chosen = options ?? SuiteOptions.Default;
        var suite = Directory.Exists(path) ? FolderSuite.Load(path, chosen)
            : !File.Exists(path) ? throw new UserErrorException($"There is no suite at {path}: check the path.")
            : IsYaml(path) ? SuiteFile.Load(path, chosen)
            : Rows(path, chosen);
        var tasks = chosen.Only is { } only ? [.. suite.Tasks.Where(t => t.Id.Contains(only, StringComparison.OrdinalIgnoreCase))] : suite.Tasks;
        if (tasks.IsEmpty)
        {
            throw new UserErrorException($"{path} holds no task{(chosen.Only is { } wanted ? $" whose id holds '{wanted}'" : "")}.");
        }

        RequireDistinct(path, tasks);
        return suite with { Tasks = tasks };
    }

    /// <summary>A name fit for a file's, of a path.</summary>
    internal static string NameOf(string path) => Statements.Id(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) is var name && name.EndsWith(".gz", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name[..^3]) : Path.GetFileNameWithoutExtension(path.TrimEnd('/')));

    private static bool IsYaml(string path) => path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static Suite Rows(string path, SuiteOptions options)
    {
        var kind = RowKinds.Of(path);
        ImmutableArray<SuiteTask> tasks = kind switch
        {
            RowKind.MultiPlE => [.. MultiPlEReader.Read(path).Select(r => MultiPlESuite.Task(r, path, options))],
            _ => [.. MxevalReader.Read(path).Select(r => MxevalSuite.Task(r, path, options))],
        };
        return new Suite { Name = NameOf(path), Tasks = tasks, Oracle = options.FixEquality ? "structural equality" : "as shipped", Notes = Notes(tasks, options) };
    }

    private static ImmutableArray<string> Notes(ImmutableArray<SuiteTask> tasks, SuiteOptions options)
    {
        var doomed = tasks.Count(t => t.Warning.Length > 0);
        return doomed > 0 && !options.FixEquality
            ? [string.Create(CultureInfo.InvariantCulture, $"{doomed} of {tasks.Length} rows cannot pass as shipped: they compare collections by reference, or tuples of other types; --fix-equality compares what is in them.")]
            : [];
    }

    private static void RequireDistinct(string path, ImmutableArray<SuiteTask> tasks)
    {
        if (tasks.GroupBy(t => t.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new UserErrorException($"{path} holds the task '{twice.Key}' {twice.Count()} times: the samples of one could not be told from those of the other.");
        }
    }
}
