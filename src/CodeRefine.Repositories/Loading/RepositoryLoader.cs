using System.Collections.Immutable;
using System.Globalization;
using System.Security;
using System.Text;
using CodeRefine.Core;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Sdk;

namespace CodeRefine.Repositories.Loading;

/// <summary>
/// Loads a checkout: restores its packages (the one step with a network), asks its own build how it would call the compiler, both in the SDK's sandbox, and
/// reads its sources. What the build said is kept by the hash of the project files, so that a second load asks nothing.
/// </summary>
/// <param name="state">CodeRefine's own folder, where loads are kept.</param>
public sealed class RepositoryLoader(ISdk sdk, string state)
{
    private const int MostByThemselves = 40;
    private readonly LoadCache cache = new(Path.Combine(Path.GetFullPath(state), "loads"));

    /// <param name="progress">Told what is being done, in a few words.</param>
    /// <exception cref="UserErrorException">There is no C# project, or none could be loaded.</exception>
    public async Task<LoadedRepository> LoadAsync(Checkout checkout, Action<string>? progress, CancellationToken cancellationToken)
    {
        // Before anything of the repository's own has run: what is read here is what the base commit has.
        var reading = SourceReading.Read(checkout);
        var found = ProjectFiles.Find(checkout.Folder);
        if (found.Projects.IsEmpty)
        {
            throw new UserErrorException($"{checkout.Origin.Name} has no C# project (.csproj) at {Short(checkout.BaseCommit)}{(found.Problems.IsEmpty ? "" : $": {found.Problems[0].Reason}")}");
        }

        WriteSolution(checkout, found.Projects);
        await sdk.OwnAsync(checkout.Work, cancellationToken);
        var key = LoadCache.KeyOf(checkout.Folder, reading.AllFiles, Path.GetFileName(NewestSdk()));
        var load = cache.Find(key, checkout.Folder);
        if (load is null)
        {
            load = await DescribeAsync(checkout, found, progress, cancellationToken);
            if (load.Projects.Length > 0)
            {
                cache.Keep(key, checkout.Folder, load);
            }
        }

        var loaded = LoadReading.ToRepository(checkout, load, reading, found.Problems);
        return loaded.Projects.Length > 0 ? loaded
            : throw new UserErrorException($"No project of {checkout.Origin.Name} could be loaded: {loaded.Problems.FirstOrDefault(p => p.Severity == LoadSeverity.NotLoaded)?.Reason ?? "its build told nothing."}");
    }

    /// <summary>Restores where that was not done in this checkout.</summary>
    public async Task<ImmutableArray<LoadProblem>> RestoreAsync(Checkout checkout, Action<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Invoke("restoring packages …");
        _ = WorkingDirectory(checkout, out var note);
        var run = await RestoreAsync(checkout, SolutionOf(checkout), cancellationToken);
        List<LoadProblem> problems = [.. note];
        if (run.Succeeded)
        {
            return [.. problems];
        }

        problems.AddRange(RestoreProblems(checkout, run, null));

        // One project that can't be evaluated ends the restore of all: the others are tried by themselves.
        foreach (var project in ProjectFiles.Find(checkout.Folder).Projects.Where(p => problems.All(r => r.Project != p) && !IsRestored(checkout, p)).Take(MostByThemselves))
        {
            var own = await RestoreAsync(checkout, Path.Combine(checkout.Folder, project), cancellationToken);
            problems.AddRange(own.Succeeded ? [] : RestoreProblems(checkout, own, project).Where(p => problems.All(r => r.Project != p.Project)));
        }

        return [.. problems];
    }

    private Task<SdkResult> RestoreAsync(Checkout checkout, string target, CancellationToken cancellationToken) => sdk.RunAsync(
        new SdkRun { Folder = checkout.Work, WorkingDirectory = WorkingDirectory(checkout, out _), Network = true, Arguments = ["restore", target, "--nologo", "-v", "q", "-m:2", "-nodeReuse:false", "-p:NuGetAudit=false", "-p:UseSharedCompilation=false"] },
        cancellationToken);

    private static IEnumerable<LoadProblem> RestoreProblems(Checkout checkout, SdkResult run, string? project)
    {
        var errors = BuildErrors.Read(run.Output, checkout.Folder);
        return errors.IsEmpty
            ? [new LoadProblem(project, $"Restoring the packages{(project is null ? "" : $" of {project}")} failed: {run.LastWords ?? "the build said nothing."}", LoadSeverity.Note)]
            : errors.GroupBy(e => e.Project ?? e.File).Select(g => new LoadProblem(g.Key, $"{g.Key} can't be restored: {g.First().Code}: {g.First().Text}", LoadSeverity.Note));
    }

    /// <summary>Whether the restore of a project has left what its build needs.</summary>
    internal static bool IsRestored(Checkout checkout, string project) => File.Exists(Path.Combine(Path.GetDirectoryName(Path.Combine(checkout.Folder, project))!, "obj", "project.assets.json"));

    /// <summary>The solution of all loaded projects that CodeRefine writes beside the checkout.</summary>
    internal static string SolutionOf(Checkout checkout) => Path.Combine(checkout.Work, "coderefine.slnx");

