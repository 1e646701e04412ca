using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;

namespace CodeRefine.Cli.Hosting;

/// <summary>What one invocation of a command is given beside its own options.</summary>
internal sealed class CommandContext
{
    public required string Command { get; init; }
    public required bool Json { get; init; }
    public required bool Verbose { get; init; }

    /// <summary>People's output: standard output, or standard error where <see cref="Json"/> takes the former.</summary>
    public required Terminal Terminal { get; init; }
    public required TextWriter StandardOutput { get; init; }
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Environment variables as the process got them.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Set where the person at the terminal wants to be asked.</summary>
    public bool AskPerson { get; set; }

    /// <summary>Set once the run's state folder is known: crash details go there.</summary>
    public string? StateFolder { get; set; }

    /// <summary>Writes the one JSON document of this command, where <c>--json</c> asks for it.</summary>
    public void WriteJson<T>(T document)
        where T : notnull
    {
        if (Json)
        {
            StandardOutput.WriteLine(JsonOutput.Serialize(document));
        }
    }
}
