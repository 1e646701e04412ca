namespace CodeRefine.TestHost.Supervision;

/// <param name="Scratch">The folder that candidates may write to; null for none.</param>
/// <param name="Fork">Hosts may be copies of one that is warm; else each is started anew.</param>
internal sealed record SupervisorOptions(string? Scratch, bool Fork)
{
    public const string ScratchOption = "--scratch", ForkOption = "--fork";

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
                default:
                    return null;
            }
        }

        return options;
    }
}
