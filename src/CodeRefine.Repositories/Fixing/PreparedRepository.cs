using System.Collections.Immutable;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Testing;

namespace CodeRefine.Repositories.Fixing;

/// <summary>A repository that can be mended: a copy of its base, loaded and built, its tests run. It serves one mending after the other.</summary>
public sealed record PreparedRepository
{
    public required Checkout Checkout { get; init; }
    public required LoadedRepository Repository { get; init; }
    public required TestBaseline Baseline { get; init; }

    /// <summary>What a person should know of it.</summary>
    public required ImmutableArray<string> Notes { get; init; }
    public required TimeSpan Load { get; init; }

    /// <summary>Building and running all tests.</summary>
    public required TimeSpan Measured { get; init; }
    public required RepositoryTests Tests { get; init; }
    public required WorkingCopy Copy { get; init; }
    public required FixLocator Locator { get; init; }
}
