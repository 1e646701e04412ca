using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests.Isolation;

public class UserFolderTests(Sandboxed sandboxes)
{
    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task A_run_leaves_no_file_in_the_users_folder_whoever_would_own_it(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);
        var folder = Directory.CreateTempSubdirectory("coderefine-user-").FullName;
        File.WriteAllText(Path.Combine(folder, "mine.txt"), "mine");
        var body = $"foreach (var to in new[] {{ \"{folder}/left\", \"left\", \"../left\", Environment.GetEnvironmentVariable(\"HOME\") + \"/left\" }}) try {{ File.WriteAllText(to, \"\"); }} catch (Exception e) when (e is IOException or UnauthorizedAccessException) {{ }} return x;";

        Assert.True((await sandbox.RunAsync(Compiled.Method(body, "Zero"), CancellationToken.None)).Passed);

        Assert.Equal([Path.Combine(folder, "mine.txt")], Directory.GetFileSystemEntries(folder));
        Assert.False(File.Exists("left"));
        Directory.Delete(folder, recursive: true);
    }
}
