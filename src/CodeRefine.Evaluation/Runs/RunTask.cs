namespace CodeRefine.Evaluation.Runs;

/// <summary>One task of a run, as the journal keeps it for reports and exports.</summary>
public sealed record RunTask
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>What is wanted, as Markdown.</summary>
    public string Statement { get; init; } = "";

    /// <summary>Of a function suite: the program's beginning, up to the open body. Empty elsewhere.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>The suite's own row as one JSON object, without recorded answers; null where the task came from a folder.</summary>
    public string? Row { get; init; }

    /// <summary>Hash of the starting sources, for <see cref="IRunReader.Sources"/>.</summary>
    public string? Sources { get; init; }

    /// <summary>Structural equality took the place of the row's own comparison of references.</summary>
    public bool EqualityFixed { get; init; }

    /// <summary>What the self-check found wrong with it; empty where nothing or where none was made.</summary>
    public string Fault { get; init; } = "";

    /// <summary>Its place in the whole suite, from 0: shards are put together in that order.</summary>
    public int Position { get; init; }

    /// <summary>Samples that are planned of it in this run.</summary>
    public int Samples { get; init; }
}
