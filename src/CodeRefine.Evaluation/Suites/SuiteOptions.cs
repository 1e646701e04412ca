using System.Collections.Immutable;
using CodeRefine.Core.Problems;

namespace CodeRefine.Evaluation.Suites;

/// <summary>How a suite is to be read: what its user chose. Null or empty leaves what is usual for the suite's format.</summary>
public sealed record SuiteOptions
{
    public static SuiteOptions Default { get; } = new();

    /// <summary>Compare collections by what is in them where a row, as shipped, compares references. Default: as shipped.</summary>
    public bool FixEquality { get; init; }
    public VisibleChecks? Visible { get; init; }
    public ImmutableArray<string>? Usings { get; init; }

    /// <summary>The symbols that are defined, in place of the format's usual ones.</summary>
    public ImmutableArray<string>? Defines { get; init; }
    public string? LangVersion { get; init; }
    public bool? ImplicitUsings { get; init; }
    public string? Nullable { get; init; }
    public TimeSpan? CheckTime { get; init; }
    public TimeSpan? TotalTime { get; init; }
    public int? MemoryMegabytes { get; init; }

    /// <summary>Only tasks whose id holds this; null for all.</summary>
    public string? Only { get; init; }

    internal CompileSettings Apply(CompileSettings usual) => usual with
    {
        GlobalUsings = Usings is { } usings ? [.. usual.GlobalUsings, .. usings] : usual.GlobalUsings,
        Defines = Defines ?? usual.Defines,
        LangVersion = LangVersion ?? usual.LangVersion,
        ImplicitUsings = ImplicitUsings ?? usual.ImplicitUsings,
        Nullable = Nullable ?? usual.Nullable,
    };

    internal Limits Apply(Limits usual) => usual with
    {
        CheckTime = CheckTime ?? usual.CheckTime,
        TotalTime = TotalTime ?? usual.TotalTime,
        MemoryMegabytes = MemoryMegabytes ?? usual.MemoryMegabytes,
    };
}

/// <summary>Which of a function suite's checks a strategy may see; the rest is held back.</summary>
public enum VisibleChecks
{
    /// <summary>None: the usual.</summary>
    None,

    /// <summary>The examples in the prompt's comment.</summary>
    Examples,

    /// <summary>Every second one, from the first on.</summary>
    Half,
    All,
}
