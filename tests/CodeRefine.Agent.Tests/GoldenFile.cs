using System.Reflection;

namespace CodeRefine.Agent.Tests;

/// <summary>Compares with a file that is kept beside the tests. CODEREFINE_UPDATE_GOLDEN=1 writes it anew: look at the difference before it is committed.</summary>
internal static class GoldenFile
{
    private static readonly string folder = Path.GetFullPath(typeof(GoldenFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "GoldenFolder").Value!);

    public static void Matches(string name, string actual)
    {
        var path = Path.Combine(folder, name);
        actual = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("CODEREFINE_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"There is no golden file {path}.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
