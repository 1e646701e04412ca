using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using CodeRefine.Core;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Testing;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Repair.CompileErrors.Sdk;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Repositories.Fixing;

/// <summary>
/// Makes targets of a loaded and built repository: the fast path, in which a project and its tests are compiled in process and run in a prewarmed cell, with
/// the other projects and packages as the build left them; what can't be called in a cell is judged by its own runner.
/// </summary>
/// <param name="testHostFolder">What is there already, and in which version.</param>
public sealed class FixTargets(LoadedRepository repository, RepositoryCompilations compilations, ReferenceSet references, ISandbox sandbox, RepositoryTests runner, string testHostFolder, TimeProvider time)
{
    private const long MostSupport = 96 << 20;

    private static readonly string[] missing = ["System.IO.FileNotFoundException", "System.IO.FileLoadException", "System.TypeLoadException", "System.MissingMethodException", "System.BadImageFormatException"];

    // The runners' own machinery, which a cell does not need; none of them can be what a test is about.
    private static readonly string[] machinery = ["Microsoft.TestPlatform.", "Microsoft.VisualStudio.TestPlatform.", "Microsoft.VisualStudio.CodeCoverage.", "Microsoft.Testing.", "testhost", "xunit.runner."];

    /// <summary>Prepares one target, and makes sure that the wanted tests fail in the cell as they do outside.</summary>
    /// <param name="run">The test project's run of the base commit by its own runner.</param>
    /// <param name="note">Told why there is none, or that it is a slow one.</param>
    /// <param name="elsewhere">Told of files of other projects that a proposal was to edit.</param>
    /// <returns>Null where the two can't be compiled in process or their tests do otherwise then.</returns>
    public async Task<FixTarget?> PrepareAsync(LoadedProject project, LoadedProject tests, TestProjectRun run, IReadOnlyCollection<string> wanted, string statement, Limits limits, Action<string> note, Action<string> elsewhere, CancellationToken cancellationToken)
    {
        if (FrameworkOf(tests) is null)
        {
            note($"{tests.Path} is written for a test framework that is not known here.");
            return null;
        }

        var problem = ProblemOf(project, tests, statement, limits, elsewhere);
        var inputs = InputsOf(project, tests);
        var (built, policy) = await BuildAsync(problem, inputs, cancellationToken);
        if (built is not BuildResult.Success success)
        {
            note($"{project.Path} and its tests do not compile in process as they are: {WhyNot(built)}");
            return null;
        }

        problem = problem with { Policy = policy };
        var fit = await FitAsync(sandbox, success, run, wanted, limits, cancellationToken);
        if (fit.Left.IsEmpty)
        {
            note($"{tests.Path}: its failing tests can't be called without their own runner ({fit.Reason}), which judges each candidate then; that takes seconds for each.");
            fit = await FitAsync(new OwnRunnerSandbox(runner, tests), success, run, wanted, limits, cancellationToken);
        }

        if (fit.Left.IsEmpty)
        {
            note($"The failing tests of {tests.Path} do not fail here as they do in their own build ({fit.Reason}).");
            return null;
        }

        var builder = new RoslynBuilder(references, new BuilderOptions { Time = time, LastResort = SdkFixSource.Shared }, inputs with { Excluded = fit.Excluded });
        return await builder.BuildAsync(problem, problem.Sources, cancellationToken) is BuildResult.Success start ? new FixTarget(project, tests, problem, builder, fit.Left, fit.Sandbox, start) : null;
    }

    /// <summary>Runs the base as it was compiled in process, and compares with what its own build did.</summary>
    private static async Task<Fit> FitAsync(ISandbox sandbox, BuildResult.Success built, TestProjectRun run, IReadOnlyCollection<string> wanted, Limits limits, CancellationToken cancellationToken)
    {
        var report = await sandbox.RunAsync(new CheckRun { Candidate = built.Candidate, Checks = built.ChecksImage, Expected = built.Checks, Limits = limits, Seed = 1 }, cancellationToken);
        var outside = run.Outcomes.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        var fits = report.Results.ToLookup(r => outside.Contains(r.Check.Id) && (wanted.Contains(r.Check.Id) ? FailsByItself(r) : r.Status == CheckStatus.Passed), r => r);
        var unfit = fits[false].FirstOrDefault(r => wanted.Contains(r.Check.Id));
        var reason = unfit is null ? $"{wanted.First()}: it is not found"
            : $"{unfit.Check.Id}: {unfit.Status}{(unfit.Failures is [var first, ..] ? $", {first.Message.Split('\n')[0]}" : report.End.Kind == HostEndKind.Completed ? "" : $", {report.End.Detail.TrimEnd('.')}: {report.Output.Trim().Split('\n')[0]}")}";
        return new Fit(sandbox, [.. fits[true].Select(r => r.Check.Id).Where(wanted.Contains)], [.. fits[false].Select(r => r.Check.Id)], reason);
    }

