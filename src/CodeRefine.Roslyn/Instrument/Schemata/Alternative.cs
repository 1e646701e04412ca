using CodeRefine.Roslyn.Repair;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <param name="Code">What stands at the site instead: an expression or statements, with step budgets.</param>
internal sealed record Placement(Site Site, string Code);

/// <summary>One edit and where it stands at present. It may be tried at wider and wider places.</summary>
internal sealed class Alternative(CandidateEdit edit, int order, IEnumerator<Placement> places)
{
    public CandidateEdit Edit => edit;

    public int Order => order;

    /// <summary>Null where no place is left.</summary>
    public Placement? Place { get; private set; }

    /// <summary>Where its code begins in the written text.</summary>
    public int Start { get; set; }

    public int End => Start + Place!.Code.Length;

    /// <summary>To the next place.</summary>
    public void Move() => Place = places.MoveNext() ? places.Current : null;

    public void Withdraw() => Place = null;
}
