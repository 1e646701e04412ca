using System.Collections.Immutable;
using CodeRefine.Core.Problems;

namespace CodeRefine.Core.Checks;

/// <summary>
/// Many variants of one candidate, held in one assembly and chosen by switches, to be tried against its checks. What comes of it
/// ranks variants and is never a verdict: one that looks right has still to be built by itself and verified.
/// </summary>
public sealed record ScreenRun
{
    /// <summary>The candidate with switches and budgets compiled in.</summary>
    public required AssemblyImage Candidate { get; init; }

    /// <summary>The assembly of the checks; it references the candidate.</summary>
    public required AssemblyImage Checks { get; init; }

    /// <summary>All checks, with what each said of the candidate before: variants name them by index.</summary>
    public required ImmutableArray<Check> Expected { get; init; }

    /// <summary>Indexes of the checks that fail without any switch.</summary>
    public required ImmutableArray<int> Failing { get; init; }
    public required ImmutableArray<ScreenVariant> Variants { get; init; }

    /// <summary>As for a run of checks: <see cref="Limits.CheckTime"/> bounds one variant, <see cref="Limits.TotalTime"/> all of them.</summary>
    public required Limits Limits { get; init; }

    /// <summary>Seed of the properties' generators.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Inputs of a property that a variant is tried with. Default 25, from 1.</summary>
    public int PropertyCases { get; init; } = 25;

    /// <summary>Cases still failing, with none turned green, at which a variant is given up. Default 8, from 1.</summary>
    public int GiveUpAfter { get; init; } = 8;
}

/// <summary>One variant of the candidate.</summary>
/// <param name="Id">Chosen by the caller, and unique in a run.</param>
/// <param name="Checks">Indexes in <see cref="ScreenRun.Expected"/> of the checks to run, in order: failing ones before passing ones.</param>
public sealed record ScreenVariant(int Id, ImmutableArray<SwitchSetting> Switches, ImmutableArray<int> Checks);

/// <param name="Site">Index of the switch.</param>
/// <param name="Alternative">From 1; 0 is the code as it was.</param>
public readonly record struct SwitchSetting(int Site, int Alternative);
