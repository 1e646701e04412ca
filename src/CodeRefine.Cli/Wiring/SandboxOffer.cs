using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Repositories.Processes;
using CodeRefine.Sandboxes;

namespace CodeRefine.Cli.Wiring;

/// <summary>Opens the sandbox that is configured; where none works, offers to set one up.</summary>
internal static class SandboxOffer
{
    /// <summary>Answers the question beforehand, for CI: any value but empty and 0.</summary>
    public const string YesVariable = "CODEREFINE_YES";

    /// <param name="capacity">Runs that go on at once; 0 for as many as the machine has cores.</param>
    public static async Task<ISandbox> OpenAsync(ResolvedConfiguration configuration, CommandContext context, bool yes, CancellationToken cancellationToken, int capacity = 0)
    {
        if (configuration.Sandbox == SandboxFactory.None)
        {
            context.Terminal.Line("[red]warning[/]: --sandbox none runs candidates on this machine as you: they can read your files, use your network and start programs.");
        }

        try
        {
            return await SandboxFactory.CreateAsync(configuration.Sandbox, capacity, cancellationToken, context.Time, configuration.DockerRuntime, configuration.ForkHosts);
        }
        catch (UserErrorException missing) when (missing.Kind == UserErrorKind.Environment && SetUpScript() is { } script && Agrees(missing, script, context, yes))
        {
            await SetUpAsync(script, context, cancellationToken);
            return await SandboxFactory.CreateAsync(configuration.Sandbox, capacity, cancellationToken, context.Time, configuration.DockerRuntime, configuration.ForkHosts);
        }
    }

    /// <summary><c>sandboxes/setup.sh</c> of the clone that this program was built from, or beside the tool; null where it is neither.</summary>
    public static string? SetUpScript()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var script = Path.Combine(folder, "sandboxes", "setup.sh");
            if (File.Exists(script))
            {
                return script;
            }
        }

        return null;
    }

    private static bool Agrees(UserErrorException missing, string script, CommandContext context, bool yes)
    {
        if (yes || context.Variable(YesVariable) is { Length: > 0 } and not "0")
        {
            return true;
        }

        if (!context.Terminal.Interactive || Console.IsInputRedirected)
        {
            return false;
        }

        context.Terminal.Line(Rendering.Terminal.Escape(missing.Message));
        context.Terminal.Line($"Set one up now with {Rendering.Terminal.Escape(script)}? It installs Docker and bubblewrap from the distribution's packages. [[y/N]]");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static async Task SetUpAsync(string script, CommandContext context, CancellationToken cancellationToken)
    {
        context.Terminal.Line($"[grey]setting up a sandbox: {Rendering.Terminal.Escape(script)} …[/]");
        var result = await new Command("sh").WithArguments("-c", "exec \"$0\"", script).WithInheritedEnvironment([.. Command.UsualEnvironment, "HOME", "USER", "http_proxy", "https_proxy", "no_proxy"]).ExecuteAsync(cancellationToken);
        if (!result.Succeeded)
        {
            var words = (result.Error.Trim().Length > 0 ? result.Error : result.Output).Trim();
            throw new UserErrorException($"{script} ended with exit code {result.ExitCode}: {words.Split('\n')[^1]}", UserErrorKind.Environment);
        }
    }
}
