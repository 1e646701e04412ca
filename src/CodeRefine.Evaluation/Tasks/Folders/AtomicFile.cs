namespace CodeRefine.Evaluation.Tasks.Folders;

/// <summary>Replaces a file whole: a reader, or a crash, never meets half of it.</summary>
internal static class AtomicFile
{
    public static void Write(string path, byte[] content)
    {
        var draft = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Environment.ProcessId}.coderefine");
        try
        {
            using (var file = new FileStream(draft, Options(path)))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(path))
            {
                // The mode at creation is cut by the umask.
                File.SetUnixFileMode(draft, File.GetUnixFileMode(path));
            }

            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static FileStreamOptions Options(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && File.Exists(path))
        {
            options.UnixCreateMode = File.GetUnixFileMode(path);
        }

        return options;
    }
}
