using CodeRefine.Core;

namespace CodeRefine.Sandboxes.Images;

/// <summary>Where the published test host lies: <c>testhost/</c> beside the tool, or the folder that <c>CODEREFINE_TESTHOST</c> names.</summary>
public static class TestHostFolder
{
    public const string EnvironmentVariable = "CODEREFINE_TESTHOST";
    public const string Assembly = "CodeRefine.TestHost.dll";

    /// <exception cref="UserErrorException">There is none.</exception>
    public static string Find()
    {
        var named = Environment.GetEnvironmentVariable(EnvironmentVariable);
        var folder = string.IsNullOrEmpty(named) ? Path.Combine(AppContext.BaseDirectory, "testhost") : Path.GetFullPath(named);
        return File.Exists(Path.Combine(folder, Assembly))
            ? folder
            : throw new UserErrorException($"The test host is not at {folder}: build CodeRefine again, or set {EnvironmentVariable} to the folder that holds {Assembly}.", UserErrorKind.Environment);
    }
}
