using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CodeRefine.Agent.Solving;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Locating;
using CodeRefine.Repositories.Testing;

namespace CodeRefine.Repositories.Fixing;

/// <summary>The search of one run: the projects that may hold the fault one after the other, the most suspicious first.</summary>
internal sealed class FixSearchRun(FixStations stations, FixRequest request, PreparedRepository prepared, ImmutableArray<TestOutcome> wanted, Location? location, Budget budget, FixNotes notes)
{
    private readonly LoadedRepository repository = prepared.Repository;

    /// <summary>Why nothing was found.</summary>
    public string Reason { get; private set; } = "No project could be tried.";

    /// <summary>Time stamp of the first candidate's verdict; null before there is one.</summary>
    public long? FirstVerdict { get; private set; }

    public async IAsyncEnumerable<(FixTarget Target, SolveResult Result)> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var targets = new FixTargets(repository, new RepositoryCompilations(repository), stations.References, stations.Sandbox, prepared.Tests, stations.TestHostFolder, stations.Time);
        var open = Suspects().Take(request.Projects).ToList();
        while (open.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            var (project, tests) = open[0];
            open.RemoveAt(0);
            using var moved = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var next = -1;
            void Elsewhere(string path)
            {
                // What is proposed goes to a project that is still to be tried: there it can be judged.
                if (open.FindIndex(s => s.Tests.Id == tests.Id && s.Project.Sources.Contains(path)) is >= 0 and var place)
                {
                    next = place;
                    moved.Cancel();
                }
            }

            stations.Progress($"compiling {project.Name} and {tests.Name} in process …");
            var ids = wanted.Where(w => w.Project == tests.Id).Select(w => w.Id).ToHashSet(StringComparer.Ordinal);
            var run = prepared.Baseline.Runs.First(r => r.Project == tests.Id);
            if (await targets.PrepareAsync(project, tests, run, ids, Statement(tests), request.Limits, why => { Reason = why; notes.Add(why); }, Elsewhere, cancellationToken) is not { } target)
            {
                continue;
            }

            var result = await SearchAsync(target, moved.Token);
            Reason = $"{result.Reason.TrimEnd('.')} ({project.Name}).";
            yield return (target, result);
            if (next >= 0)
            {
                (open[0], open[next]) = (open[next], open[0]);
            }
        }
    }

    private async Task<SolveResult> SearchAsync(FixTarget target, CancellationToken cancellationToken)
    {
        var session = new Session(target.Problem, stations.Stations(target.Problem, target.Builder, target.Builder, target.Sandbox, stations.History), budget, stations.Seed, [.. stations.Observers, new FirstCandidate(() => FirstVerdict ??= stations.Time.GetTimestamp())]);
        var result = await new Solver(stations.Time).RunAsync(session, stations.Strategy(session, target.Builder), stations.RunId, cancellationToken);
        return result.Failure is { } failure and not OperationCanceledException
            ? throw (failure is Core.UserErrorException or Core.Checks.SandboxException ? failure : new InvalidOperationException($"The search broke off: {failure.Message}", failure))
            : result;
    }

    /// <summary>Pairs of a project and the tests that show its fault: those whose files the failures' stacks name first, then those that the location names, then those that the tests refer to directly.</summary>
    private IEnumerable<(LoadedProject Project, LoadedProject Tests)> Suspects()
    {
        var tests = wanted.Select(w => w.Project).Distinct().Select(id => repository[id]).ToList();
        return tests
            .SelectMany(t => repository.Closure(t).Where(p => p.Id != t.Id && p.Tests is null && p.Sources.Any(s => !repository.ReadOnly.ContainsKey(s))).Select(p => (Project: p, Tests: t)))
            .OrderByDescending(s => Named(s.Project, s.Tests))
            .ThenBy(s => Place(s.Project))
            .ThenByDescending(s => s.Tests.ProjectReferences.Contains(s.Project.Id))
            .ThenByDescending(s => wanted.Count(w => w.Project == s.Tests.Id));
    }

    private int Named(LoadedProject project, LoadedProject tests)
    {
        var stacks = string.Join('\n', wanted.Where(w => w.Project == tests.Id).Select(w => w.Stack));
        return project.Sources.Count(s => stacks.Contains($"{repository.Root}/{s}:", StringComparison.Ordinal));
    }

    /// <summary>Of its best file among those that were located.</summary>
    private int Place(LoadedProject project) => location is { } found && found.Files.Select((f, i) => (f.Path, Place: i)).FirstOrDefault(f => project.Sources.Contains(f.Path)) is { Path: not null } best ? best.Place : int.MaxValue;

    private string Statement(LoadedProject tests)
    {
        var failing = wanted.Where(w => w.Project == tests.Id).Take(10).Select(w => $"- `{w.Id}`: {w.Message.Split('\n')[0]}");
        return $"{request.Issue?.Trim()}\n\nTests that fail and are to pass:\n{string.Join('\n', failing)}{(location is { } found && FixLocator.Words(found) is { Length: > 0 } places ? $"\n\nWhere the cause may be, found by search:\n{places}" : "")}".Trim();
    }

    /// <summary>The first node that a proposal made: the root is the base.</summary>
    private sealed class FirstCandidate(Action seen) : IRunObserver
    {
        public void Observe(RunEvent happened)
        {
            if (happened is RunEvent.NodeAdded { ParentId: not null })
            {
                seen();
            }
        }
    }
}
