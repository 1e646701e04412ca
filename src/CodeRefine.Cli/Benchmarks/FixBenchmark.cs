using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Fixing;
using CodeRefine.Repositories.History;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Processes;
using CodeRefine.Repositories.Sdk;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>Times what mending a repository is made of: loading it, the way to the first candidate's verdict, and each further edit beside <c>dotnet test</c>.</summary>
internal sealed class FixBenchmark(CommandContext context, ResolvedConfiguration configuration, ISdk sdk, ISandbox sandbox)
{
    private const int WarmUps = 3, RoundsOfDotnetTest = 3;
    private readonly ReferenceSet references = new(TestHostFolder.Find());
    private int edits;

    /// <param name="issue">Null for the failing tests alone, which count in any case.</param>
    /// <exception cref="UserErrorException">Nothing fails, or no candidate was found.</exception>
    public async Task<BenchFixDocument> RunAsync(string repository, string? issue, int rounds, bool dotnetTest, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("coderefine-bench-").FullName;
        try
        {
            // What is kept of loads is this run's own, so the first one is cold; the sandbox's user has to come through.
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
            }

            var origin = await UserRepository.OpenAsync(repository, folder, cancellationToken);
            context.Terminal.Status("loading, with nothing kept …");
            var began = context.Time.GetTimestamp();
            var checkout = await Checkout.CreateAsync(origin, null, includeDirty: false, Path.Combine(folder, "cold"), cancellationToken);
            await new RepositoryLoader(sdk, folder).LoadAsync(checkout, null, cancellationToken);
            var cold = context.Time.GetElapsedTime(began);

            using var history = await GitHistory.OpenAsync(await HistoryRepository.OpenAsync(Path.Combine(folder, "history.git"), cancellationToken), "bench", context.Time.GetUtcNow(), cancellationToken);
            using var proposers = new FixProposers(configuration, context, references, null, _ => { });
            var stations = Stations(history, proposers, folder);
            var request = new FixRequest { Repository = origin, Issue = issue, FailingOnly = true, Folder = Path.Combine(folder, "warm"), Limits = configuration.Apply(FixRequest.UsualLimits) };
            var runner = new FixRunner(stations);
            var prepared = await runner.PrepareAsync(request, cancellationToken);
            var result = await runner.MendAsync(prepared, request, cancellationToken);
            var candidate = result.Candidate ?? throw new UserErrorException($"There is no candidate to time an edit of: {result.Reason}");
            var edited = candidate.Changed.First(f => f.Value is not null).Key;
            var rows = await InCellAsync(prepared, result, candidate, edited, request, stations, rounds, cancellationToken);
            if (dotnetTest)
            {
                rows.Add(await WithDotnetTestAsync(prepared, prepared.Repository[result.Wanted[0].Project], edited, cancellationToken));
            }

            context.Terminal.ClearStatus();
            return Document(origin, prepared, result, cold, edited, rows);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private FixStations Stations(GitHistory history, FixProposers proposers, string folder) => new()
    {
        Sdk = sdk,
        Sandbox = sandbox,
        References = references,
        TestHostFolder = TestHostFolder.Find(),
        State = folder,
        Time = context.Time,
        History = history,
        Budget = () => new Budget(configuration.Budget, context.Time),
        Seed = configuration.Seed,
        Observers = [],
        RunId = "bench",
        Strategy = proposers.Strategy,
        Stations = (_, builder, station, cells, nodes) => proposers.Stations(builder, station, cells, nodes),
        Progress = context.Terminal.Status,
    };

    /// <summary>Edits of the mended file, compiled in process and run in a warm cell: the tests that failed with their neighbours in the same classes, and all of the project.</summary>
    private async Task<List<Timings>> InCellAsync(PreparedRepository prepared, FixResult result, FixCandidate candidate, string edited, FixRequest request, FixStations stations, int rounds, CancellationToken cancellationToken)
    {
        var tests = prepared.Repository[result.Wanted[0].Project];
        var run = prepared.Baseline.Runs.First(r => r.Project == tests.Id);
        var wanted = result.Wanted.Where(w => w.Project == tests.Id).Select(w => w.Id).ToHashSet(StringComparer.Ordinal);
        var targets = new FixTargets(prepared.Repository, new RepositoryCompilations(prepared.Repository), references, sandbox, prepared.Tests, TestHostFolder.Find(), context.Time);
        var target = await targets.PrepareAsync(candidate.Project, tests, run, wanted, "", request.Limits, _ => { }, _ => { }, cancellationToken)
            ?? throw new UserErrorException($"{candidate.Project.Path} and {tests.Path} can't be judged in a cell, so there is no edit to time.");
        var classes = wanted.Select(TypeOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            await RoundsAsync(target, "nearest tests", edited, rounds, c => classes.Contains(TypeOf(c.Id)), stations.Seed, cancellationToken),
            await RoundsAsync(target, "tests of the project", edited, rounds, _ => true, stations.Seed, cancellationToken),
        ];
    }

    private async Task<Timings> RoundsAsync(FixTarget target, string path, string edited, int rounds, Func<Check, bool> chosen, ulong seed, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var round = -WarmUps; round < rounds; round++)
        {
            context.Terminal.Status($"{path}: round {round + WarmUps + 1} of {rounds + WarmUps}");
            var tree = target.Problem.Sources.With(edited, target.Problem.Sources[edited].Text + NextEdit());
            var started = context.Time.GetTimestamp();
            var build = await target.Builder.BuildAsync(target.Problem, tree, cancellationToken);
            var built = build as BuildResult.Success ?? throw new InvalidOperationException("An edit of a comment does not compile.");
            await target.Sandbox.RunAsync(new CheckRun { Candidate = built.Candidate, Checks = built.ChecksImage, Expected = [.. built.Checks.Where(chosen)], Limits = target.Problem.Limits, Seed = seed }, cancellationToken);
            times.Add(context.Time.GetElapsedTime(started).TotalMilliseconds);
        }

        return new Timings(path, times[WarmUps..]);
    }

