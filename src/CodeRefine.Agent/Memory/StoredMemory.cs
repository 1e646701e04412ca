using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Memory;

/// <summary>A run's memory with what earlier runs left: the run's own reflections first, then each store's, then what the stores have counted.</summary>
/// <param name="stores">Nearest first: the project's, then the one for all projects. All of them learn.</param>
/// <param name="before">When the run began: what the stores learnt later is not read, so that a resumed or replayed run sees what it saw.</param>
public sealed class StoredMemory(IReadOnlyList<MemoryStore> stores, DateTimeOffset before, TimeProvider time) : IReflectionMemory
{
    /// <summary>From so many tries on a count is worth telling.</summary>
    private const int LeastTries = 3;

    private readonly RunMemory run = new();

    public async Task AddAsync(Reflection reflection, ReflectionOutcome outcome, CancellationToken cancellationToken)
    {
        await run.AddAsync(reflection, outcome, cancellationToken);
        foreach (var store in stores)
        {
            store.Add(reflection, outcome, time.GetUtcNow());
        }
    }

    public async Task<IReadOnlyList<Reflection>> FindAsync(Node failed, int most, CancellationToken cancellationToken)
    {
        var diagnostic = Reflection.DiagnosticOf(failed);
        var written = (await run.FindAsync(failed, most, cancellationToken))
            .Concat(stores.SelectMany(s => s.Helpful(diagnostic, failed.Critique.Kind, most, before)).Select(l => l.Reflection));
        var counted = stores.SelectMany(s => s.Principles(new LessonFilter(diagnostic), LeastTries, before)).Where(p => p.Better > 0)
            .Select(p => new Reflection("", failed.Id, failed.Critique.Kind, diagnostic, p.ToString()));
        return [.. written.Concat(counted).DistinctBy(r => r.Text).Take(most)];
    }

    /// <summary>At the end of a run: what its attempts changed, and what came of it.</summary>
    public void Count(Session session)
    {
        foreach (var store in stores)
        {
            store.Count(session.Problem.Id, session.Nodes, time.GetUtcNow());
        }
    }
}
