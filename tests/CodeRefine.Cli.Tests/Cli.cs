using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace CodeRefine.Cli.Tests;

/// <summary>The program as a user has it: a child process, its exit code and both its streams.</summary>
internal static class Cli
{
    public static string RepositoryRoot { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));
    public static string GoldenFolder { get; } = Path.GetFullPath(Metadata("GoldenFolder"));
    public static string Program { get; } = Path.Combine(Path.GetFullPath(Metadata("CliFolder")), "coderefine.dll");

    public static Task<CliResult> RunAsync(params string[] arguments) => RunAsync(new CliOptions(), arguments);

    public static async Task<CliResult> RunAsync(CliOptions options, params string[] arguments)
    {
        using var process = Start(options, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(options.Patience);
        await process.WaitForExitAsync(patience.Token);
        return new CliResult(process.ExitCode, await output, await error);
    }

    public static Process Start(CliOptions options, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = options.Folder ?? Path.GetTempPath(),
        };
        WithoutSettings(start);
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Takes what the person who runs the tests has set for CodeRefine out of the process's environment.</summary>
    public static void WithoutSettings(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("CODEREFINE_", StringComparison.Ordinal) && k != "CODEREFINE_TESTHOST" || k is "OPENAI_API_KEY" or "OPENAI_BASE_URL" or "OLLAMA_HOST").ToList())
        {
            start.Environment.Remove(name);
        }
    }

    private static string Metadata(string key) => typeof(Cli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}

internal sealed record CliOptions
{
    public string? Folder { get; init; }

    /// <summary>Longer, and something hangs.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>The one JSON document on standard output; anything beside it fails here.</summary>
    public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";
}
