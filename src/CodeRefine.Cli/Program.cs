using CodeRefine.Cli.Commands;

namespace CodeRefine.Cli;

internal static class Program
{
    private static Task<int> Main(string[] args) => CommandLine.RunAsync(args);
}
