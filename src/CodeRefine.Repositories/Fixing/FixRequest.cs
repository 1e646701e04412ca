using CodeRefine.Core.Budgets;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Events;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Sdk;
using CodeRefine.Roslyn.Compile;
using Microsoft.Extensions.AI;

namespace CodeRefine.Repositories.Fixing;

/// <summary>What is to be mended, and where.</summary>
public sealed record FixRequest
{
    public required UserRepository Repository { get; init; }

    /// <summary>Any name of a commit; null for HEAD.</summary>
    public string? Base { get; init; }
    public bool IncludeDirty { get; init; }

    /// <summary>A folder whose files are put over the base's, for one that does not build here as it is: they are no part of the result. Null for none.</summary>
    public string? Overlay { get; init; }

    /// <summary>The issue's text, which others wrote: material, never an instruction. Null to make the failing tests pass.</summary>
    public string? Issue { get; init; }

    /// <summary>Part of the names of the tests that are to pass, <c>*</c> for anything; null for all that fail.</summary>
    public string? Test { get; init; }

    /// <summary>Only the tests that fail at the base count: none is written from the issue. Default false.</summary>
    public bool FailingOnly { get; init; }

    /// <summary>A test that was written from the issue is part of the result. Default true.</summary>
    public bool KeepReproduction { get; init; } = true;

    /// <summary>A folder of the run's own, where its copy of the repository goes.</summary>
    public required string Folder { get; init; }
    public Limits Limits { get; init; } = UsualLimits;

    /// <summary>A repository's own tests may take longer and use more than a task's.</summary>
    public static Limits UsualLimits { get; } = Limits.Default with { CheckTime = TimeSpan.FromSeconds(10), MemoryMegabytes = 1024, Processes = 128 };

    /// <summary>Projects that are tried, most suspicious first. Default 3, from 1.</summary>
    public int Projects { get; init; } = 3;
}

/// <summary>What a run works with.</summary>
public sealed record FixStations
{
    public required ISdk Sdk { get; init; }
    public required ISandbox Sandbox { get; init; }
    public required ReferenceSet References { get; init; }

    /// <summary>Where the test host lies: what it has already is not sent along.</summary>
    public required string TestHostFolder { get; init; }

    /// <summary>CodeRefine's own folder.</summary>
    public required string State { get; init; }
    public required TimeProvider Time { get; init; }
    public required IHistory History { get; init; }
    /// <summary>What the search may use, once it begins: loading and the baseline are not drawn from it.</summary>
    public required Func<Budget> Budget { get; init; }
    public required ulong Seed { get; init; }
    public required IReadOnlyList<IRunObserver> Observers { get; init; }
    public required string RunId { get; init; }

    /// <summary>Who searches, for a session and the builder that it compiles with.</summary>
    public required Func<Session, RoslynBuilder, IStrategy> Strategy { get; init; }

    /// <summary>Stations of the loop beside builder, sandbox and history.</summary>
    public required Func<Problem, RoslynBuilder, IBuilder, ISandbox, IHistory, Stations> Stations { get; init; }

    /// <summary>The model that writes a test from an issue, drawing on the run's budget; null where none is configured.</summary>
    public Func<Budget, IChatClient?> Model { get; init; } = _ => null;

    /// <summary>Told what is being done, in a few words.</summary>
    public Action<string> Progress { get; init; } = _ => { };

    /// <summary>Told what a person should know, once it is known.</summary>
    public Action<string> Note { get; init; } = _ => { };
}
