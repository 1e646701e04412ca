using CodeRefine.Agent.Critics;
using CodeRefine.Agent.Evidence;
using CodeRefine.Agent.Generated;
using CodeRefine.Agent.Tools;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Events;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Instrument.Tracing;
using CodeRefine.Roslyn.Patches;
using CodeRefine.Roslyn.Repair.CompileErrors.Sdk;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Cli.Wiring;

/// <summary>The only place that knows which class stands at which station.</summary>
internal sealed class Composition : IAsyncDisposable
{
    private readonly ReferenceSet references;

    private Composition(LoadedTask task, ResolvedConfiguration configuration, ReferenceSet references, ISandbox sandbox, TimeProvider time)
    {
        this.references = references;
        Task = task with { Problem = task.Problem with { Limits = configuration.Apply(task.Problem.Limits) } };
        Configuration = configuration;
        Sandbox = sandbox;
        Time = time;
        Builder = new RoslynBuilder(references, new BuilderOptions { Time = time, LastResort = SdkFixSource.Shared });
        Critic = new EvidenceCritic(Builder);
    }

    public LoadedTask Task { get; }
    public Problem Problem => Task.Problem;
    public ResolvedConfiguration Configuration { get; }
    public ISandbox Sandbox { get; }
    public TimeProvider Time { get; }
    public RoslynBuilder Builder { get; }

    /// <summary>Stands between a session and <see cref="Builder"/>; null for nothing.</summary>
    public Func<IBuilder, IBuilder>? Before { get; init; }
    public ICritic Critic { get; }

    /// <param name="yes">Set a sandbox up without asking, where none works.</param>
    public static async Task<Composition> OpenAsync(LoadedTask task, ResolvedConfiguration configuration, CommandContext context, bool yes, CancellationToken cancellationToken)
    {
        var references = new ReferenceSet(TestHostFolder.Find());
        var composition = new Composition(task, configuration, references, await SandboxOffer.OpenAsync(configuration, context, yes, cancellationToken), context.Time);
        try
        {
            // Before any clock of a budget runs: the first start on a machine builds the image.
            context.Terminal.Status($"starting the sandbox ({composition.Sandbox.Name}) …");

            // The compiler's first build takes as long as a sandbox's start: side by side. What it gives is kept for the first verdict.
            await System.Threading.Tasks.Task.WhenAll(
                composition.Sandbox.WarmAsync(composition.Problem.Limits, 1, cancellationToken),
                composition.Builder.BuildAsync(composition.Problem, composition.Problem.Sources, cancellationToken));
            context.Terminal.ClearStatus();
            return composition;
        }
        catch
        {
            await composition.DisposeAsync();
            throw;
        }
    }

    /// <summary>For a task among many, on a sandbox and references that stay open: this needs no closing.</summary>
    public static Composition Of(LoadedTask task, ResolvedConfiguration configuration, ReferenceSet references, ISandbox sandbox, TimeProvider time, Func<IBuilder, IBuilder>? before) =>
        new(task, configuration, references, sandbox, time) { Before = before };

    /// <summary>Another task with a builder of its own, in a sandbox that stays open: this needs no closing.</summary>
    public Composition For(LoadedTask task, ISandbox sandbox) => new(task, Configuration, references, sandbox, Time);

    /// <summary>For verdicts alone: nothing is mended.</summary>
    public Session Session(IHistory history, Budget budget) => new(Problem, Stations(history), budget, Configuration.Seed, []);

    /// <param name="recorded">What the tools found in the run that is resumed or replayed.</param>
    public Session Session(IHistory history, Budget budget, RecordedTools recorded, params IEnumerable<IRunObserver> observers) => Session(history, budget, recorded, Configuration.Seed, observers);

    /// <inheritdoc cref="Session(IHistory, Budget, RecordedTools, IEnumerable{IRunObserver})"/>
    public Session Session(IHistory history, Budget budget, RecordedTools recorded, ulong seed, params IEnumerable<IRunObserver> observers)
    {
        var stations = Stations(history) with
        {
            Corrector = Configuration.ToolCorrection is { } correction ? recorded.Before(new ToolCorrection(Builder, correction)) : null,
            TraceCritiques = Configuration.Traces,
            Recorded = recorded.Evidence,
            Neighbourhood = Configuration.Neighbourhood is { } neighbourhood ? recorded.Before(new Neighbourhood(Builder, neighbourhood, Time)) : null,
        };
        return new(Problem, stations, budget, seed, observers);
    }

    private Stations Stations(IHistory history) => new(Before?.Invoke(Builder) ?? Builder, new RoslynPatcher(references.Candidate), Sandbox, Critic, history)
    {
        Tracer = new RoslynTracer(Builder),
        Generators = [new ShapeCheckGenerator(Builder)],
        CheckScreen = new CheckScreen(Builder),
        Regressions = new RegressionWriter(),
        Clusters = new BehaviourClusters(Builder),
    };

    /// <summary>With a builder of its own, so that nothing of the held-back checks stays in the loop's caches.</summary>
    public Grader Grader() => new(new RoslynBuilder(references, new BuilderOptions { Time = Time }), _ => ValueTask.FromResult<ISandbox>(new FreshSandbox(Sandbox)));

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}
