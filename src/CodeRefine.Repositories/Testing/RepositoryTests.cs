using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using CodeRefine.Core.Checks;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Sdk;

namespace CodeRefine.Repositories.Testing;

/// <summary>The general path: builds a checkout and runs its test projects by their own frameworks' runners, in the SDK's sandbox, without network and without a server that stays behind.</summary>
public sealed class RepositoryTests(ISdk sdk, RepositoryLoader loader, Checkout checkout)
{
    private const int SideBySide = 2;
    private const string VsTest = "vstest";
    private int runs;

    /// <summary>Longest time of one test project's run. Default 10 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Builds all projects, or one with what it refers to.</summary>
    /// <returns>The errors, a line each; none where all was built.</returns>
    public async Task<ImmutableArray<LoadProblem>> BuildAsync(LoadedProject? only, CancellationToken cancellationToken)
    {
        var target = only is null ? RepositoryLoader.SolutionOf(checkout) : Path.Combine(checkout.Folder, only.Path);
        ImmutableArray<string> framework = only is null ? [] : ["-f", only.TargetFramework];
        var run = await sdk.RunAsync(
            new SdkRun
            {
                Folder = checkout.Work,
                WorkingDirectory = loader.WorkingDirectory(checkout, out _),
                Arguments =
                [
                    "build", target, .. framework, "--no-restore", "--nologo", "-v", "q", "-m:2", "-nodeReuse:false", "-clp:NoSummary",
                    "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false", "-p:EmitCompilerGeneratedFiles=true", "-p:TreatWarningsAsErrors=false",
                ],
            },
            cancellationToken);
        if (run.Succeeded)
        {
            return [];
        }

        var errors = BuildErrors.Read(run.Output, checkout.Folder);
        return errors.IsEmpty
            ? [new LoadProblem(only?.Path, $"The build failed: {run.LastWords ?? "it said nothing."}", LoadSeverity.Note)]
            : [.. errors.GroupBy(e => e.Project ?? e.File).Select(g => new LoadProblem(g.Key, $"{g.Key} does not build: {g.First().File}: {g.First().Code}: {g.First().Text}", LoadSeverity.Note))];
    }

    /// <summary>Runs built test projects, some side by side.</summary>
    /// <param name="filter">In the runners' own words (<c>FullyQualifiedName~Name</c>); null for all tests.</param>
    public async Task<ImmutableArray<TestProjectRun>> RunAsync(IEnumerable<LoadedProject> projects, string? filter, CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(SideBySide);
        return [.. await Task.WhenAll(projects.Select(async project =>
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                return await RunAsync(project, filter, cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }))];
    }

    /// <summary>Runs a built test project with some of its assemblies exchanged: in a copy of its output folder, which is removed.</summary>
    public async Task<TestProjectRun> RunWithAsync(LoadedProject project, IEnumerable<AssemblyImage> assemblies, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(checkout.Work, "exchanged", string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref runs)}"));
        try
        {
            Copy(Path.GetDirectoryName(project.TargetPath)!, folder);
            foreach (var assembly in assemblies)
            {
                var file = Path.Combine(folder, assembly.Name + ".dll");
                await File.WriteAllBytesAsync(file, [.. assembly.Pe], cancellationToken);
                await File.WriteAllBytesAsync(Path.ChangeExtension(file, ".pdb"), [.. assembly.Pdb], cancellationToken);
            }

            await sdk.OwnAsync(folder, cancellationToken);
            return await RunAsync(project with { TargetPath = Path.Combine(folder, Path.GetFileName(project.TargetPath)) }, null, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Links are left out: the repository's own build may have made them.</summary>
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos().Where(e => e.LinkTarget is null))
        {
            if (entry is FileInfo file)
            {
                file.CopyTo(Path.Combine(to, file.Name));
            }
            else
            {
                Copy(entry.FullName, Path.Combine(to, entry.Name));
            }
        }
    }

    private async Task<TestProjectRun> RunAsync(LoadedProject project, string? filter, CancellationToken cancellationToken)
    {
        if (!File.Exists(project.TargetPath))
        {
            return new TestProjectRun { Project = project.Id, Outcomes = [], Duration = TimeSpan.Zero, Problem = $"{project.Path} was not built, so its tests can't run." };
        }

        var results = Path.Combine(checkout.Work, "results", string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref runs)}"));
        Directory.CreateDirectory(results);
        await sdk.OwnAsync(Path.GetDirectoryName(results)!, cancellationToken);
        var arguments = Arguments(project, results, filter);
        var run = await sdk.RunAsync(new SdkRun { Folder = checkout.Work, WorkingDirectory = StartOf(project, arguments), Timeout = Timeout, Arguments = arguments }, cancellationToken);
        return new TestProjectRun { Project = project.Id, Outcomes = Read(results, project, out var damaged), Duration = run.Duration, Problem = damaged ?? ProblemOf(project, run, results) };
    }

    /// <summary>
    /// VSTest is a part of the SDK, which a global.json above the folder may ask for in a version that is not here; it starts the tests in their own folder wherever it is
    /// started itself.
    /// </summary>
    private string StartOf(LoadedProject project, ImmutableArray<string> arguments) =>
        arguments[0] == VsTest && loader.WorkingDirectory(checkout, out var instead) is var other && instead.Length > 0 ? other : Path.GetDirectoryName(project.TargetPath)!;

    /// <summary>A test project that brings no adapter for VSTest is a program that runs its tests itself.</summary>
    private static ImmutableArray<string> Arguments(LoadedProject project, string results, string? filter)
    {
        if (project.Tests == TestFrameworkKind.XunitV3 && !project.Packages.Any(p => p.Name.Equals("xunit.runner.visualstudio", StringComparison.OrdinalIgnoreCase)))
        {
            return [project.TargetPath, "-noLogo", "-trx", Path.Combine(results, "results.trx")];
        }

        if (project.Packages.All(p => !p.Name.Equals("Microsoft.NET.Test.Sdk", StringComparison.OrdinalIgnoreCase) && !p.Name.Equals("MSTest", StringComparison.OrdinalIgnoreCase)))
        {
            return [project.TargetPath, "--report-trx", "--report-trx-filename", "results.trx", "--results-directory", results];
        }

        ImmutableArray<string> only = filter is null ? [] : [$"--TestCaseFilter:{filter}"];
        return [VsTest, project.TargetPath, "--logger:trx;LogFileName=results.trx", $"--ResultsDirectory:{results}", .. only];
    }

    private static ImmutableArray<TestOutcome> Read(string results, LoadedProject project, out string? damaged)
    {
        damaged = null;
        var file = Path.Combine(results, "results.trx");
        if (!File.Exists(file) || new FileInfo(file).LinkTarget is not null)
        {
            return [];
        }

        try
        {
            return Trx.Read(file, project.Id);
        }
        catch (Exception broken) when (broken is XmlException or IOException or UnauthorizedAccessException)
        {
            damaged = $"The results of {project.Path} can't be read: {broken.Message}";
            return [];
        }
    }

    private static string? ProblemOf(LoadedProject project, SdkResult run, string results) =>
        run.TimedOut ? $"The tests of {project.Path} did not end within {run.Duration.TotalSeconds:0} s."
        : !File.Exists(Path.Combine(results, "results.trx")) ? $"The tests of {project.Path} left no results: {run.LastWords ?? "their runner said nothing."}"
        : null;
}
