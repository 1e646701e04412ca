using System.Text.RegularExpressions;
using CodeRefine.Core;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tasks;

/// <summary>Finds a task's statement, its title and its id.</summary>
internal static partial class Statements
{
    /// <summary>The statement of a task that brings none.</summary>
    public const string Default = "Make every check pass.";
    private const int MostBytes = 256 << 10;
    private static readonly string[] usualNames = ["README.md", "instructions.md", "INSTRUCTIONS.md", "Readme.md", "readme.md"];

    /// <param name="named">The file that <c>task.yaml</c> names, which must be there.</param>
    public static string Read(string root, string? named)
    {
        if (named is not null && !IsPlainFile(root, named))
        {
            throw new UserErrorException($"{Path.Combine(root, named)} is named as the statement but is not there (or is a link): write it, or take 'statement' out of task.yaml.");
        }

        return (named ?? usualNames.FirstOrDefault(n => IsPlainFile(root, n))) is { } path
            ? TextFiles.ReadText(root, path, MostBytes).Trim()
            : Default;
    }

    public static string Title(string statement, string folder) => Heading().Match(statement) is { Success: true } match ? match.Groups[1].Value.Trim() : Path.GetFileName(folder);

    /// <summary>A folder's name made fit for a path.</summary>
    public static string Id(string folder)
    {
        var name = string.Concat(Path.GetFileName(folder).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).Trim('-', '.', '_');
        return name.Length == 0 ? "task" : name[..Math.Min(64, name.Length)];
    }

    /// <summary>Whether every step of the path is a real file or folder: a link could bring in any file of the machine.</summary>
    internal static bool IsPlainFile(string root, string path)
    {
        var full = root;
        foreach (var step in path.Split('/'))
        {
            full = Path.Combine(full, step);
            if (new FileInfo(full) is { LinkTarget: not null })
            {
                return false;
            }
        }

        return File.Exists(full);
    }

    [GeneratedRegex(@"^#\s+(.{1,200}?)\s*#*\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
