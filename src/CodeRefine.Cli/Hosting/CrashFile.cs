using System.Globalization;
using System.Runtime.InteropServices;

namespace CodeRefine.Cli.Hosting;

/// <summary>Where an unexpected failure is written down for a bug report: never on the console.</summary>
internal static class CrashFile
{
    /// <summary>Writes the details and returns where they are; null where nothing could be written.</summary>
    /// <param name="folder">The run's state folder, or null: then the system's folder for temporary files.</param>
    public static string? Write(Exception failure, string command, string? folder, TimeProvider time)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"coderefine-crash-{time.GetUtcNow():yyyyMMdd-HHmmss}-{Environment.ProcessId}.txt");
        // The arguments stay out: they may name what the user would not want to paste into a bug report.
        var text = $"""
            CodeRefine {AppVersion.Text}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}
            command: {command}
            time: {time.GetUtcNow():O}

            {failure}

            """;
        return Try(folder, name, text) ?? Try(Path.GetTempPath(), name, text);
    }

    private static string? Try(string? folder, string name, string text)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return null;
        }

        try
        {
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, text);
            return path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
