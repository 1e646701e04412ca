using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Agent.Tests.Fakes;

/// <summary>Every candidate that builds leaves the same trace: so many blocks.</summary>
internal sealed class FakeTracer(int blocks = 2) : ITracer
{
    public Task<TraceSubject?> BuildAsync(Problem problem, SourceTree candidate, bool hangs, CancellationToken cancellationToken) => Task.FromResult<TraceSubject?>(new Subject(blocks));

    private sealed class Subject(int blocks) : TraceSubject
    {
        public override BuildResult.Success Build => new() { Diagnostics = [], Candidate = new("Candidate", [], []), ChecksImage = new("Checks", [], []), Checks = [] };
        public override Limits Limits => Limits.Default;

        public override ExecutionTrace Read(CheckResult result, HostEnd end) => new()
        {
            Check = result.Check,
            Steps = [.. Enumerable.Range(1, blocks).Select(i => new TraceStep(TraceStepKind.Statement, 1, 0, "Text.Word", "Text.cs", i, i, $"step {i};") { Changed = [new TraceValue("x", $"{i}")] })],
            Blocks = [.. Enumerable.Range(1, blocks).Select(i => new TraceBlock(i, 1, "Text.Word", "Text.cs", i, i, [$"step {i};"], [new TraceValue("x", $"{i}")]))],
            End = new TraceEnd(TraceEndKind.WrongAnswer, "The word is missing."),
        };
    }
}

/// <summary>Proposes a check for each word: it wants that word in the text. The screen keeps all.</summary>
internal sealed class FakeChecks(params string[] words) : ICheckGenerator, ICheckScreen
{
    public string Name => "fake";

    public Task<ImmutableArray<GeneratedCheck>> ProposeAsync(Session session, Node node, CheckRequest request, CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<GeneratedCheck>>(
        [.. words.Select(w => new GeneratedCheck { Id = $"Generated_{w}", Kind = request.Kinds is [var first, ..] ? first : GeneratedKind.Invariant, Title = $"The text holds {w}", Source = w, Provenance = new Provenance(Provenance.Shape, "word") }).Where(c => request.Known.All(k => k.Id != c.Id))]);

    public Task<ImmutableArray<ScreenedCheck>> ScreenAsync(Session session, Node node, IReadOnlyList<GeneratedCheck> proposed, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<ScreenedCheck>>([.. proposed.Select(p => new ScreenedCheck(p, GeneratedStatus.Kept, []))]);
}

/// <summary>Nodes that hold the same of some words behave alike.</summary>
internal sealed class FakeClusters(params string[] words) : IBehaviourClusters
{
    public Task<ImmutableArray<BehaviourCluster>> ClusterAsync(Session session, IReadOnlyList<Node> nodes, CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<BehaviourCluster>>(
        [.. nodes.GroupBy(n => string.Join(',', words.Where(n.Tree["Text.cs"].Text.Contains))).OrderByDescending(g => g.Count()).ThenBy(g => g.First().Attempt).Select(g => new BehaviourCluster([.. g], 0, null))]);
}

/// <summary>Says of what does not compile which kind of bug it is, as the evidence does.</summary>
internal sealed class CompileCritic : ICritic
{
    public Task<Critique> CritiqueAsync(Problem problem, SourceTree candidate, Verdict verdict, CancellationToken cancellationToken) => Task.FromResult(
        new Critique { Kind = verdict.Report is null ? TaxonomyKind.IncompleteSyntax : TaxonomyKind.Logic, Headline = "CS1002: ; expected", Text = "CS1002: ; expected" });
}

/// <summary>Finds every check unusable that holds that word.</summary>
internal sealed class PickyScreen(string word) : ICheckScreen
{
    public Task<ImmutableArray<ScreenedCheck>> ScreenAsync(Session session, Node node, IReadOnlyList<GeneratedCheck> proposed, CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<ScreenedCheck>>(
        [.. proposed.Select(p => p.Source.Contains(word, StringComparison.Ordinal) ? new ScreenedCheck(p, GeneratedStatus.Unusable, [], "No valid input was found in 50 tries.") : new ScreenedCheck(p, GeneratedStatus.Kept, []))]);
}
