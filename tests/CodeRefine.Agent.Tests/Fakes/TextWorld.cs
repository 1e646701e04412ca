using System.Collections.Immutable;
using System.Text;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Events;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Agent.Tests.Fakes;

/// <summary>
/// A small world in which a session runs without compiler and sandbox: a candidate that holds <c>#broken</c> does not compile, and the check <c>Has_x</c> passes
/// where the text <c>x</c> stands in the sources.
/// </summary>
internal sealed class TextWorld : IBuilder, ISandbox, ICritic, IHistory, IPatcher, IRunObserver
{
    private readonly ImmutableArray<Check> checks;

    public TextWorld(string start, params string[] wanted)
    {
        checks = [.. wanted.Select(w => new Check($"Tests.{w}", CheckKind.Test, "tests/Tests.cs", 1))];
        Problem = new Problem
        {
            Id = "text",
            Title = "A text",
            Statement = "Write the words.",
            Sources = SourceTree.From(("Text.cs", start)),
            Editable = new AllBut("Fixed.cs"),
            CheckSources = SourceTree.From(("tests/Tests.cs", "// the tests")),
        };
    }

    /// <summary>Stations beside those that the world is itself.</summary>
    public Func<Stations, Stations> Also { get; init; } = s => s;
    public Problem Problem { get; set; }

    /// <summary>Of an earlier run.</summary>
    public RecordedEvidence? Recorded { get; set; }
    public List<RunEvent> Events { get; } = [];

    /// <summary>Runs in the sandbox that were really made.</summary>
    public int Runs { get; private set; }
    public string Name => "text";
    public int Capacity => 1;

    public Session Session(int attempts = 10) => Session(new BudgetLimits { Attempts = attempts });

    public Session Session(BudgetLimits limits, ulong seed = 7) => new(Problem, Also(new Stations(this, this, this, this, this)) with { Recorded = Recorded }, new Budget(limits, TimeProvider.System), seed, [this]);

    public void Observe(RunEvent happened) => Events.Add(happened);

    public Task<BuildResult> BuildAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken)
    {
        var text = string.Join('\n', candidate.Files.Select(f => f.Value.Text));
        return Task.FromResult<BuildResult>(text.Contains("#broken")
            ? new BuildResult.Failure { Part = FailedPart.Candidate, Diagnostics = [new("CS1002", DiagnosticSeverity.Error, "; expected", "Text.cs", 1, 1, 1, 1)] }
            : new BuildResult.Success { Diagnostics = [], Candidate = new("Candidate", [.. Encoding.UTF8.GetBytes(text)], []), ChecksImage = new("Checks", [], []), Checks = Generated(problem) is { IsEmpty: false } generated ? generated : checks });
    }

    /// <summary>A generated check is named for the word that it wants in the text.</summary>
    private static ImmutableArray<Check> Generated(Problem problem) =>
        [.. problem.CheckSources.Files.Where(f => f.Key.StartsWith("coderefine/generated/", StringComparison.Ordinal)).Select(f => new Check($"Generated.{f.Value.Text}", CheckKind.Property, f.Key, 1))];

    public Task<BuildResult.Success?> BuildForHangAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken) => Task.FromResult<BuildResult.Success?>(null);

    public Task<CheckReport> RunAsync(CheckRun run, CancellationToken cancellationToken)
    {
        Runs++;
        var text = Encoding.UTF8.GetString(run.Candidate.Pe.AsSpan());
        return Task.FromResult(new CheckReport
        {
            End = HostEnd.Completed,
            Results = [.. run.Expected.Select(c => new CheckResult { Check = c, Status = text.Contains(c.Name) ? CheckStatus.Passed : CheckStatus.Failed })],
        });
    }

    public Task<Critique> CritiqueAsync(Problem problem, SourceTree candidate, Verdict verdict, CancellationToken cancellationToken)
    {
        var missing = verdict.Report?.Results.Where(r => r.Status == CheckStatus.Failed).Select(r => r.Check.Name).ToList();
        var words = verdict.Passed ? "All passes." : missing is null ? "It does not compile." : $"Missing: {string.Join(", ", missing)}.";
        return Task.FromResult(new Critique { Kind = verdict.Passed ? TaxonomyKind.None : TaxonomyKind.Logic, Headline = words, Text = words });
    }

    public Task<string> CommitAsync(NodeDraft draft, CancellationToken cancellationToken) => Task.FromResult($"{draft.ParentId}/{draft.Attempt}-{draft.Tree.Hash[..6]}");

    public PatchResult Apply(Problem problem, SourceTree tree, Patch patch)
    {
        foreach (var edit in patch.Edits)
        {
            switch (edit)
            {
                case Edit.WholeFile whole:
                    tree = tree.With(whole.Path, whole.Text);
                    break;
                case Edit.SearchReplace { Path: { } path } change when tree[path].Text.Contains(change.Search):
                    tree = tree.With(path, tree[path].Text.Replace(change.Search, change.Replace));
                    break;
                default:
                    return new PatchResult.Rejected([new PatchProblem(0, "The text is not there.")]);
            }
        }

        return new PatchResult.Applied(tree);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static Proposal Write(string text, string by = "scripted") => new(by, new Patch([new Edit.WholeFile("Text.cs", text)], $"Write {text}"));
}

internal sealed class AllBut(params string[] paths) : IEditablePaths
{
    public bool Allows(string path, out string reason)
    {
        reason = "it is read-only.";
        return !paths.Contains(path);
    }
}
