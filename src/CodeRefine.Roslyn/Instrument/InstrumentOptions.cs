namespace CodeRefine.Roslyn.Instrument;

public sealed record InstrumentOptions
{
    public static InstrumentOptions Default { get; } = new();

    /// <summary>Count how often each statement is reached. Default false.</summary>
    public bool Coverage { get; init; }

    /// <summary>Loop rounds and entries of methods that one check may take. Default 5,000,000.</summary>
    public long StepLimit { get; init; } = 5_000_000;

    /// <summary>Calls of methods inside one another. Default 5,000: far below what a stack of 1.5 MB holds of plain frames, and quick to unwind.</summary>
    public int DepthLimit { get; init; } = 5_000;

    /// <summary>Running time of one check, looked at every few thousand steps; null, the default, lets steps alone decide, the same on every machine.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
