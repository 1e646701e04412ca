using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Repositories.Locating.History;
using CodeRefine.Repositories.Locating.Issues;
using CodeRefine.Repositories.Locating.Reading;
using CodeRefine.Repositories.Locating.Signals;

namespace CodeRefine.Repositories.Locating;

/// <summary>Tells from an issue, or from failing tests, where in a repository the cause may be, without a model and without building anything.</summary>
public sealed class Locator
{
    internal static IReadOnlyList<ISignal> AllSignals { get; } =
    [
        new FileTextSignal(), new MemberTextSignal(), new PhraseSignal(), new NameSignal(), new PathSignal(), new TraceSignal(),
        new GraphSignal(), new TestSignal(), new SpectrumSignal(), new PastChangesSignal(), new CoChangeSignal(),
    ];

    private readonly PastCommits past;
    private readonly IReadOnlyList<ISignal> signals;

    private Locator(RepositoryIndex index, PastCommits past, IReadOnlyList<ISignal> signals) => (Index, this.past, this.signals) = (index, past, signals);

    public RepositoryIndex Index { get; }

    /// <summary>Commits of the past that were read; 0 where there is no git.</summary>
    public int CommitsRead => past.Commits.Length;

    /// <summary>From texts alone: no history speaks.</summary>
    public static Locator Over(RepositoryIndex index) => new(index, PastCommits.None, AllSignals);

    /// <summary>Reads and indexes a repository.</summary>
    /// <param name="folder">A repository's folder, a bare repository, or a plain folder.</param>
    /// <param name="commit">The commit to look at; null for the working tree. Nothing that came after it is read.</param>
    /// <exception cref="UserErrorException">There is no such folder or commit, or nothing in it to look at.</exception>
    public static Task<Locator> OpenAsync(string folder, string? commit, CancellationToken cancellationToken) => OpenAsync(folder, commit, AllSignals, cancellationToken);

    internal static async Task<Locator> OpenAsync(string folder, string? commit, IReadOnlyList<ISignal> signals, CancellationToken cancellationToken)
    {
        var text = await RepositoryReader.ReadAsync(folder, commit, cancellationToken);
        if (!text.Files.Any(f => f.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)))
        {
            throw new UserErrorException($"{folder} has no C# file{(text.Commit is { } c ? $" at {c[..Math.Min(10, c.Length)]}" : "")}: name the repository to look at by --repo.");
        }

        var git = await GitReader.FindAsync(text.Folder, cancellationToken);
        var past = git is null ? PastCommits.None : await PastCommits.ReadAsync(git, text.Commit ?? "HEAD", cancellationToken);
        return new Locator(RepositoryIndex.Build(text, cancellationToken), past, signals);
    }

    /// <exception cref="UserErrorException">There is neither text nor a failing test to go by.</exception>
    public Location Locate(LocateRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Issue) && request.FailingTests.IsEmpty && request.Spectrum.IsEmpty)
        {
            throw new UserErrorException("The issue is empty: give its text, or name failing tests.");
        }

        var context = new LocateContext(Index, IssueReader.Read(request.Issue), past, request.FailingTests, request.Spectrum);
        return new Fusion(context, signals).Rank(request.Top, request.MembersPerFile, Notes(context));
    }

    private ImmutableArray<string> Notes(LocateContext context)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (Index.Text.Skipped is { Length: > 0 } skipped)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{skipped.Length} {(skipped.Length == 1 ? "file was" : "files were")} left out: {string.Join("; ", skipped.Take(3).Select(s => $"{s.Path}, {s.Reason}"))}{(skipped.Length > 3 ? "; …" : "")}."));
        }

        foreach (var test in context.FailingTests.Where(t => !TestSignal.Named(new LocateContext(Index, context.Clues, past, [t], [])).Any()))
        {
            notes.Add($"No test method {test} was found.");
        }

        return notes.ToImmutable();
    }
}
