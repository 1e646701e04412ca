using CodeRefine.Core;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Instrument;
using CodeRefine.Roslyn.Repair.Agreement;

namespace CodeRefine.Agent.Repair.Agreement;

/// <summary>Runs candidates on generated inputs in the sandbox and says what they did. No check, so no verdict: it tells candidates apart that all checks let pass.</summary>
internal sealed class BehaviourSampler
{
    private const int InputsPerCall = 100;
    private static readonly InstrumentOptions budget = InstrumentOptions.Default with { StepLimit = 100_000, DepthLimit = 500 };
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(10);

    private readonly RoslynBuilder builder;
    private readonly Session session;
    private readonly Problem problem;

    private BehaviourSampler(RoslynBuilder builder, Session session, string source)
    {
        this.builder = builder;
        this.session = session;
        problem = session.Problem with
        {
            CheckSources = SourceTree.From((BehaviourChecks.Path, source)),
            Limits = session.Problem.Limits with { CheckTime = Shorter(session.Problem.Limits.CheckTime), TotalTime = Shorter(session.Problem.Limits.TotalTime) },
        };
    }

    /// <returns>Null where the checks call nothing that inputs can be made for.</returns>
    public static async Task<BehaviourSampler?> CreateAsync(RoslynBuilder builder, Session session, SourceTree candidate, CancellationToken cancellationToken)
    {
        var checks = await builder.ChecksCompilationAsync(session.Problem, candidate, cancellationToken);
        return BehaviourChecks.Write(checks, InputsPerCall, cancellationToken) is { } source ? new BehaviourSampler(builder, session, source) : null;
    }

    /// <returns>Null where the candidate does not build with the calls, or nothing came of them.</returns>
    public async Task<BehaviourSample?> SampleAsync(SourceTree candidate, CancellationToken cancellationToken)
    {
        try
        {
            if (await builder.BuildInstrumentedAsync(problem, candidate, budget, cancellationToken) is not { } made)
            {
                return null;
            }

            var run = session.RunFor(made.Build) with { Limits = problem.Limits };
            var sample = BehaviourSample.Read(await session.RunAsync(run, cancellationToken));
            return sample.Rows.IsEmpty ? null : sample;
        }
        catch (UserErrorException)
        {
            // The calls were written by us: where they don't compile after all, the candidates stay as they were ranked.
            return null;
        }
    }

    private static TimeSpan Shorter(TimeSpan time) => time < longest ? time : longest;
}
