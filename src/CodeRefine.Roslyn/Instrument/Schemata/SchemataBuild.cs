using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Roslyn.Repair;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>One candidate that holds many edits of itself; a switch for each place says which of them is on. The checks are as they are.</summary>
/// <param name="Build">Its probe is the type <c>CodeRefine.Instrumentation.Probe</c>, see <see cref="ProbeSource"/>. Lines are not those of the source.</param>
/// <param name="Edits">In the order they were given. Edits that do not compile are in neither list.</param>
/// <param name="NotSwitchable">Edits that would have to be built each on its own; some of them may not compile.</param>
/// <param name="Sites">Length of <c>Probe.Switch</c>.</param>
/// <param name="Probes">By probe index; empty without coverage.</param>
public sealed record SchemataBuild(BuildResult.Success Build, ImmutableArray<SwitchableEdit> Edits, ImmutableArray<CandidateEdit> NotSwitchable, int Sites, ImmutableArray<ProbeSite> Probes)
{
    /// <summary>What it took to make it.</summary>
    public required SchemataTimings Timings { get; init; }
}

/// <summary>An edit that is on while <c>Probe.Switch[Site]</c> is <paramref name="Alternative"/>.</summary>
/// <param name="Alternative">From 1.</param>
/// <param name="Order">Index in the list of edits that was given.</param>
public sealed record SwitchableEdit(CandidateEdit Edit, int Site, int Alternative, int Order);

/// <param name="Placing">Time for finding each edit's place.</param>
/// <param name="Compiling">Time for all rounds of writing and emitting.</param>
/// <param name="Rounds">How often the compiler ran; each but the last took out what did not compile.</param>
/// <param name="Dropped">Edits that do not compile.</param>
public sealed record SchemataTimings(TimeSpan Placing, TimeSpan Compiling, int Rounds, int Dropped);
