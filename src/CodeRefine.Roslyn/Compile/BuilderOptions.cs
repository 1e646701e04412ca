using CodeRefine.Roslyn.Repair.CompileErrors;

namespace CodeRefine.Roslyn.Compile;

public sealed record BuilderOptions
{
    public static BuilderOptions Default { get; } = new();

    /// <summary>Longest time one build may take, checks included. Default 30 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Steps after which an instrumented candidate counts as hanging, in <c>BuildForHangAsync</c>. Default 1,000,000,000: there the time decides.</summary>
    public long HangSteps { get; init; } = 1_000_000_000;

    /// <summary>Running time after which an instrumented candidate counts as hanging. Default 1 s; half a check's own limit where that is shorter.</summary>
    public TimeSpan HangTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Problems whose compilations stay warm. Default 4; more for who goes from task to task and back, at one to two megabytes each.</summary>
    public int KeptProblems { get; init; } = 4;

    /// <summary>Mends compile errors that no fix of the catalogue does. Default none.</summary>
    public CompileFix? LastResort { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
