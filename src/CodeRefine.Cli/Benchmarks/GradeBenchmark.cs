using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Evaluations;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Evaluation.Completions;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Running;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Runs.Journals;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>Grades the same completions with several numbers of workers, as <c>grade</c> does it, and compares the verdicts.</summary>
internal sealed class GradeBenchmark(CommandContext context, ResolvedConfiguration configuration)
{
    /// <param name="cached">Remember verdicts: then most of the work is the journal's.</param>
    public async Task<GradeBenchRow> RunAsync(Suite suite, CompletionPlan plan, int workers, int round, bool cached, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("coderefine-bench-").FullName;
        try
        {
            var limits = suite.Tasks[0].Task.Problem.Limits;
            await using var stations = await EvaluationStations.OpenAsync(configuration, context, yes: false, limits, workers, cancellationToken);
            using var cache = cached ? VerdictCache.Open(Path.Combine(folder, "verdicts.sqlite")) : null;
            var file = Path.Combine(folder, "run.sqlite");
            var progress = new RunProgress(context.Time);
            var cpu = Environment.CpuUsage.TotalTime;
            var begun = context.Time.GetTimestamp();
            using (var journal = RunJournal.Open(file, Header(suite, plan, stations), RunSession.TasksOf(suite, null, t => plan.Counts.GetValueOrDefault(t), new Dictionary<string, string>())))
            {
                using var reader = journal.OpenReader();
                progress.Start(reader.Counts(), []);
                await using var view = ProgressView.Start(context, progress, stations.Sandbox);
                var work = new GradeWork(stations.Judge(cache), configuration.Seed, cached, context.Time);
                await new SampleLoop(journal, new LoopOptions { Workers = workers, BytesPerWorker = (long)limits.MemoryMegabytes << 20 }, progress, context.Time, work.RunAsync).RunAsync(plan.Items(), cancellationToken);
            }

            return Row(workers, round, file, context.Time.GetElapsedTime(begun), Environment.CpuUsage.TotalTime - cpu);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private GradeBenchRow Row(int workers, int round, string file, TimeSpan took, TimeSpan cpu)
    {
        var opening = context.Time.GetTimestamp();
        using var reader = RunReader.Open(file);
        var counts = reader.Counts();
        var open = context.Time.GetElapsedTime(opening);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sandboxCpu = TimeSpan.Zero;
        foreach (var sample in reader.Samples())
        {
            sandboxCpu += sample.Cost.Cpu;
            sha.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{sample.TaskId} {sample.Sample} {sample.Outcome} {sample.Verdict} {sample.Passed} {sample.Grade?.Passed}/{sample.Grade?.Total}\n")));
        }

        using var self = Process.GetCurrentProcess();
        return new GradeBenchRow(
            workers, round, counts.Ended, counts.Passed, counts.Infrastructure, Math.Round(took.TotalSeconds, 2), Math.Round(counts.Ended / took.TotalSeconds, 1),
            Math.Round(cpu.TotalMilliseconds / Math.Max(1, counts.Ended), 1), Math.Round(sandboxCpu.TotalMilliseconds / Math.Max(1, counts.Ended), 1), Math.Round(self.PeakWorkingSet64 / 1e6),
            Math.Round(new FileInfo(file).Length / 1e6, 1), Math.Round(open.TotalMilliseconds, 1), Convert.ToHexStringLower(sha.GetHashAndReset())[..16]);
    }

    private EvaluationRun Header(Suite suite, CompletionPlan plan, EvaluationStations stations) => new()
    {
        Id = "bench",
        Kind = RunKind.Grade,
        Suite = suite.Name,
        SuiteHash = suite.Hash,
        Strategy = "none",
        Proposer = "none",
        Seed = configuration.Seed,
        SamplesPerTask = 0,
        Ks = [1],
        Completions = plan.Source,
        ToolVersion = AppVersion.Text,
        Toolchain = stations.Toolchain,
        Sandbox = stations.Sandbox.Name,
        Machine = MachineInfo.Now(),
        Started = context.Time.GetUtcNow(),
    };
}
