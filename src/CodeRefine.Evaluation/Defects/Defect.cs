using System.Security.Cryptography;
using System.Text;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Defects;

/// <summary>One entry of a corpus: a right program, and what was done to it to break it.</summary>
public sealed record Defect
{
    /// <summary>The file's name without its ending.</summary>
    public required string Name { get; init; }
    public required DefectGroup Group { get; init; }

    /// <summary>What was done, in the words of repair's literature: <c>off-by-one</c>, <c>argument swap</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The broken program with its visible checks, and the held-back ones.</summary>
    public required LoadedTask Task { get; init; }

    /// <summary>The right program.</summary>
    public required SourceTree Reference { get; init; }

    /// <summary>The half that it belongs to, by its name alone: whoever works on the engine looks at failures of the one and only counts those of the other.</summary>
    public CorpusHalf Half => (SHA256.HashData(Encoding.UTF8.GetBytes(Name))[0] & 1) == 0 ? CorpusHalf.Development : CorpusHalf.Test;
}

public enum DefectGroup
{
    /// <summary>A classic algorithm with one defect, the kind of program that QuixBugs has.</summary>
    Classic,

    /// <summary>What goes wrong in everyday C#: nulls, LINQ, cultures, equality, copies of structs.</summary>
    Everyday,

    /// <summary>It does not compile.</summary>
    Compile,

    /// <summary>Two defects at once.</summary>
    Two,
}

public enum CorpusHalf
{
    Development,
    Test,
}
