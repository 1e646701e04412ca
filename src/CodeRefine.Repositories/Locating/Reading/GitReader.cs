using System.Text;
using CodeRefine.Core;
using CodeRefine.Repositories.Processes;

namespace CodeRefine.Repositories.Locating.Reading;

/// <summary>Asks git about a repository of someone else's, without running anything that its configuration names and without changing it.</summary>
internal sealed class GitReader(string folder, string git = "git")
{
    public string Folder { get; } = folder;

    /// <returns>Null where the folder is in no repository.</returns>
    /// <exception cref="UserErrorException">There is no git.</exception>
    public static async Task<GitReader?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        var reader = new GitReader(folder);
        var result = await reader.TryAsync(cancellationToken, "rev-parse", "--git-dir");
        return result.Succeeded ? reader : null;
    }

    public async Task<bool> IsBareAsync(CancellationToken cancellationToken) =>
        (await TextAsync(cancellationToken, "rev-parse", "--is-bare-repository")).Trim() == "true";

    /// <returns>The commit's id.</returns>
    /// <exception cref="UserErrorException">There is no such commit.</exception>
    public async Task<string> CommitAsync(string name, CancellationToken cancellationToken)
    {
        var result = name.StartsWith('-') || name.Contains("..", StringComparison.Ordinal)
            ? null
            : await TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
        return result is { Succeeded: true }
            ? result.Output.Trim()
            : throw new UserErrorException($"{Folder} has no commit `{name}`: name one that `git log` shows, or fetch it first (a shallow clone lacks the older ones).");
    }

    public async Task<string> TextAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        var result = await TryAsync(cancellationToken, arguments);
        return result.Succeeded ? result.Output : throw new CommandFailedException(Git(arguments), result);
    }

    public Task<CommandResult> TryAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) => RunAsync(Git(arguments), cancellationToken);

    public Task<CommandResult> WithInputAsync(string input, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        RunAsync(Git(arguments).WithInput(Encoding.UTF8.GetBytes(input)), cancellationToken);

    private static async Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken)
    {
        try
        {
            return await command.ExecuteAsync(cancellationToken);
        }
        catch (CommandNotStartedException missing)
        {
            throw new UserErrorException($"git is needed to read a repository, and {missing.Message} Install git, or put it on the PATH.", missing, UserErrorKind.Environment);
        }
    }

    private Command Git(IEnumerable<string> arguments) => new Command(git)
        .WithArguments(["-C", Folder, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "safe.directory=*", "--no-pager", .. arguments])
        .WithEnvironment("GIT_CONFIG_NOSYSTEM", "1")
        .WithEnvironment("GIT_CONFIG_GLOBAL", "/dev/null")
        .WithEnvironment("GIT_TERMINAL_PROMPT", "0")
        .WithEnvironment("GIT_OPTIONAL_LOCKS", "0")
        .WithEnvironment("GIT_NO_LAZY_FETCH", "1")
        .WithEnvironment("GIT_NO_REPLACE_OBJECTS", "1")
        .WithEnvironment("LC_ALL", "C")
        .WithOutputLimit(1 << 30);
}
