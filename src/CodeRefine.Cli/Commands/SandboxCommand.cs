using System.CommandLine;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Sandboxes;
using CodeRefine.Sandboxes.Docker;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Cli.Commands;

/// <summary><c>sandbox build|status</c>.</summary>
internal static class SandboxCommand
{
    public static Command Create()
    {
        var command = new Command("sandbox", "Build the sandbox image, or see which sandboxes work here") { Build(), Status() };
        ExamplesHelp.Set(command, """
            Examples:
              coderefine sandbox status
              coderefine sandbox build      from this machine's own .NET runtime; no registry is asked
            """);
        return command;
    }

    private static Command Build()
    {
        var force = new Option<bool>("--force") { Description = "Build also where it is there already" };
        var command = new Command("build", "Build the Docker image from this machine's own .NET runtime") { force };
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            try
            {
                using var docker = new DockerClient(DockerEndpoint.Find());
                context.Terminal.Status("building the image …");
                var built = await new ImageBuilder(docker).EnsureAsync(cancellationToken, parse.GetValue(force));
                context.Terminal.Line($"{Terminal.Escape(built.Tag)}  {(built.Built ? "built" : "is there already")}  [grey]{built.Size >> 20} MiB, {Configuration.Durations.Show(built.Took)}[/]");
                context.WriteJson(new SandboxBuildDocument(built.Tag, built.Built, built.Size, Math.Round(built.Took.TotalSeconds, 3)));
                return ExitCodes.Success;
            }
            catch (DockerException failure)
            {
                throw new UserErrorException($"{failure.Message.TrimEnd('.')}: {SetUpHint.Text}.", failure, UserErrorKind.Environment);
            }
        });
        return command;
    }

    private static Command Status()
    {
        var command = new Command("status", "Say which sandboxes work here, and which one `auto` takes");
        command.SetBody(async (_, context, cancellationToken) =>
        {
            var probe = await SandboxProbe.RunAsync(cancellationToken);
            IReadOnlyList<SandboxView> sandboxes = [MachineReport.Docker(probe.Docker), MachineReport.Bubblewrap(probe.Bubblewrap)];
            foreach (var sandbox in sandboxes)
            {
                context.Terminal.Line($"{(sandbox.Usable ? "[green]works  [/]" : "[yellow]missing[/]")}  {sandbox.Name,-10}  {Terminal.Escape(sandbox.Detail)}{(sandbox.Fix is null ? "" : $"  [grey]→ {Terminal.Escape(sandbox.Fix)}[/]")}");
            }

            context.Terminal.Line($"auto takes {probe.Chosen ?? "neither"}");
            context.WriteJson(new SandboxStatusDocument(probe.Chosen, sandboxes));
            return probe.Chosen is null ? ExitCodes.Environment : ExitCodes.Success;
        });
        return command;
    }
}
