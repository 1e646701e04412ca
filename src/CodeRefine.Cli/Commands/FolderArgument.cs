using System.CommandLine;

namespace CodeRefine.Cli.Commands;

/// <summary>The task folder, the current one where none is named.</summary>
internal static class FolderArgument
{
    public static Argument<string> Create(string description = "The task's folder") => new("folder")
    {
        Description = $"{description} (default: the current one)",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => ".",
    };
}
