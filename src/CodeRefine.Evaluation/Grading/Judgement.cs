using CodeRefine.Core.Critiques;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Evaluation.Grading;

/// <summary>What the checks that judge say of a solution.</summary>
public sealed record Judgement
{
    public required VerdictKind Verdict { get; init; }
    public required Grade Grade { get; init; }
    public TaxonomyKind Kind { get; init; }

    /// <summary>One line: why it failed; empty where it passed.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>What the program wrote, bounded.</summary>
    public string Output { get; init; } = "";
    public TimeSpan Wall { get; init; }
    public TimeSpan Cpu { get; init; }

    /// <summary>Runs in the sandbox.</summary>
    public int Runs { get; init; }

    /// <summary>It was known already.</summary>
    public bool Cached { get; init; }

    /// <summary>A limit of time decided it, the sandbox's or the compiler's: it is this machine's of this minute.</summary>
    public bool TimeDependent { get; init; }
    public bool Passed => Verdict == VerdictKind.Passed;
}
