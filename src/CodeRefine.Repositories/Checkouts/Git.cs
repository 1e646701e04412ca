using CodeRefine.Core;
using CodeRefine.Repositories.Processes;

namespace CodeRefine.Repositories.Checkouts;

/// <summary>git on a repository that may come from anyone: no configuration but its own, no hooks, no file system monitor, no lock taken to refresh an index, no prompt.</summary>
/// <param name="Folder">The git directory.</param>
internal sealed record Git(string Folder, string Program = "git")
{
    private static readonly string[] always = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.pager=cat", "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "safe.directory=*", "-c", "diff.external=", "-c", "commit.gpgSign=false", "-c", "core.quotePath=false", "-c", "advice.detachedHead=false", "-c", "protocol.ext.allow=never"];

    public string? Index { get; init; }
    public string? WorkTree { get; init; }

    public Task<CommandResult> TryAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) => TryAsync(ReadOnlyMemory<byte>.Empty, cancellationToken, arguments);

    public async Task<CommandResult> TryAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        var command = Bare(Program, [.. always, "--git-dir", Folder, .. WorkTree is null ? (string[])[] : ["--work-tree", WorkTree], "--literal-pathspecs", .. arguments]).WithInput(input);
        if (WorkTree is not null)
        {
            command = command.WithWorkingDirectory(WorkTree);
        }

        return await RunAsync(Index is null ? command : command.WithEnvironment("GIT_INDEX_FILE", Index), cancellationToken);
    }

    /// <exception cref="CommandFailedException">git said no.</exception>
    public async Task<CommandResult> RunAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        List<string> list = [.. arguments];
        var result = await TryAsync(input, cancellationToken, list);
        return result.Succeeded ? result : throw new CommandFailedException(new Command(Program).WithArguments(list), result);
    }

    public Task<CommandResult> RunAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) => RunAsync(ReadOnlyMemory<byte>.Empty, cancellationToken, arguments);

    public async Task<string> LineAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) => (await RunAsync(cancellationToken, arguments)).Output.Trim();

    /// <summary>git without a repository, or one that is to be found from a folder.</summary>
    public static Task<CommandResult> InAsync(string folder, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        RunAsync(Bare("git", [.. always, .. arguments]).WithWorkingDirectory(folder), cancellationToken);

    private static async Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken)
    {
        try
        {
            return await command.ExecuteAsync(cancellationToken);
        }
        catch (CommandNotStartedException missing)
        {
            throw new UserErrorException($"git is needed to work on a repository, and {missing.Message} Install git, or put it on the PATH.", missing, UserErrorKind.Environment);
        }
    }

    private static Command Bare(string program, IEnumerable<string> arguments) => new Command(program)
        .WithArguments(arguments)
        .WithInheritedEnvironment([.. Command.UsualEnvironment, "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"])
        .WithEnvironment("GIT_CONFIG_NOSYSTEM", "1")
        .WithEnvironment("GIT_CONFIG_GLOBAL", "/dev/null")
        .WithEnvironment("GIT_ATTR_NOSYSTEM", "1")
        .WithEnvironment("GIT_TERMINAL_PROMPT", "0")
        .WithEnvironment("GIT_OPTIONAL_LOCKS", "0")
        .WithEnvironment("GIT_NO_LAZY_FETCH", "1")
        .WithEnvironment("GIT_ALLOW_PROTOCOL", "file:https:http:ssh:git")
        .WithEnvironment("GIT_AUTHOR_NAME", "CodeRefine")
        .WithEnvironment("GIT_AUTHOR_EMAIL", "coderefine@localhost")
        .WithEnvironment("GIT_COMMITTER_NAME", "CodeRefine")
        .WithEnvironment("GIT_COMMITTER_EMAIL", "coderefine@localhost")
        .WithEnvironment("LC_ALL", "C")
        .WithOutputLimit(256 << 20);
}
