using System.Collections.Immutable;

namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>One kind of mend for some diagnostics. Stateless; it offers, and the driver tries.</summary>
public abstract class CompileFix
{
    /// <summary>Short name, for summaries and statistics.</summary>
    public abstract string Family { get; }

    /// <summary>Ids of the diagnostics that it knows.</summary>
    public abstract ImmutableArray<string> Ids { get; }

    /// <summary>Whether it may know a mend for diagnostics of the id.</summary>
    public virtual bool Knows(string id) => Ids.Contains(id);

    /// <summary>
    /// Whether the mend may bring to light errors that the target hid (an unknown type hides all uses of it): the
    /// driver then accepts a few new ones for the one that is gone.
    /// </summary>
    public virtual bool Reveals => false;

    public abstract IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context);
}
