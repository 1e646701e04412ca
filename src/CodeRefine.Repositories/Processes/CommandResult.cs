using System.Text;

namespace CodeRefine.Repositories.Processes;

/// <summary>How a child ended and what it wrote.</summary>
public sealed record CommandResult(int ExitCode, ReadOnlyMemory<byte> OutputBytes, ReadOnlyMemory<byte> ErrorBytes, bool Truncated, TimeSpan Duration)
{
    public bool Succeeded => ExitCode == 0;
    public string Output => Encoding.UTF8.GetString(OutputBytes.Span);
    public string Error => Encoding.UTF8.GetString(ErrorBytes.Span);
}

/// <summary>The program could not be started: it is not there, or not executable.</summary>
public sealed class CommandNotStartedException(string program, Exception inner) : Exception($"{program} could not be started: {inner.Message}", inner)
{
    public string Program { get; } = program;
}

/// <summary>A child that had to succeed did not.</summary>
public sealed class CommandFailedException(Command command, CommandResult result)
    : Exception($"{command} ended with exit code {result.ExitCode}: {Tail(result)}")
{
    public Command Command { get; } = command;
    public CommandResult Result { get; } = result;

    private static string Tail(CommandResult result)
    {
        var words = (result.Error.Trim().Length > 0 ? result.Error : result.Output).Trim();
        return words.Length <= 1000 ? words : "…" + words[^1000..];
    }
}
