using System.Collections.Immutable;

namespace CodeRefine.Repositories.Processes;

/// <summary>
/// A child program to run, immutable, with copies by <c>With…</c>; shaped like CliWrap's <c>Command</c> (its 3.x line). The child
/// sees no environment variable but those that are passed or named here, and its standard input is never the caller's.
/// </summary>
/// <param name="Program">A path, or a name to be found on the PATH.</param>
public sealed partial record Command(string Program)
{
    /// <summary>Variables that a program needs to start and find others, and nothing that holds a secret.</summary>
    public static ImmutableArray<string> UsualEnvironment { get; } = ["PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot"];

    public ImmutableArray<string> Arguments { get; init; } = [];
    public string? WorkingDirectory { get; init; }

    /// <summary>Names of the caller's variables that the child may see. Default <see cref="UsualEnvironment"/>.</summary>
    public ImmutableArray<string> InheritedEnvironment { get; init; } = UsualEnvironment;
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Bytes for the child's standard input, which is then closed.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Bytes kept of each output stream; what comes after is read and dropped. Default 16 MiB.</summary>
    public int OutputLimit { get; init; } = 16 << 20;

    public Command WithArguments(params IEnumerable<string> arguments) => this with { Arguments = [.. arguments] };
    public Command WithWorkingDirectory(string folder) => this with { WorkingDirectory = folder };
    public Command WithEnvironment(string name, string value) => this with { Environment = Environment.SetItem(name, value) };
    public Command WithInheritedEnvironment(params IEnumerable<string> names) => this with { InheritedEnvironment = [.. names] };
    public Command WithInput(ReadOnlyMemory<byte> bytes) => this with { Input = bytes };
    public Command WithInput(string text) => this with { Input = System.Text.Encoding.UTF8.GetBytes(text) };
    public Command WithOutputLimit(int bytes) => this with { OutputLimit = bytes };

    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(a => a.Length == 0 || a.Any(char.IsWhiteSpace) ? $"'{a}'" : a));
}
