using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodeRefine.Core.Problems;

namespace CodeRefine.Evaluation.Suites;

/// <summary>Content hashes of tasks and suites: two of the same hash judge every answer alike.</summary>
internal static class SuiteHash
{
    public static string Of(SuiteTask task) => Of([
        task.Id, task.Task.Problem.Sources.Hash, task.Task.Problem.CheckSources.Hash, .. task.Judging.Select(j => j.Hash),
        SettingsOf(task.Task.Problem), task.Form.Describe()]);

    public static string Of(IEnumerable<SuiteTask> tasks) => Of(tasks.Select(t => t.Hash));

    /// <summary>Compile settings, framework, policy and limits, by their values.</summary>
    public static string SettingsOf(Problem problem) => string.Create(CultureInfo.InvariantCulture, $"{problem.Framework}\n{Compile(problem.Compile)}\n{string.Join(' ', problem.Policy.Allowed)}\n{problem.Limits}");

    public static string Of(IEnumerable<string> parts)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            sha.AppendData(BitConverter.GetBytes(bytes.Length));
            sha.AppendData(bytes);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static string Compile(CompileSettings c) =>
        $"{c.LangVersion} {c.Nullable} {c.ImplicitUsings} {c.AllowUnsafe} {c.CheckForOverflow} {c.WarningsAsErrors} [{string.Join(' ', c.Defines)}] [{string.Join(';', c.GlobalUsings)}]";
}
