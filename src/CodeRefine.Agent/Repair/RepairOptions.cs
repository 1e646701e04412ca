using CodeRefine.Roslyn.Repair.CompileErrors;

namespace CodeRefine.Agent.Repair;

/// <summary>Bounds of the built-in repair engine.</summary>
public sealed record RepairOptions
{
    /// <summary>Edits of one node that are screened in one call. Default 8,000, from 1.</summary>
    public int MaxCandidates { get; init; } = 8000;

    /// <summary>Edits that are compiled into one assembly at first; each time that none of them will do, it is twice as many. Default 400, from 1.</summary>
    public int FirstBatch { get; init; } = 400;

    /// <summary>Most edits in one assembly. Default 1,600, from <see cref="FirstBatch"/>.</summary>
    public int LargestBatch { get; init; } = 1600;

    /// <summary>Edits that no switch can choose, and that get a build and a run each, with each batch, the most promising first. Default 8, from 0.</summary>
    public int BuiltOfABatch { get; init; } = 8;

    /// <summary>More of them, when nothing that could be screened will do. Default 40, from 0.</summary>
    public int BuiltAfterAll { get; init; } = 40;

    /// <summary>Edits with a build and a run each in one call, where nothing can be screened. Default 600, from 1.</summary>
    public int MaxBuilt { get; init; } = 600;

    /// <summary>Edits that look right in the screening and turn out wrong when built, at which the screening is no longer believed. Default 24, from 1.</summary>
    public int MaxFalse { get; init; } = 24;

    /// <summary>Combinations of two edits that are screened where no single one will do. Default 20,000, from 0.</summary>
    public int MaxPairs { get; init; } = 20_000;

    /// <summary>Edits among which the second of two is looked for. Default 1,600, from 1.</summary>
    public int PairEdits { get; init; } = 1600;

    /// <summary>Where each edit is built by itself: edits run after the first that passes every check, to have others to choose from. Default 16, from 0.</summary>
    public int MoreAfterFirst { get; init; } = 16;

    /// <summary>Edits that pass every check, built for real, at which the search ends. Default 5, from 1.</summary>
    public int MaxPlausible { get; init; } = 5;

    /// <summary>Whether fixes that pass every check are compared on generated inputs, so that those that agree come first. Default true.</summary>
    public bool CompareOnInputs { get; init; } = true;

    /// <summary>Longest time of one call. Default 90 s.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Share of the wall time left in the budget that one call may take. Default 0.6, above 0 to 1.</summary>
    public double TimeShare { get; init; } = 0.6;

    /// <summary>Loop rounds and calls that one check may take in a screened edit before it counts as hanging. Raised by itself where the checks that pass need more. Default 1,000,000.</summary>
    public int StepLimit { get; init; } = 1_000_000;

    /// <summary>Calls within calls that one check may make in a screened edit. Raised as <see cref="StepLimit"/> is. Default 1,000.</summary>
    public int DepthLimit { get; init; } = 1_000;

    /// <summary>Failing checks up to which all of them run on every edit, so that progress on some is seen; with more, the first failure ends the run. Default 30, from 1.</summary>
    public int ChecksRunInFull { get; init; } = 30;

    /// <summary>Edits that turn only some of the failing checks green, or move one further, kept for the case that none turns all: as the first of two, or as a step. Default 12, from 0.</summary>
    public int PartialsKept { get; init; } = 12;

    public CompileRepairOptions CompileErrors { get; init; } = new();
}
