using System.Globalization;

namespace CodeRefine.TestHost.Supervision;

/// <param name="Scratch">The folder that candidates may write to; null for none.</param>
/// <param name="Fork">Hosts may be copies of one that is warm; else each is started anew.</param>
/// <param name="Processes">The kernel gives all of the cell no more processes and threads than these; 0 where something else bounds them.</param>
internal sealed record SupervisorOptions(string? Scratch, bool Fork, int Processes = 0)
{
    public const string ScratchOption = "--scratch", ForkOption = "--fork", ProcessesOption = "--processes";

    /// <returns>Null where these are no such arguments.</returns>
    public static SupervisorOptions? Parse(ReadOnlySpan<string> arguments)
    {
        var options = new SupervisorOptions(Environment.ProcessId == 1 ? "/tmp" : null, Fork: false);
        while (!arguments.IsEmpty)
        {
            switch (arguments)
            {
                case [ScratchOption, var folder, .. var rest]:
                    options = options with { Scratch = Path.GetFullPath(folder) };
                    arguments = rest;
                    break;
                case [ForkOption, .. var rest]:
                    options = options with { Fork = true };
                    arguments = rest;
                    break;
                case [ProcessesOption, var count, .. var rest] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var processes):
                    options = options with { Processes = processes };
                    arguments = rest;
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
