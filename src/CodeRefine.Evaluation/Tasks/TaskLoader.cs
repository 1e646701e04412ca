using CodeRefine.Core;
using CodeRefine.Evaluation.Tasks.Exercism;
using CodeRefine.Evaluation.Tasks.Folders;
using CodeRefine.Evaluation.Tasks.Projects;
using CodeRefine.Evaluation.Tasks.TaskFolders;

namespace CodeRefine.Evaluation.Tasks;

/// <summary>Reads a task from a folder, whatever its layout. Reads only: the folder stays as it is.</summary>
public static class TaskLoader
{
    /// <param name="path">The task's folder.</param>
    /// <exception cref="UserErrorException">The folder is no task; the message says what is missing or wrong, and where.</exception>
    public static LoadedTask Load(string path)
    {
        var scan = FolderScan.Of(Folder(path));
        return TaskFolderLayout.FileNames.Any(n => Statements.IsPlainFile(scan.Root, n)) ? TaskFolderLayout.Load(scan)
            : ExercismConfig.Find(scan.Root) is { } exercise ? ExercismLayout.Load(scan, exercise)
            : ProjectLayout.Fits(scan) ? ProjectLayout.Load(scan)
            : TaskFolderLayout.Load(scan);
    }

    private static string Folder(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new UserErrorException("No task folder was named: give the folder that holds the sources and their tests.");
        }

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(full))
        {
            throw new UserErrorException($"{full} is a file: name the folder that holds it.");
        }

        if (!Directory.Exists(full))
        {
            throw new UserErrorException($"There is no folder {full}: check the path.");
        }

        var target = new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
        return Directory.EnumerateFileSystemEntries(target).Any() ? target : throw new UserErrorException($"The folder {full} is empty: a task needs sources and tests.");
    }
}