    /// <summary>The checkout, or the folder above it where the checkout's global.json asks for an SDK that is not installed.</summary>
    internal string WorkingDirectory(Checkout checkout, out ImmutableArray<LoadProblem> note)
    {
        var wanted = SdkWish.Of(Path.Combine(checkout.Folder, "global.json"));
        note = [];
        if (wanted is null || wanted.Suits(Directory.EnumerateDirectories(Path.Combine(sdk.Places.DotnetRoot, "sdk")).Select(Path.GetFileName)!))
        {
            return checkout.Folder;
        }

        note = [new LoadProblem("global.json", $"global.json asks for the SDK {wanted.Version}, which is not installed: {Path.GetFileName(NewestSdk())} is used in its place.", LoadSeverity.Note)];
        return checkout.Work;
    }

    private async Task<CachedLoad> DescribeAsync(Checkout checkout, ProjectFiles found, Action<string>? progress, CancellationToken cancellationToken)
    {
        var problems = (await RestoreAsync(checkout, progress, cancellationToken)).ToList();
        progress?.Invoke(string.Create(CultureInfo.InvariantCulture, $"asking the build of {found.Projects.Length} project{(found.Projects.Length == 1 ? "" : "s")} for its compiler command lines …"));
        var told = Path.Combine(checkout.Work, "told");
        Directory.CreateDirectory(told);
        var targets = Path.Combine(checkout.Work, "describe.targets");
        await File.WriteAllTextAsync(targets, Targets(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(checkout.Work, "describe.proj"), Traversal(checkout, found.Projects), cancellationToken);
        await sdk.OwnAsync(told, cancellationToken);
        var run = await sdk.RunAsync(
            new SdkRun
            {
                Folder = checkout.Work,
                WorkingDirectory = WorkingDirectory(checkout, out _),
                Arguments =
                [
                    "msbuild", Path.Combine(checkout.Work, "describe.proj"), "-nologo", "-m:2", "-nodeReuse:false", "-clp:ErrorsOnly;NoSummary",
                    "-p:DesignTimeBuild=true", "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true", "-p:BuildProjectReferences=false", "-p:UseSharedCompilation=false",
                    $"-p:CustomAfterMicrosoftCommonTargets={targets}", $"-p:CustomAfterMicrosoftCommonCrossTargetingTargets={targets}", $"-p:CodeRefineFolder={told}",
                ],
            },
            cancellationToken);
        var projects = Directory.EnumerateFiles(told, "*.txt").Select(DescribedProject.Read).Where(p => !p.Arguments.IsEmpty).OrderBy(p => p.Path, StringComparer.Ordinal).ToList();
        var errors = BuildErrors.Read(run.Output, checkout.Folder);
        foreach (var missing in found.Projects.Where(p => projects.All(d => d.Path != Path.Combine(checkout.Folder, p))))
        {
            var why = errors.FirstOrDefault(e => e.Project == missing || e.File == missing);
            problems.RemoveAll(p => p.Project == missing);
            problems.Add(new LoadProblem(missing, why is null ? $"{missing} can't be loaded: {run.LastWords ?? "the build said nothing."}" : $"{missing} can't be loaded: {why.Code}: {why.Text}", LoadSeverity.NotLoaded));
        }

        problems.AddRange(errors.Where(e => e.Project is not null && problems.All(p => p.Project != e.Project)).GroupBy(e => e.Project!).Select(g => new LoadProblem(g.Key, $"{g.Key}: {g.First().Code}: {g.First().Text}", LoadSeverity.Note)));
        return new CachedLoad([.. projects.Select(p => p with { Written = LoadReading.WrittenBy(p, checkout.Folder) })], [.. problems]);
    }

    private static void WriteSolution(Checkout checkout, IEnumerable<string> projects) => File.WriteAllText(
        SolutionOf(checkout),
        $"<Solution>\n{string.Concat(projects.Select(p => $"  <Project Path=\"{SecurityElement.Escape("files/" + p)}\" />\n"))}</Solution>\n");

    private static string Traversal(Checkout checkout, IEnumerable<string> projects)
    {
        var text = new StringBuilder("<Project DefaultTargets=\"Describe\">\n  <ItemGroup>\n");
        foreach (var project in projects)
        {
            text.Append(CultureInfo.InvariantCulture, $"    <Described Include=\"{SecurityElement.Escape(Escape(Path.Combine(checkout.Folder, project)))}\" />\n");
        }

        return text.Append("  </ItemGroup>\n  <Target Name=\"Describe\">\n    <MSBuild Projects=\"@(Described)\" Targets=\"CodeRefineDescribe\" BuildInParallel=\"true\" ContinueOnError=\"true\" />\n  </Target>\n</Project>\n").ToString();
    }

    /// <summary>Characters that mean something to MSBuild.</summary>
    private static string Escape(string path) => string.Concat(path.Select(c => "%$@'();?*".Contains(c, StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"%{(int)c:X2}") : c.ToString()));

    private static string Targets()
    {
        using var stream = typeof(RepositoryLoader).Assembly.GetManifestResourceStream("describe.targets")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private string NewestSdk() => Directory.EnumerateDirectories(Path.Combine(sdk.Places.DotnetRoot, "sdk")).Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])).Order(StringComparer.Ordinal).Last();

    private static string Short(string commit) => commit[..Math.Min(12, commit.Length)];
}