    /// <param name="Left">Wanted tests that fail there by themselves.</param>
    /// <param name="Excluded">Tests that say nothing there.</param>
    /// <param name="Reason">Of the first wanted test that does not fail there.</param>
    private sealed record Fit(ISandbox Sandbox, ImmutableArray<string> Left, ImmutableHashSet<string> Excluded, string Reason);

    /// <summary>Not because the cell lacks what its own runner has.</summary>
    private static bool FailsByItself(CheckResult result) =>
        result.Status is CheckStatus.Failed or CheckStatus.Crashed or CheckStatus.TimedOut && !result.Failures.Any(f => missing.Contains(f.ExceptionType, StringComparer.Ordinal));

    /// <summary>What the repository's own code uses already is allowed; a candidate may not go beyond it.</summary>
    private async Task<(BuildResult Built, ApiPolicy Policy)> BuildAsync(Problem problem, ProjectInputs inputs, CancellationToken cancellationToken)
    {
        var policy = ApiPolicy.Default;
        var builder = new RoslynBuilder(references, new BuilderOptions { Time = time }, inputs);
        for (var round = 0; ; round++)
        {
            var built = await builder.BuildAsync(problem with { Policy = policy }, problem.Sources, cancellationToken);
            if (built is not BuildResult.Refused refused || round == 20 || refused.Violations.Select(v => v.Symbol).Where(s => s.Length > 2 && !policy.Allowed.Contains(s)).Distinct().ToList() is not { Count: > 0 } more)
            {
                return (built, policy);
            }

            policy = new ApiPolicy([.. policy.Allowed, .. more]);
        }
    }

    private Problem ProblemOf(LoadedProject project, LoadedProject tests, string statement, Limits limits, Action<string> elsewhere)
    {
        var parse = compilations.ParseOptions(project);
        var options = compilations.Options(project);
        return new Problem
        {
            Id = new string([.. project.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]),
            Title = $"Mend {project.Name}",
            Statement = statement,
            Sources = SourcesOf(project),
            CheckSources = SourcesOf(tests),
            Editable = new RepositoryEditable(repository, project, elsewhere),
            Framework = FrameworkOf(tests)!.Value,
            Limits = limits,
            Compile = new CompileSettings
            {
                LangVersion = parse.LanguageVersion.ToDisplayString(),
                Nullable = options.NullableContextOptions.ToString(),
                ImplicitUsings = false,
                AllowUnsafe = options.AllowUnsafe,
                CheckForOverflow = options.CheckOverflow,
                Defines = [.. parse.PreprocessorSymbolNames],
                GlobalUsings = [.. compilations.GeneratedTrees(project).SelectMany(t => t.GetCompilationUnitRoot().Usings).Where(u => u.GlobalKeyword != default).Select(GlobalUsing)],
            },
        };
    }

    private static string GlobalUsing(UsingDirectiveSyntax directive) =>
        (directive.StaticKeyword != default ? "static " : "") + (directive.Alias is { } alias ? $"{alias.Name} = " : "") + directive.NamespaceOrType;

    private SourceTree SourcesOf(LoadedProject project) => SourceTree.From(project.Sources.Where(repository.Sources.Contains).Select(p => KeyValuePair.Create(p, repository.Sources[p])));

