using System.Collections.Immutable;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.Checkouts;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Repositories.Loading;

/// <summary>From what a build told to the records of a loaded repository.</summary>
internal static class LoadReading
{
    private const int LargestWritten = 8 << 20;

    /// <summary>Documents among the compiler's arguments that are not the checkout's own.</summary>
    public static ImmutableDictionary<string, string> WrittenBy(DescribedProject project, string root) => SourcesOf(project)
        .Where(f => !IsOwn(f, project, root) && File.Exists(f) && new FileInfo(f).LinkTarget is null && new FileInfo(f).Length < LargestWritten)
        .Distinct(StringComparer.Ordinal)
        .ToImmutableDictionary(f => f, File.ReadAllText, StringComparer.Ordinal);

    public static LoadedRepository ToRepository(Checkout checkout, CachedLoad load, SourceReading reading, ImmutableArray<LoadProblem> found)
    {
        var ids = load.Projects.GroupBy(p => p.Target, StringComparer.Ordinal).ToDictionary(g => g.Key, g => IdOf(g.First(), checkout.Folder), StringComparer.Ordinal);
        ImmutableArray<LoadedProject> projects = [.. load.Projects.Select(p => ToProject(p, checkout.Folder, reading, ids))];
        var compiled = projects.SelectMany(p => p.Sources).ToHashSet(StringComparer.Ordinal);
        return new LoadedRepository
        {
            Root = checkout.Folder,
            Projects = projects,
            Sources = SourceTree.From(reading.Sources.Where(s => compiled.Contains(s.Key))),
            ReadOnly = reading.ReadOnly.Where(r => compiled.Contains(r.Key)).ToImmutableDictionary(StringComparer.Ordinal),
            Problems = [.. found, .. load.Problems],
        };
    }

    private static LoadedProject ToProject(DescribedProject project, string root, SourceReading reading, Dictionary<string, string> ids)
    {
        var parsed = Parse(project);
        var outputs = project.References.Select(r => Path.GetFileName(r.Output)).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> references = [.. parsed.MetadataReferences
            .Select(r => Path.GetFullPath(r.Reference, FolderOf(project)))
            .Where(f => !(outputs.Contains(Path.GetFileName(f)) && f.StartsWith(root + "/", StringComparison.Ordinal)))
            .Distinct(StringComparer.Ordinal)];
        return new LoadedProject
        {
            Path = Path.GetRelativePath(root, project.Path),
            TargetFramework = project.Framework,
            AssemblyName = project.Assembly,
            TargetPath = project.Target,
            Sources = [.. SourcesOf(project).Where(f => IsOwn(f, project, root)).Select(f => Path.GetRelativePath(root, f)).Where(reading.Sources.ContainsKey).Distinct(StringComparer.Ordinal)],
            Generated = [.. project.Written.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => new GeneratedDocument($"{project.Assembly}.g/{Path.GetFileName(w.Key)}", w.Value))],
            CompilerArguments = project.Arguments,
            References = references,
            ProjectReferences = [.. project.References.Select(r => ids.GetValueOrDefault(r.Output)).OfType<string>().Distinct(StringComparer.Ordinal)],
            Packages = project.Packages,
            Analyzers = [.. parsed.AnalyzerReferences.Select(a => Path.GetFullPath(a.FilePath, FolderOf(project)))],
            Tests = FrameworkOf(project, references),
        };
    }

    private static TestFrameworkKind? FrameworkOf(DescribedProject project, IEnumerable<string> references)
    {
        var names = references.Select(f => Path.GetFileNameWithoutExtension(f)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        TestFrameworkKind? kind =
            names.Contains("xunit.v3.core") ? TestFrameworkKind.XunitV3
            : names.Contains("xunit.core") ? TestFrameworkKind.XunitV2
            : names.Contains("nunit.framework") ? TestFrameworkKind.NUnit
            : names.Contains("Microsoft.VisualStudio.TestPlatform.TestFramework") || names.Contains("MSTest.TestFramework") ? TestFrameworkKind.MSTest
            : null;
        return project.IsTest ? kind ?? TestFrameworkKind.Other : null;
    }

    private static CSharpCommandLineArguments Parse(DescribedProject project) => CSharpCommandLineParser.Default.Parse(project.Arguments, FolderOf(project), sdkDirectory: null);

    private static IEnumerable<string> SourcesOf(DescribedProject project) => Parse(project).SourceFiles.Select(f => Path.GetFullPath(f.Path, FolderOf(project)));

    private static bool IsOwn(string file, DescribedProject project, string root) => file.StartsWith(root + "/", StringComparison.Ordinal) && !file.StartsWith(project.Intermediate.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static string IdOf(DescribedProject project, string root) => LoadedProject.IdOf(Path.GetRelativePath(root, project.Path), project.Framework);

    private static string FolderOf(DescribedProject project) => Path.GetDirectoryName(project.Path)!;
}
