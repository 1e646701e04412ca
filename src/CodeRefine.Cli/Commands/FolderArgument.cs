using System.CommandLine;

namespace CodeRefine.Cli.Commands;

/// <summary>The task folder, the current one where none is named.</summary>
internal static class FolderArgument
{
    public static Argument<string> Create() => Words.NoOption(new Argument<string>("folder")
    {
        Description = "The task's folder",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => ".",
    });
}
