using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tasks.Projects;

/// <summary>What a project file says, read as XML: the few things that compiling a task takes.</summary>
internal sealed record ProjectFile
{
    private static readonly string[] frameworkNamespaces = ["Xunit", "FsCheck", "CodeRefine.Properties", "Exercism.Tests"];

    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Properties by name, those of a <c>Directory.Build.props</c> first; of several the last.</summary>
    public required ImmutableDictionary<string, string> Properties { get; init; }
    public ImmutableArray<string> Packages { get; init; } = [];

    /// <summary>Absolute paths.</summary>
    public ImmutableArray<string> References { get; init; } = [];
    public ImmutableArray<string> CompileInclude { get; init; } = [];
    public ImmutableArray<string> CompileRemove { get; init; } = [];

    /// <summary>As written after <c>global using</c>.</summary>
    public ImmutableArray<string> Usings { get; init; } = [];

    /// <summary>Those of test frameworks: a candidate is compiled without these, and would not compile with such a using.</summary>
    public IEnumerable<string> CheckUsings => Usings.Where(u => frameworkNamespaces.Any(n => u[(u.LastIndexOf(' ') + 1)..] is var name && (name == n || name.StartsWith(n + ".", StringComparison.Ordinal))));

    /// <summary>What could not be honoured. A sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    public bool IsTest => Packages.Any(TestPackages.IsXunit);

    /// <summary>By its packages; null where it holds no tests.</summary>
    /// <exception cref="UserErrorException">It refers to both.</exception>
    public CheckFramework? Framework => TestPackages.FrameworkOf(Packages, Path);

    public string TargetFramework => (Value("TargetFramework") ?? Value("TargetFrameworks") ?? "net10.0").Split(';')[0].Trim();

    public string? Value(string property) => Properties.TryGetValue(property, out var value) && value.Length > 0 ? value : null;

    public CompileSettings Settings()
    {
        var usual = CompileSettings.Default;
        return usual with
        {
            LangVersion = Value("LangVersion") ?? Frameworks.LangVersion(TargetFramework),
            Nullable = Value("Nullable")?.ToLowerInvariant() ?? "disable",
            ImplicitUsings = IsOn("ImplicitUsings"),
            AllowUnsafe = IsOn("AllowUnsafeBlocks"),
            CheckForOverflow = IsOn("CheckForOverflowUnderflow"),
            WarningsAsErrors = IsOn("TreatWarningsAsErrors"),
            Defines = [.. Frameworks.Defines(TargetFramework).Union(Defines())],
            GlobalUsings = [.. Usings.Except(CheckUsings)],
        };
    }

    /// <summary>Whether the project compiles a file of its folder, by the SDK's usual globs and its own.</summary>
    /// <param name="path">Relative to the project's folder.</param>
    public bool Compiles(string path) =>
        (Value("EnableDefaultCompileItems") != "false" && !new PathGlobs(CompileRemove).Matches(path)) || new PathGlobs(CompileInclude).Matches(path);

    private bool IsOn(string property) => Value(property) is { } value && (value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("enable", StringComparison.OrdinalIgnoreCase));

    private IEnumerable<string> Defines() => (Value("DefineConstants") ?? "").Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(d => TaskFolders.TaskFileReader.Define().IsMatch(d));
}
