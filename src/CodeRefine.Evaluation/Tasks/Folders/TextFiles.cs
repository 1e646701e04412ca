using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Core.Problems;

namespace CodeRefine.Evaluation.Tasks.Folders;

/// <summary>Reads a task's files within bounds; what is no text is refused with the file's name and the place.</summary>
internal static class TextFiles
{
    /// <summary>1 MiB: no hand-written source comes near it.</summary>
    public const int MostSourceBytes = 1 << 20;
    private const int MostFiles = 2_000;
    private const long MostTotalBytes = 32L << 20;

    /// <param name="name">Gives a path below <paramref name="root"/> its path in the tree.</param>
    public static SourceTree ReadTree(string root, IEnumerable<string> paths, Func<string, string>? name = null)
    {
        var files = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        var total = 0L;
        foreach (var path in paths.Distinct(StringComparer.Ordinal))
        {
            var file = ReadSource(root, path);
            files[name is null ? path : name(path)] = file;
            total += file.Text.Length;
            if (files.Count > MostFiles || total > MostTotalBytes)
            {
                throw new UserErrorException($"{root} holds more than {MostFiles} source files or {MostTotalBytes >> 20} MiB of source: name the folder of one task.");
            }
        }

        return SourceTree.From(files);
    }

    public static SourceFile ReadSource(string root, string path)
    {
        var bytes = ReadBytes(root, path, MostSourceBytes);
        return SourceBytes.TryDecode(bytes, out var file, out var problem) ? file : throw new UserErrorException($"{Path.Combine(root, path)} {problem}.");
    }

    /// <summary>Text of a file that is no source: a statement, a configuration.</summary>
    public static string ReadText(string root, string path, int mostBytes)
    {
        var bytes = ReadBytes(root, path, mostBytes);
        return SourceBytes.TryDecode(bytes, out var file, out var problem) ? file.Text : throw new UserErrorException($"{Path.Combine(root, path)} {problem}.");
    }

    private static byte[] ReadBytes(string root, string path, int mostBytes)
    {
        var full = Path.Combine(root, path);
        try
        {
            var length = new FileInfo(full).Length;
            if (length > mostBytes)
            {
                throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{full} is {length / 1048576.0:0.0} MiB; at most {mostBytes / 1048576.0:0.##} MiB are read. Take it out of the task or exclude it in task.yaml."));
            }

            // Pipes and devices say zero too; opening one would wait for ever.
            return length == 0 ? [] : File.ReadAllBytes(full);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new UserErrorException($"{full} cannot be read: {refused.Message} Check its permissions.", refused);
        }
    }
}
