using System.Diagnostics;
using CodeRefine.Agent.Critics;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Sandboxes.Images;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Cli.Evaluations;

/// <summary>What an evaluation runs on: one sandbox pool and one compiler set-up for all its tasks.</summary>
internal sealed class EvaluationStations : IAsyncDisposable
{
    private EvaluationStations(ReferenceSet references, ISandbox sandbox, string toolchain, CommandContext context)
    {
        (References, Sandbox, Toolchain, this.context) = (references, sandbox, toolchain, context);
    }

    /// <summary>Files of completions go from task to task and come back to each.</summary>
    private const int KeptProblems = 32;

    private readonly CommandContext context;

    public ReferenceSet References { get; }
    public ISandbox Sandbox { get; }

    /// <summary>Compiler, runtime and framework, with their versions.</summary>
    public string Toolchain { get; }

    public static async Task<EvaluationStations> OpenAsync(ResolvedConfiguration configuration, CommandContext context, bool yes, Limits limits, int workers, CancellationToken cancellationToken)
    {
        var host = TestHostFolder.Find();
        var sandbox = await SandboxOffer.OpenAsync(configuration, context, yes, cancellationToken, workers);
        try
        {
            context.Terminal.Status($"starting the sandbox ({sandbox.Name}) …");
            await sandbox.WarmAsync(limits, 1, cancellationToken);
            context.Terminal.ClearStatus();
            return new EvaluationStations(new ReferenceSet(host), sandbox, ToolchainOf(host), context);
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>With a builder of its own, so that nothing that is held back stays in a session's caches.</summary>
    public SolutionJudge Judge(VerdictCache? cache) => new(new RoslynBuilder(References, new BuilderOptions { Time = context.Time, KeptProblems = KeptProblems }), Sandbox, VerdictTaxonomy.Of, cache, Toolchain);

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();

    private static string ToolchainOf(string host)
    {
        static string? Version(string file) => File.Exists(file) ? FileVersionInfo.GetVersionInfo(file).ProductVersion?.Split('+')[0] : null;
        var roslyn = Version(typeof(CSharpCompilation).Assembly.Location) ?? "?";
        return $"Roslyn {roslyn}, .NET {Environment.Version}, xunit {Version(Path.Combine(host, "xunit.core.dll"))}, CodeRefine {AppVersion.Text}";
    }
}
