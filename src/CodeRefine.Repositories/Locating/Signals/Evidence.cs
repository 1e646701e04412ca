namespace CodeRefine.Repositories.Locating.Signals;

/// <summary>One thing that speaks for a file, or for a member of it.</summary>
/// <param name="Points">From 0 to 1 within its signal.</param>
/// <param name="Why">Words that follow the signal's name.</param>
internal sealed record Evidence(IndexedFile File, IndexedMember? Member, double Points, string Why)
{
    /// <summary>A line that the evidence names itself.</summary>
    public int? Line { get; init; }
}

/// <summary>A way to tell from an issue where its cause may be.</summary>
internal interface ISignal
{
    /// <summary>One word.</summary>
    string Name { get; }

    /// <summary>What it weighs against the others where it is sure.</summary>
    double Weight { get; }

    IEnumerable<Evidence> Find(LocateContext context);
}
