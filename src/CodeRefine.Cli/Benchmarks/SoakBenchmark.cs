using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Core;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Sandboxes;
using CodeRefine.Sandboxes.Docker;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>Many verdicts of good and harmful candidates in a row, and what is left of them: nothing.</summary>
internal sealed class SoakBenchmark(CommandContext context)
{
    /// <summary>Verdicts after which every cache is full and every cell warm: what grows after that, leaks.</summary>
    public const int WarmUp = 80;

    private const int AtOnce = 2;
    private const int SpareDescriptors = 16, SpareThreads = 16;
    private const long SpareHeap = 32L << 20, SpareResident = 160L << 20, SpareChildren = 160L << 20;

    /// <param name="sandbox"><c>docker</c> or <c>bubblewrap</c>.</param>
    /// <exception cref="UserErrorException">That sandbox is not usable here.</exception>
    public async Task<SoakRow> RunAsync(string sandbox, int verdicts, CancellationToken cancellationToken)
    {
        using var docker = sandbox == SandboxFactory.Docker ? new DockerClient(DockerEndpoint.Find()) : null;
        var before = await SoakCounts.TakeAsync(docker, cancellationToken);
        var started = context.Time.GetTimestamp();
        var wrong = new List<string>();
        SoakCounts warm, end;
        await using (var cells = await SandboxFactory.CreateAsync(sandbox, AtOnce, cancellationToken, context.Time))
        {
            var builder = new RoslynBuilder(new ReferenceSet(TestHostFolder.Find()), new BuilderOptions { Time = context.Time });
            await JudgeAsync(builder, cells, 0, WarmUp, wrong, verdicts + WarmUp, cancellationToken);
            warm = await SoakCounts.TakeAsync(docker, cancellationToken);
            await JudgeAsync(builder, cells, WarmUp, verdicts, wrong, verdicts + WarmUp, cancellationToken);
            end = await SoakCounts.TakeAsync(docker, cancellationToken);
        }

        context.Terminal.ClearStatus();
        var after = await SoakCounts.TakeAsync(docker, cancellationToken);
        return new SoakRow(sandbox, verdicts, Math.Round(context.Time.GetElapsedTime(started).TotalSeconds, 1), before, warm, end, after, [.. Leaks(before, warm, end, after)], wrong);
    }

    private async Task JudgeAsync(RoslynBuilder builder, ISandbox sandbox, int first, int count, List<string> wrong, int all, CancellationToken cancellationToken)
    {
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (number, token) =>
        {
            var (tree, right) = SoakCandidates.Number(number);
            var build = await builder.BuildAsync(SoakCandidates.Problem, tree, token);
            var verdict = build is BuildResult.Success success
                ? Judge.Decide(build, await sandbox.RunAsync(new CheckRun { Candidate = success.Candidate, Checks = success.ChecksImage, Expected = success.Checks, Limits = SoakCandidates.Problem.Limits }, token))
                : Judge.Decide(build);
            lock (wrong)
            {
                if (verdict.Kind != right)
                {
                    wrong.Add($"candidate {number}: {verdict.Kind} in place of {right} ({verdict.Report?.End.Detail})");
                }

                context.Terminal.Status($"{sandbox.Name}: verdict {first + ++done} of {all}");
            }
        });
    }

    private static IEnumerable<string> Leaks(SoakCounts before, SoakCounts warm, SoakCounts end, SoakCounts after)
    {
        (string What, long Was, long Is, long Spare)[] figures =
        [
            ("processes are left", before.Processes, after.Processes, 0),
            ("containers are left", before.Containers, after.Containers, 0),
            ("temporary files are left", before.TemporaryFiles, after.TemporaryFiles, 0),
            ("descriptors stay open", warm.Descriptors, end.Descriptors, SpareDescriptors),
            ("threads stay", warm.Threads, end.Threads, SpareThreads),
            ("bytes of heap stay", warm.HeapBytes, end.HeapBytes, SpareHeap),
            ("bytes stay resident", warm.ResidentBytes, end.ResidentBytes, SpareResident),
            ("bytes stay with the cells", warm.ChildrenBytes, end.ChildrenBytes, SpareChildren),
        ];
        return figures.Where(f => f.Is > f.Was + f.Spare).Select(f => FormattableString.Invariant($"{f.Is - f.Was} more {f.What}"));
    }
}