    /// <summary>The same file edited in the built copy, and the test project tested the usual way: not sandboxed, with the build's servers up.</summary>
    private async Task<Timings> WithDotnetTestAsync(PreparedRepository prepared, LoadedProject tests, string edited, CancellationToken cancellationToken)
    {
        var checkout = prepared.Checkout;
        var command = new Command("dotnet")
            .WithArguments("test", Path.Combine(checkout.Folder, tests.Path), "-f", tests.TargetFramework, "--no-restore", "--nologo").WithWorkingDirectory(checkout.Work)
            .WithInheritedEnvironment([.. Command.UsualEnvironment, "HOME", "DOTNET_ROOT", "DOTNET_CLI_HOME"])
            .WithEnvironment("NUGET_PACKAGES", sdk.Places.Packages).WithEnvironment("NUGET_FALLBACK_PACKAGES", sdk.Places.UserPackages ?? "")
            .WithEnvironment("DOTNET_CLI_UI_LANGUAGE", "en").WithEnvironment("DOTNET_CLI_TELEMETRY_OPTOUT", "1").WithEnvironment("DOTNET_CLI_USE_MSBUILD_SERVER", "1");
        var times = new List<double>();
        for (var round = -1; round < RoundsOfDotnetTest; round++)
        {
            context.Terminal.Status($"dotnet test: round {round + 2} of {RoundsOfDotnetTest + 1}");
            await File.AppendAllTextAsync(Path.Combine(checkout.Folder, edited), NextEdit(), cancellationToken);
            var started = context.Time.GetTimestamp();
            var run = await command.ExecuteAsync(cancellationToken);
            times.Add(context.Time.GetElapsedTime(started).TotalMilliseconds);
            if (!run.Output.Contains("Total:", StringComparison.Ordinal))
            {
                throw new UserErrorException($"`{command}` ran no test: {run.Output.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.OrdinalIgnoreCase))?.Trim() ?? $"exit code {run.ExitCode}"}", UserErrorKind.Environment);
            }
        }

        return new Timings("dotnet test", times[1..]);
    }

    private static BenchFixDocument Document(UserRepository origin, PreparedRepository prepared, FixResult result, TimeSpan cold, string edited, List<Timings> rows)
    {
        static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 2);
        var usual = rows.FirstOrDefault(r => r.Path == "dotnet test")?.Median;
        return new BenchFixDocument(
            origin.Name,
            prepared.Repository.Projects.Select(p => p.Path).Distinct().Count(),
            prepared.Repository.Sources.Files.Sum(f => f.Value.Text.Count(c => c == '\n')),
            prepared.Baseline.Outcomes.Count(),
            Seconds(cold),
            Seconds(prepared.Load),
            Seconds(prepared.Measured),
            result.Outcome == FixOutcome.Fixed ? "fixed" : "not-fixed",
            result.Times.FirstVerdict is { } first ? Seconds(first) : null,
            edited,
            [.. rows.Select(r => new BenchRow(r.Path, Math.Round(r.Median, 1), Math.Round(r.Percentile(0), 1), Math.Round(r.Percentile(0.9), 1), r.Milliseconds.Count, usual is { } u ? Math.Round(u / r.Median, 1) : null))]);
    }

    /// <summary>A comment is enough to make a file new to every cache.</summary>
    private string NextEdit() => FormattableString.Invariant($"\n// edit {++edits}\n");

    private static string TypeOf(string test) => test[..Math.Max(0, test.LastIndexOf('.'))];
}
