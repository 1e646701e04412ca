using System.Text;
using CodeRefine.Core;
using CodeRefine.Repositories.Processes;

namespace CodeRefine.Repositories.History;

/// <summary>
/// The bare git repository that keeps runs, driven through git's plumbing. Nothing of the user's git reaches it: no
/// configuration, hooks, identity, signing or <c>GIT_*</c> variables; and nothing of it reaches the user's repositories.
/// </summary>
public sealed class HistoryRepository
{
    /// <summary>The whole configuration; written again at each opening, since a folder that came from elsewhere may bring one that runs programs.</summary>
    private const string Configuration = "[core]\n\trepositoryformatversion = 0\n\tfilemode = false\n\tbare = true\n\thooksPath = /dev/null\n\tattributesFile = /dev/null\n\tlogAllRefUpdates = false\n[gc]\n\tauto = 0\n[commit]\n\tgpgSign = false\n";

    private readonly string git;

    private HistoryRepository(string folder, string git) => (Folder, this.git) = (folder, git);

    /// <summary>Absolute path of the bare repository.</summary>
    public string Folder { get; }

    /// <summary>Opens the repository and makes it where there is none.</summary>
    /// <param name="git">The git program.</param>
    /// <exception cref="UserErrorException">There is no git, or the folder cannot be written.</exception>
    public static async Task<HistoryRepository> OpenAsync(string folder, CancellationToken cancellationToken, string git = "git")
    {
        var repository = new HistoryRepository(Path.GetFullPath(folder), git);
        repository.RefuseForeign();
        if (!File.Exists(Path.Combine(repository.Folder, "HEAD")))
        {
            await repository.CreateAsync(cancellationToken);
        }

        repository.WriteConfiguration();
        return repository;
    }

    /// <summary>Opens what is there.</summary>
    /// <returns>Null where no run has been kept yet.</returns>
    public static async Task<HistoryRepository?> FindAsync(string folder, CancellationToken cancellationToken, string git = "git") =>
        File.Exists(Path.Combine(folder, "HEAD")) ? await OpenAsync(folder, cancellationToken, git) : null;

    /// <summary>Runs one git command on the repository.</summary>
    internal async Task<CommandResult> RunAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        try
        {
            return await Git(["--git-dir", Folder, "--literal-pathspecs", .. arguments]).WithInput(input).ExecuteSuccessfullyAsync(cancellationToken);
        }
        catch (CommandNotStartedException missing)
        {
            throw NoGit(missing);
        }
    }

    internal Task<CommandResult> RunAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) => RunAsync(ReadOnlyMemory<byte>.Empty, cancellationToken, arguments);

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
            await Git(["init", "--quiet", "--bare", "--template=", "--initial-branch=none", Folder]).ExecuteSuccessfullyAsync(cancellationToken);
        }
        catch (CommandNotStartedException missing)
        {
            throw NoGit(missing);
        }
        catch (Exception refused) when (refused is CommandFailedException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The history {Folder} cannot be made: {refused.Message.Trim()} Name a folder that can be written by --state.", refused);
        }
    }

    private Command Git(IEnumerable<string> arguments) => new Command(git)
        .WithArguments(arguments)
        .WithEnvironment("GIT_CONFIG_NOSYSTEM", "1")
        .WithEnvironment("GIT_CONFIG_GLOBAL", "/dev/null")
        .WithEnvironment("GIT_ATTR_NOSYSTEM", "1")
        .WithEnvironment("GIT_TERMINAL_PROMPT", "0")
        .WithEnvironment("GIT_OPTIONAL_LOCKS", "0")
        .WithEnvironment("GIT_PAGER", "cat")
        .WithEnvironment("LC_ALL", "C")
        .WithOutputLimit(64 << 20);

    private static UserErrorException NoGit(CommandNotStartedException missing) =>
        new($"git is needed to keep the history of a run, and {missing.Message} Install git, or put it on the PATH.", missing, UserErrorKind.Environment);

    /// <summary>A task's folder may come from anywhere: a link, or a repository that borrows from another one, is none of ours.</summary>
    private void RefuseForeign()
    {
        var foreign = new DirectoryInfo(Folder).LinkTarget is not null
            || new[] { "commondir", "gitdir", "objects/info/alternates", "info/grafts", "config.worktree" }.Any(f => File.Exists(Path.Combine(Folder, f)))
            || new[] { "config", "objects", "refs", "HEAD" }.Any(f => new FileInfo(Path.Combine(Folder, f)).LinkTarget is not null);
        if (foreign)
        {
            throw new UserErrorException($"{Folder} was not made by CodeRefine: delete it, or keep runs elsewhere by --state.");
        }
    }

    private void WriteConfiguration()
    {
        var path = Path.Combine(Folder, "config");
        try
        {
            if (!File.Exists(path) || File.ReadAllText(path) != Configuration)
            {
                File.WriteAllText(path, Configuration, new UTF8Encoding(false));
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The history {Folder} cannot be written: {refused.Message} Name a folder that can be written by --state.", refused);
        }
    }
}
