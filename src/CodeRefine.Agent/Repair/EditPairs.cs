using System.Collections.Immutable;
using CodeRefine.Roslyn.Instrument.Schemata;

namespace CodeRefine.Agent.Repair;

/// <summary>Combinations of an edit that helped with another one elsewhere.</summary>
internal static class EditPairs
{
    /// <summary>Best first: the most promising second edit with each of the first ones, then the next.</summary>
    /// <param name="firsts">So many of the edits, from the beginning, have helped.</param>
    public static IEnumerable<ImmutableArray<SwitchableEdit>> Of(SwitchedEdits edits, int firsts)
    {
        var helped = edits.Switchable.Where(e => e.Order < firsts).ToList();
        foreach (var second in edits.Switchable)
        {
            // Of two that both helped, one comes first.
            foreach (var first in helped.Where(f => f.Order < second.Order && f.Site != second.Site && Fix.AreApart(f.Edit, second.Edit)))
            {
                if (edits.CanMendAll(first, second))
                {
                    yield return [first, second];
                }
            }
        }
    }
}
