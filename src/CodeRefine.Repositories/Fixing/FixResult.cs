using System.Collections.Immutable;
using CodeRefine.Core.Search;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Locating;
using CodeRefine.Repositories.Reproducing;
using CodeRefine.Repositories.Testing;

namespace CodeRefine.Repositories.Fixing;

public enum FixOutcome
{
    /// <summary>The wanted tests pass and nothing that passed before fails, by the tests' own runner in a clean build.</summary>
    Fixed,
    NotFixed,

    /// <summary>Nothing fails, so there is nothing to mend without a test that does.</summary>
    NothingFails,
    Cancelled,
}

/// <summary>What came of a run.</summary>
public sealed record FixResult
{
    public required FixOutcome Outcome { get; init; }

    /// <summary>One sentence.</summary>
    public required string Reason { get; init; }
    public required Checkout Checkout { get; init; }
    public required LoadedRepository Repository { get; init; }
    public required TestBaseline Baseline { get; init; }

    /// <summary>The tests that failed and were to pass.</summary>
    public required ImmutableArray<TestOutcome> Wanted { get; init; }

    /// <summary>Where the fault may be, by the issue and the failing tests; null where nothing was looked for.</summary>
    public Location? Location { get; init; }

    /// <summary>The test that was written from the issue; null where none was asked for, or none came of it.</summary>
    public Reproduction? Reproduction { get; init; }

    /// <summary>Null where no candidate came of it.</summary>
    public FixCandidate? Candidate { get; init; }

    /// <summary>What a person should know: what could not be loaded, what was kept out.</summary>
    public required ImmutableArray<string> Notes { get; init; }
    public required FixTimes Times { get; init; }
}

/// <summary>The change that the run ends with, and what the tests' own runner says of it.</summary>
public sealed record FixCandidate
{
    public required LoadedProject Project { get; init; }
    public required Node Node { get; init; }
    public required string Patch { get; init; }

    /// <summary>Changed paths with their new bytes; null for a file that is gone.</summary>
    public required ImmutableSortedDictionary<string, byte[]?> Changed { get; init; }

    /// <summary>Null where it was not built and run as a whole.</summary>
    public FixVerification? Verification { get; init; }
}

/// <param name="Passing">Wanted tests that pass now.</param>
/// <param name="StillFailing">Wanted tests that do not.</param>
/// <param name="Regressions">Tests that passed at the base and do not any more.</param>
/// <param name="BuildErrors">Lines of the build; none where it built.</param>
/// <param name="Tests">How many tests ran.</param>
public sealed record FixVerification(ImmutableArray<string> Passing, ImmutableArray<string> StillFailing, ImmutableArray<string> Regressions, ImmutableArray<string> BuildErrors, int Tests)
{
    public bool Holds => StillFailing.IsEmpty && Regressions.IsEmpty && BuildErrors.IsEmpty && !Passing.IsEmpty;
}

/// <param name="Load">From the start to a loaded repository.</param>
/// <param name="Baseline">Building and running all tests of the base.</param>
/// <param name="FirstVerdict">From the loaded and built repository, with the issue in hand, to the first candidate's verdict; null where there was none.</param>
/// <param name="Search">Looking for a candidate.</param>
/// <param name="Verification">Building the result and running its tests.</param>
public sealed record FixTimes(TimeSpan Load, TimeSpan Baseline, TimeSpan? FirstVerdict, TimeSpan Search, TimeSpan Verification);