    private ProjectInputs InputsOf(LoadedProject project, LoadedProject tests) => new()
    {
        Candidate = PartOf(project, without: null),
        Checks = PartOf(tests, without: project),
        Support = SupportOf(project, tests),
        Framework = FrameworkOf(tests)!.Value,
        FrameworkAssemblies = [.. tests.Tests is TestFrameworkKind.NUnit or TestFrameworkKind.MSTest ? tests.References.Select(f => Path.GetFileNameWithoutExtension(f)).Where(IsFramework) : []],
    };

    private CompiledPart PartOf(LoadedProject project, LoadedProject? without) => new()
    {
        AssemblyName = project.AssemblyName,
        Parse = compilations.ParseOptions(project),
        Options = compilations.Options(project).WithStrongNameProvider(new DesktopStrongNameProvider([Path.GetDirectoryName(Path.Combine(repository.Root, project.Path))!])),
        References = [.. compilations.External(project), .. project.ProjectReferences.Where(id => id != without?.Id).Select(id => repository[id]).Select(Reference)],
        Extras = compilations.GeneratedTrees(project),
        Resources = compilations.Resources(project),
    };

    /// <summary>As the build left it; compiled from the sources where it left nothing.</summary>
    private MetadataReference Reference(LoadedProject project)
    {
        if (File.Exists(project.TargetPath))
        {
            return MetadataReference.CreateFromImage(File.ReadAllBytes(project.TargetPath));
        }

        using var image = new MemoryStream();
        _ = compilations.For(project).Emit(image, options: new Microsoft.CodeAnalysis.Emit.EmitOptions(metadataOnly: true));
        return image.Length > 0 ? MetadataReference.CreateFromImage(image.ToArray()) : compilations.For(project).ToMetadataReference();
    }

    private ImmutableArray<AssemblyImage> SupportOf(LoadedProject project, LoadedProject tests)
    {
        var folder = Path.GetDirectoryName(tests.TargetPath)!;
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var there = Directory.EnumerateFiles(testHostFolder, "*.dll", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var own = repository.Projects.Select(p => p.AssemblyName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = ImmutableArray.CreateBuilder<AssemblyImage>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal).Where(f => new FileInfo(f).LinkTarget is null))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (name != project.AssemblyName && name != tests.AssemblyName && !there.Contains(name) && (IsFramework(name) || !machinery.Any(m => name.StartsWith(m, StringComparison.OrdinalIgnoreCase))) && ReadManaged(file) is { } bytes)
            {
                found.Add(new AssemblyImage(name, ImmutableCollectionsMarshal.AsImmutableArray(bytes), []) { OfRepository = own.Contains(name) });
            }
        }

        var size = found.Sum(f => (long)f.Pe.Length);
        return size <= MostSupport
            ? found.ToImmutable()
            : throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"The tests of {tests.Path} need {size >> 20} MiB of other assemblies; a cell takes {MostSupport >> 20} MiB."));
    }

    private static byte[]? ReadManaged(string file)
    {
        var bytes = File.ReadAllBytes(file);
        try
        {
            using var pe = new PEReader(new MemoryStream(bytes, writable: false));
            return pe.HasMetadata ? bytes : null;
        }
        catch (BadImageFormatException)
        {
            // A native library by a managed one's name.
            return null;
        }
    }

    private static bool IsFramework(string name) => name.StartsWith("nunit.framework", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Microsoft.VisualStudio.TestPlatform.TestFramework", StringComparison.OrdinalIgnoreCase) || name.StartsWith("MSTest.TestFramework", StringComparison.OrdinalIgnoreCase);

    private static CheckFramework? FrameworkOf(LoadedProject tests) => tests.Tests switch
    {
        TestFrameworkKind.XunitV2 => CheckFramework.XunitV2,
        TestFrameworkKind.XunitV3 => CheckFramework.XunitV3,
        TestFrameworkKind.NUnit => CheckFramework.NUnit,
        TestFrameworkKind.MSTest => CheckFramework.MSTest,
        _ => null,
    };

    private static string WhyNot(BuildResult built) => built switch
    {
        BuildResult.Failure failure => failure.Diagnostics.First(d => d.Severity == Core.Builds.DiagnosticSeverity.Error) is var d ? $"{d.Path ?? "?"}({d.Line}): {d.Id}: {d.Message}" : "",
        BuildResult.Refused { Violations: [var first, ..] } => first.Reason,
        _ => "no reason is known.",
    };
}
