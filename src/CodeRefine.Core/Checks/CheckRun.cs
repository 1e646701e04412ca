using System.Collections.Immutable;
using CodeRefine.Core.Problems;

namespace CodeRefine.Core.Checks;

/// <summary>What a sandbox is asked to run.</summary>
public sealed record CheckRun
{
    /// <summary>The candidate's assembly.</summary>
    public required AssemblyImage Candidate { get; init; }

    /// <summary>The assembly of the checks; it references the candidate.</summary>
    public required AssemblyImage Checks { get; init; }

    /// <summary>The checks that must report, in the order in which they are to run. One that does not report has not passed.</summary>
    public required ImmutableArray<Check> Expected { get; init; }
    public required Limits Limits { get; init; }

    /// <summary>Stop at the first check that fails: for search. The full report is for answers.</summary>
    public bool FailFast { get; init; }

    /// <summary>Seed of the properties' generators; the same seed gives the same inputs.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Run in a sandbox that has run nothing before and is thrown away after: for the last word on a candidate that is called solved.</summary>
    public bool Fresh { get; init; }

    /// <summary>Collect which probes of an instrumented candidate each check reached.</summary>
    public bool CollectCoverage { get; init; }
}

/// <summary>One compiled assembly.</summary>
/// <param name="Name">Simple assembly name.</param>
/// <param name="Pe">The PE image.</param>
/// <param name="Pdb">The portable PDB, so that stacks carry source lines.</param>
public sealed record AssemblyImage(string Name, ImmutableArray<byte> Pe, ImmutableArray<byte> Pdb)
{
    /// <summary>Of an assembly of checks: the framework that it was compiled against.</summary>
    public CheckFramework Framework { get; init; }

    /// <summary>Of an assembly of checks: what it needs at run time that the test host does not have, other projects of a repository and packages. Their order says nothing.</summary>
    public ImmutableArray<AssemblyImage> Support { get; init; } = [];

    /// <summary>Of an assembly that others need: a project's of the same repository, which may refer to the candidate.</summary>
    public bool OfRepository { get; init; }
}
