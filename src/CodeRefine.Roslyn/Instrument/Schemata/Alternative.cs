using CodeRefine.Roslyn.Repair;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <param name="Code">What stands at the site instead: an expression or statements, with step budgets.</param>
/// <param name="Node">The code as it was parsed, without budgets; of statements a block around them.</param>
internal sealed record Placement(Site Site, string Code, SyntaxNode Node);

/// <summary>One edit and where it stands at present. It may be tried at wider and wider places.</summary>
internal sealed class Alternative(CandidateEdit edit, int order, IEnumerator<Placement> places)
{
    public CandidateEdit Edit => edit;

    public int Order => order;

    /// <summary>Null where no place is left.</summary>
    public Placement? Place { get; private set; }

    /// <summary>Where its code stands in the written text.</summary>
    public int CodeStart { get; set; }

    public int CodeEnd => CodeStart + Place!.Code.Length;

    /// <summary>To the next place.</summary>
    public void Move() => Place = places.MoveNext() ? places.Current : null;

    public void Withdraw() => Place = null;
}
