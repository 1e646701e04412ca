using System.CommandLine;

namespace CodeRefine.Cli.Commands;

/// <summary>Options that every command takes.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document on standard output; what people read goes to standard error", Recursive = true };

    public static Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Say more: whole critiques, where each setting comes from", Recursive = true };
}
