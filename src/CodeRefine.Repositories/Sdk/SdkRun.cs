using System.Collections.Immutable;

namespace CodeRefine.Repositories.Sdk;

/// <summary>One call of the .NET SDK on a repository that may come from anyone.</summary>
public sealed record SdkRun
{
    /// <summary>After <c>dotnet</c>.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Absolute path of a folder that it may write to; it has the same path inside.</summary>
    public required string Folder { get; init; }

    /// <summary>Where it runs: <see cref="Folder"/> or a folder in it.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Only for restoring packages, which is the set-up phase. Default false.</summary>
    public bool Network { get; init; }

    /// <summary>Default 10 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}

/// <param name="Output">Standard output and standard error, capped.</param>
/// <param name="TimedOut">It was ended at its time limit.</param>
public sealed record SdkResult(int ExitCode, string Output, bool TimedOut, TimeSpan Duration)
{
    private const string NoFramework = "You must install or update .NET to run this application.";

    public bool Succeeded => ExitCode == 0 && !TimedOut;

    /// <summary>
    /// The last line that says something: addresses to read more at and their headings end many messages of <c>dotnet</c>, and where a framework is missing a list of
    /// those that are there. Null where nothing was said.
    /// </summary>
    public string? LastWords
    {
        get
        {
            var lines = Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return Output.Contains(NoFramework, StringComparison.Ordinal) && lines.LastOrDefault(l => l.StartsWith("Framework: ", StringComparison.Ordinal)) is { } missing
                ? $"{NoFramework} {missing}"
                : lines.LastOrDefault(l => !Uri.IsWellFormedUriString(l, UriKind.Absolute) && !l.EndsWith(':')) ?? lines.LastOrDefault();
        }
    }
}
