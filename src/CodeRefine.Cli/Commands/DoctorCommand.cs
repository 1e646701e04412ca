using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Rendering;
using CodeRefine.Cli.Wiring;

namespace CodeRefine.Cli.Commands;

/// <summary><c>doctor</c>: what this machine has, what is missing, and the command that mends it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Say what this machine has, what is missing, and the command that mends it");
        SettingOptions.Add(command, Settings.BaseUrl);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine doctor
              coderefine doctor --json | jq '.items[] | select(.status != "ok")'

            Exit codes: 0 ready to solve (a model is not needed for that), 3 something is missing.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var configuration = ConfigurationReader.Read(".", SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            var report = await MachineReport.OfAsync(configuration, context, cancellationToken);
            foreach (var item in report.Items)
            {
                var status = item.Status switch { "ok" => "[green]ok     [/]", "missing" => "[red]missing[/]", _ => "[grey]absent [/]" };
                context.Terminal.Line($"{status}  {item.Name,-10}  {Terminal.Escape(item.Detail)}");
                if (item.Fix is { } fix)
                {
                    context.Terminal.Line($"{"",21}[grey]→ {Terminal.Escape(fix)}[/]");
                }
            }

            context.Terminal.Line(report.Ready ? "ready" : "not ready: what is missing stands above");
            context.WriteJson(report);
            return report.Ready ? ExitCodes.Success : ExitCodes.Environment;
        });
        return command;
    }
}
