using System.CommandLine;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;

namespace CodeRefine.Cli.Commands;

/// <summary><c>completions bash|zsh|fish</c>: a script that asks this program itself for what may follow.</summary>
internal static class CompletionsCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish"];

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.CompletionSources.Add(Shells);
        var command = new Command("completions", "Print a script for tab completion") { shell };
        ExamplesHelp.Set(command, """
            Examples:
              source <(coderefine completions bash)                                      this shell only
              coderefine completions bash >> ~/.bashrc                                   every new bash
              coderefine completions zsh >> ~/.zshrc
              coderefine completions fish > ~/.config/fish/completions/coderefine.fish
            """);
        command.SetBody((parse, context, _) =>
        {
            var name = parse.GetValue(shell)!;
            Configuration.ValueRule.OneOf(Shells).Require(name, "completions");
            var script = Script(name);
            if (context.Json)
            {
                context.WriteJson(new CompletionsDocument(name, script));
            }
            else
            {
                context.StandardOutput.Write(script);
            }

            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static string Script(string shell)
    {
        using var stream = typeof(CompletionsCommand).Assembly.GetManifestResourceStream($"completions.{shell}") ?? throw new InvalidOperationException($"The script for {shell} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
